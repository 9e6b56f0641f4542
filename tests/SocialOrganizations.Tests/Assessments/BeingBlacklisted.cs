using Governance.SocialOrganizations.Tests.Funds;
using Governance.SocialOrganizations.Tests.Incubation;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.Procurement;
using Governance.SocialOrganizations.Tests.Ventures;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Assessments;

public sealed class BeingBlacklisted(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task An_organisation_is_heard_before_another_person_decides_and_a_third_lifts_it()
    {
        var organization = await app.Entered("staff-b");
        var listing = await app.Proposed(organization);
        await Refused(StatusCode.AlreadyExists, "BLACKLISTING_EXISTS", () => app.Office().Credit.ProposeBlacklistingAsync(Judging.ToPropose(organization)));
        DecideBlacklistingRequest Decide(bool listed = true) => new() { RequestId = NewId(), Id = listing.Id, Listed = listed, Reason = "事实清楚" };
        await Refused(StatusCode.FailedPrecondition, "HEARING_RUNNING", () => app.Office(subject: "judge").Credit.DecideBlacklistingAsync(Decide()));
        await Refused(StatusCode.NotFound, "BLACKLISTING_NOT_FOUND", () => app.Staff("staff-c").Credit.StateBlacklistingAsync(new() { Id = listing.Id, Statement = "与我无关" }));
        await app.Staff("staff-b").Credit.StateBlacklistingAsync(new() { RequestId = NewId(), Id = listing.Id, Statement = "资金已全部退回" });
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "inspector").Credit.DecideBlacklistingAsync(Decide()));
        Assert.Equal(BlacklistingState.Listed, (await app.Office(subject: "judge").Credit.DecideBlacklistingAsync(Decide())).State);
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "judge").Credit.LiftBlacklistingAsync(new() { Id = listing.Id, Reason = "信用修复" }));
        var lifted = await app.Lifted(listing);
        Assert.Equal((BlacklistingState.Lifted, "资金已全部退回"), (lifted.State, lifted.Statement));
        Assert.Equal([listing.Id], (await app.Staff("staff-b").Credit.ListBlacklistingsAsync(new())).Blacklistings.Select(b => b.Id));
    }

    [Fact]
    public async Task What_the_office_enters_for_it_neither_ends_the_hearing_nor_is_lost_and_who_entered_it_does_not_decide()
    {
        var organization = await app.Entered("staff-h");
        var listing = await app.Proposed(organization);
        StateBlacklistingRequest Say(string statement) => new() { RequestId = NewId(), Id = listing.Id, Statement = statement };
        DecideBlacklistingRequest Decide() => new() { RequestId = NewId(), Id = listing.Id, Listed = true, Reason = "事实清楚" };
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "inspector").Credit.StateBlacklistingAsync(Say("我机构对事实无异议")));
        await app.Office(subject: "registrar").Credit.StateBlacklistingAsync(Say("来函称资金已退回"));
        await Refused(StatusCode.FailedPrecondition, "HEARING_RUNNING", () => app.Office(subject: "judge").Credit.DecideBlacklistingAsync(Decide()));
        Assert.Equal("来函称资金已退回\n附退款凭证两张", (await app.Staff("staff-h").Credit.StateBlacklistingAsync(Say("附退款凭证两张"))).Statement);
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "registrar").Credit.DecideBlacklistingAsync(Decide()));
        for (var i = 0; i < 4; i++) await app.Office(subject: "registrar").Credit.StateBlacklistingAsync(Say(new string('函', 2_000)));
        // The office leaves it room.
        await Refused(StatusCode.FailedPrecondition, "SAID_ENOUGH", () => app.Office(subject: "registrar").Credit.StateBlacklistingAsync(Say(new string('函', 2_000))));
        for (var i = 0; i < 5; i++) await app.Staff("staff-h").Credit.StateBlacklistingAsync(Say(new string('陈', 2_000)));
        await Refused(StatusCode.FailedPrecondition, "SAID_ENOUGH", () => app.Staff("staff-h").Credit.StateBlacklistingAsync(Say(new string('陈', 2_000))));
        Assert.Equal(BlacklistingState.Listed, (await app.Office(subject: "judge").Credit.DecideBlacklistingAsync(Decide())).State);
    }

    [Fact]
    public async Task Who_says_nothing_is_decided_on_after_the_hearing()
    {
        var listing = await app.Proposed(await app.Entered());
        app.Clock.Advance(TimeSpan.FromDays(16));
        await Refused(StatusCode.FailedPrecondition, "HEARING_OVER", () => app.Office().Credit.StateBlacklistingAsync(new() { Id = listing.Id, Statement = "来晚了一步" }));
        Assert.Equal(BlacklistingState.Dismissed, (await app.Office(subject: "judge").Credit.DecideBlacklistingAsync(new() { RequestId = NewId(), Id = listing.Id, Reason = "证据不足" })).State);
    }

    [Fact]
    public async Task It_bars_from_bids_awards_incubation_and_grading_until_it_is_lifted()
    {
        var (organization, growing) = (await app.Entered(), await app.Incubating());
        var (_, items) = await app.Published(2);
        var (tender, other) = (await app.Called(items[0]), await app.Called(items[1]));
        var bid = await app.Bids(tender, organization);
        var intake = await app.NewIntake(await app.NewIncubator());
        var (listing, second) = (await app.Listed(organization), await app.Listed(growing));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => app.Office().Tenders.SubmitBidAsync(Buying.ToBid(other, organization)));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => app.Office().Intakes.SubmitCandidacyAsync(new() { IntakeId = intake.Id, OrganizationId = growing.Id, Plan = "两年内成为能承接服务的社会组织" }));
        await app.GradingScheme();
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => app.Office().Gradings.ApplyForGradingAsync(new() { OrganizationId = organization.Id }));
        app.Clock.Advance(TimeSpan.FromDays(10));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => app.Office().Tenders.AwardTenderAsync(new() { Id = tender.Id, BidId = bid.Id }));
        await app.Lifted(listing);
        await app.Lifted(second);
        Assert.Equal(organization.Id, (await app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = tender.Id, BidId = bid.Id })).OrganizationId);
    }

    [Fact]
    public async Task It_bars_from_contracts_grants_and_ventures_at_every_step()
    {
        var (fund, organization) = (await app.NewFund(), await app.Entered());
        await app.Given(fund, 1_000_00);
        var (asked, approved) = (await app.Asked(fund, organization: organization), await app.Asked(fund, organization: organization));
        await app.Office(subject: "approver").Grants.ApproveGrantAsync(new() { RequestId = NewId(), Id = approved.Id });
        var contract = await Buying.Awarded(app);
        var contractor = await app.Office().Organizations.GetOrganizationAsync(new() { Id = contract.OrganizationId });
        var contest = await app.NewContest(1, 2_000_00, "one", "two", "three");
        var venture = await Competing.Awarded(app);
        var (listing, second, third) = (await app.Listed(organization), await app.Listed(contractor), await app.Listed(await app.Office().Organizations.GetOrganizationAsync(new() { Id = venture.OrganizationId })));
        async Task EverythingIsRefused(string reason)
        {
            await Refused(StatusCode.FailedPrecondition, reason, () => app.Asked(fund, organization: organization));
            await Refused(StatusCode.FailedPrecondition, reason, () => app.Office(subject: "approver").Grants.ApproveGrantAsync(new() { Id = asked.Id }));
            await Refused(StatusCode.FailedPrecondition, reason, () => app.Finance().Grants.PayGrantAsync(new() { Id = approved.Id, Voucher = "记-2026-7" }));
            await Refused(StatusCode.FailedPrecondition, reason, () => app.Finance("payer").Ventures.PayVentureTrancheAsync(new() { Id = venture.Id, TrancheNumber = 1, Voucher = "记-2026-7" }));
        }
        await EverythingIsRefused("BLACKLISTED");
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => app.Office().Ventures.SubmitVentureAsync(Competing.ToEnter(contest, organization)));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => app.Office().Contracts.SignContractAsync(Buying.ToSign(app, contract)));
        foreach (var lifted in new[] { listing, second, third }) await app.Lifted(lifted);
        // Suspended since: the state is read anew.
        foreach (var id in new[] { organization.Id, contractor.Id, venture.OrganizationId }) await app.Office().Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = id, Reason = "年度检查不合格" });
        await EverythingIsRefused("ORGANIZATION_NOT_ACTIVE");
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", () => app.Office().Contracts.SignContractAsync(Buying.ToSign(app, contract)));
        foreach (var id in new[] { organization.Id, contractor.Id, venture.OrganizationId }) await app.Office().Organizations.ResumeOrganizationAsync(new() { RequestId = NewId(), Id = id });
        await app.Finance().Grants.PayGrantAsync(new() { RequestId = NewId(), Id = approved.Id, Voucher = "记-2026-7" });
        await app.Office().Contracts.SignContractAsync(Buying.ToSign(app, contract));
    }

    [Fact]
    public async Task A_venture_of_a_listed_organisation_is_declined_and_the_next_one_gets_its_place()
    {
        var contest = await app.NewContest(1, 2_000_00, "one", "two", "three");
        var (listed, next) = (await app.Enters(contest), await app.Enters(contest));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(listed, ("one", 40, 55), ("two", 40, 55), ("three", 40, 55));
        await app.Scored(next, ("one", 30, 45), ("two", 30, 45), ("three", 30, 45));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Listed(await app.Office().Organizations.GetOrganizationAsync(new() { Id = listed.OrganizationId }));
        await app.Office(subject: "decider").VentureContests.AwardVenturesAsync(new() { RequestId = NewId(), ContestId = contest.Id });
        async Task<VentureState> Of(Venture venture) => (await app.Office().Ventures.GetVentureAsync(new() { Id = venture.Id })).State;
        Assert.Equal((VentureState.Declined, VentureState.Awarded), (await Of(listed), await Of(next)));
    }

    [Fact]
    public async Task An_award_and_a_listing_at_once_never_leave_a_contract_that_was_awarded_to_a_listed_one()
    {
        for (var round = 0; round < 5; round++)
        {
            var organization = await app.Entered();
            var (_, items) = await app.Published();
            var tender = await app.Called(items[0]);
            var bid = await app.Bids(tender, organization);
            var listing = await app.Heard(organization);
            app.Clock.Advance(TimeSpan.FromDays(10));
            async Task<bool> Award()
            {
                try { await app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = tender.Id, BidId = bid.Id }); return true; }
                catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition) { return false; }
            }
            var (award, list) = (Award(), app.Office(subject: "judge").Credit.DecideBlacklistingAsync(new() { RequestId = NewId(), Id = listing.Id, Listed = true, Reason = "事实清楚" }).ResponseAsync);
            await Task.WhenAll(award, list);
            // Whichever commits first: what was awarded was awarded before the listing's event.
            if (!await award) continue;
            var order = await app.QueryAll<string>("select type from events where aggregate_id in (select id from contracts where organization_id = $1 union all select id from blacklistings where organization_id = $1) and type in ('governance.socialorgs.v1.ContractAwarded', 'governance.socialorgs.v1.OrganizationBlacklisted') order by xid, position", Guid.Parse(organization.Id));
            Assert.Equal(["governance.socialorgs.v1.ContractAwarded", "governance.socialorgs.v1.OrganizationBlacklisted"], order);
        }
    }

    [Fact]
    public async Task It_bars_from_running_incubators_and_stations_also_when_it_comes_at_that_moment()
    {
        OpenIncubatorRequest ToOpen(Organization by) { var request = Hatching.ToOpen(); request.OperatorId = by.Id; return request; }
        var organization = await app.Entered();
        var incubator = await app.Office().Incubators.OpenIncubatorAsync(ToOpen(organization));
        Assert.Equal(organization.Id, incubator.OperatorId);
        var listing = await app.Listed(organization);
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => app.Office().Incubators.OpenIncubatorAsync(ToOpen(organization)));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => app.Office().Incubators.UpdateIncubatorAsync(new() { Id = incubator.Id, OperatorId = organization.Id, UpdateMask = new() { Paths = { "operator_id" } } }));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => app.Office().Stations.OpenSocialWorkStationAsync(new() { DivisionCode = SmallMap.Community, Name = "锦江社工站", PlannedStaff = 2, OperatorId = organization.Id }));
        await app.Lifted(listing);
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_NOT_ACTIVE", async () => await app.Office().Incubators.OpenIncubatorAsync(ToOpen(await app.Applied())));
        for (var round = 0; round < 4; round++)
        {
            var suspended = await app.Entered();
            async Task<string?> Open()
            {
                try { return (await app.Office().Incubators.OpenIncubatorAsync(ToOpen(suspended))).Id; }
                catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition) { return null; }
            }
            var opening = Open();
            await Task.WhenAll(opening, app.Office().Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = suspended.Id, Reason = "年度检查不合格" }).ResponseAsync);
            if (await opening is not { } id) continue;
            // What was opened was opened before.
            var order = await app.QueryAll<string>("select type from events where aggregate_id in ($1, $2) and type in ('governance.socialorgs.v1.IncubatorOpened', 'governance.socialorgs.v1.OrganizationSuspended') order by xid, position", Guid.Parse(id), Guid.Parse(suspended.Id));
            Assert.Equal(["governance.socialorgs.v1.IncubatorOpened", "governance.socialorgs.v1.OrganizationSuspended"], order);
        }
    }

    [Fact]
    public async Task Credit_is_kept_with_reason_and_day_and_is_not_seen_from_outside()
    {
        var organization = await app.Entered("staff-k");
        RecordCreditRequest To(CreditKind kind, int from) => new() { RequestId = NewId(), OrganizationId = organization.Id, Kind = kind, Reason = "年度报告逾期未报", Reference = "锦民罚〔2026〕5号", CreditDate = app.Day(from) };
        await app.Office().Credit.RecordCreditAsync(To(CreditKind.Neglected, -30));
        await app.Office().Credit.RecordCreditAsync(To(CreditKind.Commended, 0));
        await WrongFields(() => app.Office().Credit.RecordCreditAsync(new() { OrganizationId = "x", CreditDate = app.Day(1) }), "organization_id", "kind", "reason", "reference", "credit_date");
        Assert.Equal(new[] { CreditKind.Commended, CreditKind.Neglected }.Order(), (await app.Staff("staff-k").Credit.ListCreditEntriesAsync(new() { OrganizationId = organization.Id })).Entries.Select(e => e.Kind).Order());
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => app.Office("510105").Credit.ListCreditEntriesAsync(new() { OrganizationId = organization.Id }));
    }
}
