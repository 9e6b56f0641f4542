using System.Text;
using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Procurement;

public sealed class BuyingServices(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private static async Task<string> Told<T>(AsyncUnaryCall<T> call)
    {
        try { await call; return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }

    [Fact]
    public async Task The_budget_of_a_list_is_never_overspent_however_many_tenders_are_awarded_at_once()
    {
        app.StartReplica();
        // Three of 300,000 fit into a million, the fourth and fifth do not.
        var (list, items) = await app.Published(5);
        var bids = new List<(Tender Tender, Bid Bid)>();
        foreach (var item in items)
        {
            var tender = await app.Called(item);
            bids.Add((tender, await app.Bids(tender)));
        }
        app.Clock.Advance(TimeSpan.FromDays(10));
        var outcomes = await Task.WhenAll(bids.Select((b, i) => Told(app.Office(replica: i % 2).Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = b.Tender.Id, BidId = b.Bid.Id }))));
        Assert.Equal(["BUDGET_EXCEEDED", "BUDGET_EXCEEDED", "OK", "OK", "OK"], outcomes.Order(StringComparer.Ordinal));
        var now = await app.Office().ServiceLists.GetServiceListAsync(new() { Id = list.Id });
        Assert.Equal((900_000_00L, 900_000_00L), (now.CommittedFen, await app.Query<long>("select sum(amount_fen)::bigint from contracts where list_id = $1", Guid.Parse(list.Id))));
        var failed = bids[Array.IndexOf(outcomes, "BUDGET_EXCEEDED")].Tender;
        Assert.Equal(TenderState.Open, (await app.Office().Tenders.GetTenderAsync(new() { Id = failed.Id })).State);
        // What a terminated contract leaves can be spent again.
        var contract = (await app.Office().Contracts.ListContractsAsync(new() { PageSize = 500 })).Contracts.First(c => c.ListId == list.Id);
        await app.Office().Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = contract.Id, Reason = "承接主体无法履行" });
        await app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = failed.Id, BidId = bids.Single(b => b.Tender == failed).Bid.Id });
        Assert.Equal(900_000_00L, (await app.Office().ServiceLists.GetServiceListAsync(new() { Id = list.Id })).CommittedFen);
    }

    [Fact]
    public async Task Bids_are_sealed_until_the_deadline_and_nobody_awards_before()
    {
        const string plan = "驻点三处，每周五天，专业督导每月一次";
        var (_, items) = await app.Published();
        var (tender, staffed) = (await app.Called(items[0], 2), await app.Entered("bidder"));
        var staff = app.Staff("bidder").Tenders;
        Assert.Contains(tender.Id, (await staff.ListTendersAsync(new())).Tenders.Select(t => t.Id));
        var answer = await staff.SubmitBidAsync(Buying.ToBid(tender, staffed, 298_765_43, plan));
        Assert.Equal((false, 0, ""), (answer.Opened, answer.PriceFen, answer.Plan));
        await staff.SubmitBidAsync(Buying.ToBid(tender, staffed, 287_654_32, plan));
        var other = await app.Bids(tender);
        // How many there are is told to who buys alone: neither to a bidder nor to a neighbour of theirs.
        async Task<int> Count(SocialOrgsCaller by) => (await by.Tenders.GetTenderAsync(new() { Id = tender.Id })).BidCount;
        async Task<int> Listed(SocialOrgsCaller by) => (await by.Tenders.ListTendersAsync(new() { PageSize = 500 })).Tenders.Single(t => t.Id == tender.Id).BidCount;
        Assert.Equal((2, 2), (await Count(app.Office()), await Listed(app.Office())));
        foreach (var bidder in new[] { app.Staff("bidder"), app.Staff("bidder", "510104"), app.Clerk() }) Assert.Equal((0, 0), (await Count(bidder), await Listed(bidder)));
        // No rpc of anybody shows them, and nothing at rest does.
        foreach (var caller in new[] { app.Staff("bidder"), app.Office(), app.Office("51"), app.As("orgs-finance", "510104") })
        {
            foreach (var rpc in new EveryRpc("socialorgs").All.Where(r => r.Name is "ListBids"))
            {
                var seen = await EveryRpc.CallAsync(caller, rpc, new ListBidsRequest { TenderId = tender.Id });
                var body = Encoding.UTF8.GetString(seen.Body);
                Assert.DoesNotContain("驻点", body, StringComparison.Ordinal);
                if (seen.Code == StatusCode.OK) Assert.All(ListBidsResponse.Parser.ParseFrom(seen.Body).Bids, b => Assert.Equal((false, 0L), (b.Opened, b.PriceFen)));
            }
        }
        Assert.Equal(0, await app.Query<long>("select count(*) from bids where position(convert_to('驻点', 'UTF8') in sealed_plan) > 0 or position(convert_to('2876543', 'UTF8') in sealed_price) > 0"));
        Assert.Equal(1, await app.Query<long>("select count(distinct length(sealed_price)) from bids"));
        await Refused(StatusCode.FailedPrecondition, "DEADLINE_NOT_PASSED", () => app.Office().Tenders.AwardTenderAsync(new() { Id = tender.Id, BidId = other.Id }));
        await Refused(StatusCode.FailedPrecondition, "DEADLINE_NOT_PASSED", () => app.Office().Tenders.FailTenderAsync(new() { Id = tender.Id, Reason = "项目取消" }));
        app.Clock.Advance(TimeSpan.FromDays(10));
        await Refused(StatusCode.FailedPrecondition, "TENDER_CLOSED", () => staff.SubmitBidAsync(Buying.ToBid(tender, staffed, 100)));
        Assert.Equal((2, 2), (await Count(app.Staff("bidder")), await Listed(app.Staff("bidder"))));
        var opened = (await app.Office().Tenders.ListBidsAsync(new() { TenderId = tender.Id })).Bids;
        Assert.Equal([287_654_32L, 300_000_00L], opened.Select(b => b.PriceFen).Order());
        var own = opened.Single(b => b.OrganizationId == staffed.Id);
        Assert.Equal(plan, own.Plan);
        // A bidder sees its own.
        Assert.Single((await staff.ListBidsAsync(new() { TenderId = tender.Id })).Bids);
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "buyer").Tenders.AwardTenderAsync(new() { Id = tender.Id, BidId = other.Id }));
        var contract = await app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = tender.Id, BidId = own.Id });
        Assert.Equal((287_654_32L, staffed.Id, ContractState.Awarded), (contract.AmountFen, contract.OrganizationId, contract.State));
        Assert.Single(await app.Events("ContractAwarded"), e => e.Contains(contract.Id, StringComparison.Ordinal));
        await Refused(StatusCode.FailedPrecondition, "TENDER_CLOSED", () => app.Office().Tenders.AwardTenderAsync(new() { Id = tender.Id, BidId = other.Id }));
        await Refused(StatusCode.AlreadyExists, "TENDER_EXISTS", () => app.Office().Tenders.CallTenderAsync(new() { ItemId = items[0].Id, Deadline = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(app.Clock.GetUtcNow().AddDays(1)) }));
    }

    [Fact]
    public async Task Who_works_for_it_no_more_sees_nothing_of_it_and_who_came_after_them_sees_all()
    {
        var contract = await app.Running(staff: "leaver");
        var (leaver, successor) = (app.Staff("leaver"), app.Staff("successor"));
        Assert.Single((await leaver.Tenders.ListBidsAsync(new() { TenderId = contract.TenderId })).Bids);
        await app.Staffed(contract.OrganizationId, "successor");
        Assert.Empty((await leaver.Tenders.ListBidsAsync(new() { TenderId = contract.TenderId })).Bids);
        await Refused(StatusCode.NotFound, "CONTRACT_NOT_FOUND", () => leaver.Contracts.GetContractAsync(new() { Id = contract.Id }));
        Assert.Single((await successor.Tenders.ListBidsAsync(new() { TenderId = contract.TenderId })).Bids);
        Assert.Equal(contract.Id, (await successor.Contracts.GetContractAsync(new() { Id = contract.Id })).Id);
        // None of the tables in which something is an organisation's own has been forgotten.
        var tables = await app.QueryAll<string>("select table_name::text from information_schema.columns where table_schema = 'public' and column_name in ('owner', 'organization_id') group by table_name having count(*) = 2");
        Assert.Equal(["bids", "blacklistings", "candidacies", "contracts", "custodies", "enterprises", "gradings", "grants", "projects", "residencies", "service_orders", "ventures"], tables.Order(StringComparer.Ordinal));
        // Nobody works for it: it is nobody's own.
        await app.Staffed(contract.OrganizationId, "");
        await Refused(StatusCode.NotFound, "CONTRACT_NOT_FOUND", () => successor.Contracts.GetContractAsync(new() { Id = contract.Id }));
    }

    [Fact]
    public async Task What_stayed_with_somebody_who_had_left_before_is_handed_over_once()
    {
        var contract = await app.Running(staff: "old-hand");
        // As it was before rows went over with the staff.
        await app.QueryAll<int>("update organizations set owner = 'new-hand', version = version + 1 where id = $1", Guid.Parse(contract.OrganizationId));
        await Refused(StatusCode.NotFound, "CONTRACT_NOT_FOUND", () => app.Staff("new-hand").Contracts.GetContractAsync(new() { Id = contract.Id }));
        var others = await app.Query<long>("select sum(version)::bigint from contracts where id <> $1", Guid.Parse(contract.Id));
        // Again it changes nothing.
        for (var i = 0; i < 2; i++)
        {
            foreach (var statement in Migrations.StaffFromBefore.HandOver.Split('\n', StringSplitOptions.RemoveEmptyEntries)) await app.QueryAll<int>(statement);
        }
        var now = await app.Staff("new-hand").Contracts.GetContractAsync(new() { Id = contract.Id });
        await Refused(StatusCode.NotFound, "CONTRACT_NOT_FOUND", () => app.Staff("old-hand").Contracts.GetContractAsync(new() { Id = contract.Id }));
        Assert.Single((await app.Staff("new-hand").Tenders.ListBidsAsync(new() { TenderId = contract.TenderId })).Bids);
        Assert.NotEqual(contract.Etag, now.Etag);
        Assert.Equal(others, await app.Query<long>("select sum(version)::bigint from contracts where id <> $1", Guid.Parse(contract.Id)));
        var tables = await app.QueryAll<string>("select table_name::text from information_schema.columns where table_schema = 'public' and column_name in ('owner', 'organization_id') group by table_name having count(*) = 2");
        Assert.All(tables, t => Assert.Contains($"update {t} ", Migrations.StaffFromBefore.HandOver, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_bid_and_for_how_much()
    {
        var (list, items) = await app.Published();
        var (tender, office) = (await app.Called(items[0], 3), app.Office().Tenders);
        await Refused(StatusCode.FailedPrecondition, "SERVICE_LIST_PUBLISHED", () => app.Office().ServiceLists.AddListItemAsync(new() { ListId = list.Id, ServiceCode = "x-y", Title = "项目", CeilingFen = 1 }));
        var draft = await app.Office().ServiceLists.DraftServiceListAsync(Buying.ToDraft(app));
        await Refused(StatusCode.FailedPrecondition, "SERVICE_LIST_EMPTY", () => app.Office().ServiceLists.PublishServiceListAsync(new() { Id = draft.Id }));
        var item = await app.Office().ServiceLists.AddListItemAsync(new() { RequestId = NewId(), ListId = draft.Id, ServiceCode = "x-y", Title = "项目", CeilingFen = 1 });
        await Refused(StatusCode.FailedPrecondition, "SERVICE_LIST_NOT_PUBLISHED", () => app.Called(item));
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", async () => await app.Bids(tender, await app.Filed()));
        await Refused(StatusCode.FailedPrecondition, "PRICE_ABOVE_CEILING", async () => await app.Bids(tender, null, 400_000_01));
        var suspended = await app.Entered();
        await app.Office().Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = suspended.Id, Reason = "年度检查不合格" });
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", async () => await app.Bids(tender, suspended));
        await Refused(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", () => app.Staff("bidder").Tenders.SubmitBidAsync(Buying.ToBid(tender, suspended)));
        await app.Bids(tender);
        app.Clock.Advance(TimeSpan.FromDays(10));
        var bid = (await office.ListBidsAsync(new() { TenderId = tender.Id })).Bids.Single();
        await Refused(StatusCode.FailedPrecondition, "TOO_FEW_BIDS", () => office.AwardTenderAsync(new() { Id = tender.Id, BidId = bid.Id }));
        Assert.Equal(TenderState.Failed, (await office.FailTenderAsync(new() { RequestId = NewId(), Id = tender.Id, Reason = "投标不足三家" })).State);
        // A failed one may be called again.
        await app.Called(items[0]);
        await Refused(StatusCode.AlreadyExists, "SERVICE_LIST_EXISTS", () => app.Office().ServiceLists.DraftServiceListAsync(new() { DivisionCode = list.DivisionCode, Year = list.Year, Title = "又一份清单", BudgetFen = 1 }));
    }

    [Fact]
    public async Task Whoever_is_registered_bids_wherever_they_are_and_sees_what_they_bid_for()
    {
        var tender = await app.Called((await app.Published()).Items[0]);
        var (near, far) = (app.Staff("of-the-next-county", SmallMap.NextCounty).Tenders, app.Staff("of-nobody", SmallMap.NextCounty).Tenders);
        var neighbour = await app.Entered("of-the-next-county", place: SmallMap.NextCounty);
        // Before they bid too: open to all who may.
        var told = await near.GetTenderAsync(new() { Id = tender.Id });
        Assert.Equal((tender.Id, 0), (told.Id, told.BidCount));
        Assert.Contains(tender.Id, (await near.ListTendersAsync(new() { PageSize = 500, State = TenderState.Open })).Tenders.Select(t => t.Id));
        Assert.DoesNotContain(tender.Id, (await far.ListTendersAsync(new() { PageSize = 500 })).Tenders.Select(t => t.Id));
        await Refused(StatusCode.NotFound, "TENDER_NOT_FOUND", () => near.ListBidsAsync(new() { TenderId = tender.Id }));
        var bid = await near.SubmitBidAsync(Buying.ToBid(tender, neighbour));
        await app.Bids(tender);
        Assert.Equal(tender.Id, (await near.GetTenderAsync(new() { Id = tender.Id })).Id);
        Assert.Equal([bid.Id], (await near.ListBidsAsync(new() { TenderId = tender.Id })).Bids.Select(b => b.Id));
        await Refused(StatusCode.NotFound, "TENDER_NOT_FOUND", () => far.GetTenderAsync(new() { Id = tender.Id }));
        await Refused(StatusCode.NotFound, "TENDER_NOT_FOUND", () => far.ListBidsAsync(new() { TenderId = tender.Id }));
        await app.Entered("too-late", place: SmallMap.NextCounty);
        var late = app.Staff("too-late", SmallMap.NextCounty).Tenders;
        Assert.Equal(0, (await late.GetTenderAsync(new() { Id = tender.Id })).BidCount);
        app.Clock.Advance(TimeSpan.FromDays(10));
        // Whoever had no part in it has none when it is over.
        await Refused(StatusCode.NotFound, "TENDER_NOT_FOUND", () => late.GetTenderAsync(new() { Id = tender.Id }));
        Assert.DoesNotContain(tender.Id, (await late.ListTendersAsync(new() { PageSize = 500 })).Tenders.Select(t => t.Id));
        Assert.Equal(neighbour.Id, (await app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = tender.Id, BidId = bid.Id, Reason = "方案更符合需求" })).OrganizationId);
    }

    [Fact]
    public async Task A_bidder_who_may_not_serve_any_more_makes_up_no_number()
    {
        var tender = await app.Called((await app.Published()).Items[0], 3);
        var (listed, ended, suspended) = (await app.Entered(), await app.Entered(), await app.Entered());
        var bids = new List<Bid>();
        foreach (var organization in new[] { listed, ended, suspended, await app.Entered() }) bids.Add(await app.Bids(tender, organization));
        app.Clock.Advance(TimeSpan.FromDays(10));
        Task<Contract> Award(Bid bid) => app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = tender.Id, BidId = bid.Id, Reason = "方案更符合需求" }).ResponseAsync;
        await app.Listed(listed);
        await app.Deregistered(ended.Id);
        await Refused(StatusCode.FailedPrecondition, "TOO_FEW_BIDS", () => Award(bids[3]));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => Award(bids[0]));
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", () => Award(bids[1]));

        // Where enough are left the trail says why those did not count.
        var again = await app.Called((await app.Published()).Items[0], 2);
        var (gone, stays, wins) = (await app.Bids(again, suspended), await app.Bids(again), await app.Bids(again));
        app.Clock.Advance(TimeSpan.FromDays(10));
        await app.Office().Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = suspended.Id, Reason = "年度检查不合格" });
        var contract = await app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = again.Id, BidId = wins.Id, Reason = "方案更符合需求" });
        var trail = (await app.Office().Contracts.GetContractTrailAsync(new() { Id = contract.Id })).Bids;
        Assert.Equal([gone.Id], trail.Where(b => b.InvalidReason.Length > 0).Select(b => b.Id));
        Assert.Contains(trail, b => b.Id == stays.Id && b.InvalidReason.Length == 0);
    }

    [Fact]
    public async Task A_tranche_is_paid_for_an_accepted_milestone_after_three_levels_by_three_people()
    {
        var (contract, office) = (await app.Running(), app.Office().Contracts);
        var (one, two, three) = (app.Office(subject: "one").Contracts, app.Office(subject: "two").Contracts, app.As("orgs-finance", "510104", subject: "three").Contracts);
        await Refused(StatusCode.FailedPrecondition, "MILESTONE_STATE", () => office.RequestPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await app.Office(subject: "worker").Contracts.DeliverMilestoneAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Evidence = "服务报告 1" });
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "worker").Contracts.AcceptMilestoneAsync(new() { Id = contract.Id, MilestoneNumber = 1, Accepted = true, Evidence = "验收单 1" }));
        Assert.Equal(MilestoneState.Pending, (await office.AcceptMilestoneAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Evidence = "整改通知 1" })).Milestones[0].State);
        await Refused(StatusCode.FailedPrecondition, "MILESTONE_STATE", () => office.RequestPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await app.Accepted(contract, 1);
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => one.VerifyPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await office.RequestPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => office.RequestPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => office.VerifyPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "worker").Contracts.VerifyPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => two.ApprovePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await one.VerifyPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => one.ApprovePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }));
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => three.ReleasePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" }));
        await two.ApprovePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.As("orgs-finance", "510104", subject: "two").Contracts.ReleasePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" }));
        var paid = await three.ReleasePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" });
        Assert.Equal((100_000_00L, PaymentState.Paid), (paid.PaidFen, paid.Milestones[0].PaymentState));
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_STATE", () => three.ReleasePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" }));
        Assert.Single(await app.Events("PaymentReleased"), e => e.Contains(contract.Id, StringComparison.Ordinal));
        Assert.Equal(ContractState.Completed, (await app.Accepted(contract, 2)).State);
        Assert.Equal(5, (await office.EvaluateContractAsync(new() { RequestId = NewId(), Id = contract.Id, Rating = 5 })).Rating);
        await Refused(StatusCode.FailedPrecondition, "CONTRACT_STATE", () => office.EvaluateContractAsync(new() { Id = contract.Id, Rating = 1 }));

        var trail = (await office.GetContractTrailAsync(new() { Id = contract.Id })).Steps;
        Assert.Equal(
        [
            TrailStepKind.ListPublished, TrailStepKind.TenderCalled, TrailStepKind.BidSubmitted, TrailStepKind.Awarded, TrailStepKind.Signed, TrailStepKind.Delivered, TrailStepKind.Returned, TrailStepKind.Delivered, TrailStepKind.Accepted,
            TrailStepKind.PaymentRequested, TrailStepKind.PaymentVerified, TrailStepKind.PaymentApproved, TrailStepKind.PaymentReleased, TrailStepKind.Delivered, TrailStepKind.Accepted, TrailStepKind.Completed, TrailStepKind.Evaluated,
        ], trail.Select(s => s.Kind));
        Assert.Equal(["one", "two", "three"], trail.Where(s => s.Kind is TrailStepKind.PaymentVerified or TrailStepKind.PaymentApproved or TrailStepKind.PaymentReleased).Select(s => s.Subject));
        var paper = await office.PrintContractTrailAsync(new() { Id = contract.Id });
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(paper.Pdf.ToByteArray(), 0, 8), StringComparison.Ordinal);
        Assert.Equal(contract.Number + ".pdf", paper.FileName);
    }

    [Fact]
    public async Task Two_who_release_one_payment_at_once_pay_it_once()
    {
        app.StartReplica();
        var (contract, office) = (await app.Running(), app.Office().Contracts);
        await app.Accepted(contract, 1);
        await office.RequestPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await app.Office(subject: "one").Contracts.VerifyPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await app.Office(subject: "two").Contracts.ApprovePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Told(app.As("orgs-finance", "510104", subject: "three", replica: i % 2).Contracts.ReleasePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-119" }))));
        Assert.Single(outcomes, "OK");
        Assert.Equal(100_000_00L, (await office.GetContractAsync(new() { Id = contract.Id })).PaidFen);
    }

    [Fact]
    public async Task Tranches_make_up_the_amount_and_a_terminated_contract_owes_what_was_accepted()
    {
        var (contract, office) = (await app.Awarded(), app.Office().Contracts);
        var sign = Buying.ToSign(app, contract);
        sign.Milestones[0].TrancheFen++;
        await WrongFields(() => office.SignContractAsync(sign), "milestones");
        await office.SignContractAsync(Buying.ToSign(app, contract));
        await app.Accepted(contract, 1);
        await office.TerminateContractAsync(new() { RequestId = NewId(), Id = contract.Id, Reason = "承接主体无法履行" });
        Assert.Equal(100_000_00L, (await app.Office().ServiceLists.GetServiceListAsync(new() { Id = contract.ListId })).CommittedFen);
        await office.RequestPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await Refused(StatusCode.FailedPrecondition, "CONTRACT_STATE", () => office.DeliverMilestoneAsync(new() { Id = contract.Id, MilestoneNumber = 2, Evidence = "服务报告 2" }));
        await Refused(StatusCode.NotFound, "CONTRACT_MILESTONE_NOT_FOUND", () => office.RequestPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 3 }));
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        var office = app.Office();
        await WrongFields(() => office.ServiceLists.DraftServiceListAsync(new() { DivisionCode = "51", Year = 1 }), "division_code", "year", "title", "budget_fen");
        await WrongFields(() => office.ServiceLists.AddListItemAsync(new() { ListId = "x", ServiceCode = "X", OrderCapacity = -1 }), "list_id", "service_code", "title", "ceiling_fen", "order_capacity");
        await WrongFields(() => office.Tenders.CallTenderAsync(new() { ItemId = "x", MinBids = 99 }), "item_id", "deadline", "min_bids");
        await WrongFields(() => office.Tenders.SubmitBidAsync(new() { TenderId = "x", Plan = "短" }), "tender_id", "organization_id", "price_fen", "plan");
        await WrongFields(() => office.Contracts.SignContractAsync(new() { Id = "x", Milestones = { new PlannedDelivery() } }), "id", "start_date", "end_date", "milestones[0].title", "milestones[0].due_date", "milestones[0].tranche_fen");
        await WrongFields(() => office.Contracts.DeliverMilestoneAsync(new() { Id = "x" }), "evidence", "id");
        await WrongFields(() => office.ServiceOrders.DeliverOrderAsync(new() { Id = "x" }), "minutes", "id");
    }
}
