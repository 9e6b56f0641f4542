using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Enterprises;
using Governance.SocialOrganizations.Tests.Funds;
using Governance.SocialOrganizations.Tests.Incubation;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.Procurement;
using Governance.SocialOrganizations.Tests.Projects;
using Governance.SocialOrganizations.Tests.Ventures;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Access;

/// <summary>Somebody of the office who also works for an organisation: they have every right, and decide nothing about that one.</summary>
public sealed class DecidingAboutOnesOwn(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private const string Both = "wears-two-hats";

    private SocialOrgsCaller Office => app.Office(subject: Both);

    private SocialOrgsCaller Finance => app.Finance(Both);

    private static Task Denied(Func<Task> act) => Refused(StatusCode.FailedPrecondition, "SAME_PERSON", act);

    [Fact]
    public async Task Of_a_contract_they_accept_and_clear_nothing()
    {
        var contract = await app.Running(staff: Both);
        await app.Office(subject: "worker").Contracts.DeliverMilestoneAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Evidence = "服务报告 1" });
        await Denied(() => Office.Contracts.AcceptMilestoneAsync(new() { Id = contract.Id, MilestoneNumber = 1, Accepted = true, Evidence = "验收单 1" }).ResponseAsync);
        await app.Office(subject: "acceptor").Contracts.AcceptMilestoneAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Accepted = true, Evidence = "验收单 1" });
        await app.Office(subject: "asker").Contracts.RequestPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await Denied(() => Office.Contracts.VerifyPaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }).ResponseAsync);
        await app.Office(subject: "one").Contracts.VerifyPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await Denied(() => Office.Contracts.ApprovePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1 }).ResponseAsync);
        await app.Office(subject: "two").Contracts.ApprovePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        await Denied(() => Finance.Contracts.ReleasePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" }).ResponseAsync);
        // Of who comes after them too, as soon as they do; and who has left them is not free of it the day after.
        await app.Staffed(contract.OrganizationId, "next-hat");
        await Denied(() => app.Finance("next-hat").Contracts.ReleasePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" }).ResponseAsync);
        await Denied(() => Finance.Contracts.ReleasePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" }).ResponseAsync);
        Assert.Equal(100_000_00L, (await app.Finance("treasurer").Contracts.ReleasePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" })).PaidFen);
    }

    [Fact]
    public async Task Of_its_life_they_decide_no_step()
    {
        var organization = await app.Applied();
        await app.Staffed(organization.Id, Both);
        var (ours, office, id) = (Office.Organizations, app.Office().Organizations, organization.Id);
        await Denied(() => ours.IncubateOrganizationAsync(new() { Id = id }).ResponseAsync);
        await office.IncubateOrganizationAsync(new() { RequestId = NewId(), Id = id });
        await app.Shows(organization, PaperKind.Charter, PaperKind.LeaderPledge, PaperKind.MemberList, PaperKind.Premises, PaperKind.Funds, PaperKind.SupervisorConsent);
        await Denied(() => ours.FileOrganizationAsync(new() { Id = id }).ResponseAsync);
        await office.FileOrganizationAsync(new() { RequestId = NewId(), Id = id });
        await Denied(() => ours.RegisterOrganizationAsync(new() { Id = id, UnifiedCode = SocialOrgsApp.NewCode() }).ResponseAsync);
        await office.RegisterOrganizationAsync(new() { RequestId = NewId(), Id = id, UnifiedCode = SocialOrgsApp.NewCode() });
        await Denied(() => ours.GraduateOrganizationAsync(new() { Id = id }).ResponseAsync);
        await Denied(() => ours.SuspendOrganizationAsync(new() { Id = id, Reason = "年度检查不合格" }).ResponseAsync);
        await office.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = id, Reason = "年度检查不合格" });
        await Denied(() => ours.ResumeOrganizationAsync(new() { Id = id }).ResponseAsync);
        Assert.Equal(OrganizationState.Registered, (await office.ResumeOrganizationAsync(new() { RequestId = NewId(), Id = id })).State);
        // What is theirs to say they say.
        Assert.Equal(15, (await ours.UpdateOrganizationAsync(new() { RequestId = NewId(), Id = id, UpdateMask = new() { Paths = { "member_count" } }, MemberCount = 15 })).MemberCount);
    }

    [Fact]
    public async Task Of_contracts_places_and_grades_they_sign_end_and_announce_none()
    {
        var contract = await Buying.Awarded(app, staff: Both);
        await Denied(() => Office.Contracts.SignContractAsync(Buying.ToSign(app, contract)).ResponseAsync);
        await app.Office().Contracts.SignContractAsync(Buying.ToSign(app, contract));
        await Denied(() => Office.Contracts.TerminateContractAsync(new() { Id = contract.Id, Reason = "承接主体无法履行" }).ResponseAsync);

        var declined = await app.Applies(await app.NewIntake(await app.NewIncubator()), await app.Entered(Both));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => Office.Intakes.DeclineCandidacyAsync(new() { Id = declined.Id }));

        var residency = await app.Admitted(organization: await app.Entered(Both));
        await Denied(() => Office.Residencies.SignResidencyAsync(Hatching.ToSign(app, residency)).ResponseAsync);
        var passed = await app.Passed(organization: await app.Entered(Both));
        await Denied(() => Office.Residencies.ExtendResidencyAsync(new() { Id = passed.Id, EndDate = app.Day(500) }).ResponseAsync);
        await Denied(() => Office.Residencies.GraduateResidencyAsync(new() { Id = passed.Id }).ResponseAsync);
        await app.Office().Residencies.GraduateResidencyAsync(new() { RequestId = NewId(), Id = passed.Id });

        var grading = await app.AppliedForGrading(await app.Entered(Both), "one", "two", "three");
        await app.Scored(grading, ("one", 35, 50), ("two", 34, 50), ("three", 33, 50));
        await Denied(() => Office.Gradings.AnnounceGradingAsync(new() { Id = grading.Id }).ResponseAsync);
        await app.Office(subject: "announcer").Gradings.AnnounceGradingAsync(new() { RequestId = NewId(), Id = grading.Id });
        var objection = await app.Office(subject: "objector").Gradings.ObjectToGradingAsync(new() { RequestId = NewId(), GradingId = grading.Id, Statement = "工作绩效评分偏高" });
        await Denied(() => Office.Gradings.AnswerObjectionAsync(new() { GradingId = grading.Id, Number = objection.Number, Answer = "经复核评分无误" }).ResponseAsync);
    }

    [Fact]
    public async Task Nobody_says_of_their_own_organisation_who_works_for_it_nor_names_themselves()
    {
        var organization = await app.Entered(Both);
        Task Named(SocialOrgsCaller by, string staff) => by.Organizations.UpdateOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id, UpdateMask = new() { Paths = { "staff_subject" } }, StaffSubject = staff }).ResponseAsync;
        foreach (var by in new[] { app.Staff(Both), Office })
        {
            foreach (var staff in new[] { "", "an-official", Both }) await Refused(StatusCode.PermissionDenied, "STAFF_OF_THE_OFFICE", () => Named(by, staff));
        }
        await Refused(StatusCode.PermissionDenied, "STAFF_OF_THE_OFFICE", () => Named(app.Office(subject: "comer"), "comer"));
        await Named(app.Office(), "comer");
    }

    [Fact]
    public async Task Who_has_left_decides_nothing_of_what_began_before_nor_for_three_years()
    {
        const string left = "has-left";
        var office = app.Office(subject: left);
        var fund = await app.NewFund();
        await app.Given(fund, 1_000_00);
        var organization = await app.Entered(left);
        var (tender, before) = (await app.Called((await app.Published()).Items[0]), await app.Asked(fund, organization: organization));
        var bid = await app.Bids(tender, organization);
        await app.Staffed(organization.Id, "");
        await Denied(() => office.Grants.ApproveGrantAsync(new() { Id = before.Id }).ResponseAsync);
        app.Clock.Advance(TimeSpan.FromDays(10));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => office.Tenders.AwardTenderAsync(new() { Id = tender.Id, BidId = bid.Id }));
        // What comes about after they left, too.
        var after = await app.Asked(fund, organization: organization);
        await Denied(() => office.Grants.ApproveGrantAsync(new() { Id = after.Id }).ResponseAsync);
        await Denied(() => office.Organizations.SuspendOrganizationAsync(new() { Id = organization.Id, Reason = "年度检查不合格" }).ResponseAsync);
        // Who came next and left does not make them forgotten.
        await app.Staffed(organization.Id, "in-between");
        await app.Staffed(organization.Id, "");
        await Denied(() => office.Grants.ApproveGrantAsync(new() { Id = after.Id }).ResponseAsync);
        await Denied(() => app.Office(subject: "in-between").Grants.ApproveGrantAsync(new() { Id = after.Id }).ResponseAsync);
        app.Clock.Advance(TimeSpan.FromDays(3 * 366));
        await Denied(() => app.Office(subject: left).Grants.ApproveGrantAsync(new() { Id = before.Id }).ResponseAsync);
        var late = await app.Asked(fund, organization: organization);
        Assert.Equal(GrantState.Approved, (await app.Office(subject: left).Grants.ApproveGrantAsync(new() { RequestId = NewId(), Id = late.Id })).State);
    }

    [Fact]
    public async Task Of_money_and_projects_they_grant_pay_and_accept_nothing()
    {
        var fund = await app.NewFund();
        await app.Given(fund, 1_000_00);
        var grant = await app.Asked(fund, organization: await app.Entered(Both));
        await Denied(() => Office.Grants.ApproveGrantAsync(new() { Id = grant.Id }).ResponseAsync);
        await Denied(() => Office.Grants.DeclineGrantAsync(new() { Id = grant.Id }).ResponseAsync);
        await app.Office(subject: "approver").Grants.ApproveGrantAsync(new() { RequestId = NewId(), Id = grant.Id });
        await Denied(() => Office.Grants.DeclineGrantAsync(new() { Id = grant.Id }).ResponseAsync);
        await Denied(() => Finance.Grants.PayGrantAsync(new() { Id = grant.Id, Voucher = "记-2026-7" }).ResponseAsync);

        var ready = await app.Matched(Both);
        await app.Office().Projects.AddFundSourceAsync(Building.ToFund(ready, 100_000_00));
        await Denied(() => Office.Projects.StartProjectAsync(new() { Id = ready.Id }).ResponseAsync);
        await Denied(() => Office.Projects.WithdrawProjectAsync(new() { Id = ready.Id, Reason = "不再需要" }).ResponseAsync);
        Assert.Equal(ProjectState.Withdrawn, (await app.Office().Projects.WithdrawProjectAsync(new() { RequestId = NewId(), Id = ready.Id, Reason = "不再需要" })).State);
        var project = await app.Started(Both);
        await app.Office(subject: "worker").Projects.SubmitProjectAsync(new() { RequestId = NewId(), Id = project.Id, SpentFen = 90_000_00, Evidence = "决算表 2026-7" });
        await Denied(() => Office.Projects.AcceptProjectAsync(new() { Id = project.Id, Accepted = true, Evidence = "验收意见 7" }).ResponseAsync);

        var contest = await app.NewContest(1, 2_000_00, "one", "two", "three");
        var venture = await app.Enters(contest, Both);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(venture, ("one", 30, 50), ("two", 35, 50), ("three", 30, 40));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => Office.VentureContests.AwardVenturesAsync(new() { ContestId = contest.Id }));
        await app.Office(subject: "decider").VentureContests.AwardVenturesAsync(new() { RequestId = NewId(), ContestId = contest.Id });
        await Denied(() => Finance.Ventures.PayVentureTrancheAsync(new() { Id = venture.Id, TrancheNumber = 1, Voucher = "记-2026-20" }).ResponseAsync);
        await app.Finance().Ventures.PayVentureTrancheAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Voucher = "记-2026-20" });
        await app.Office(subject: "worker").Ventures.ReportVentureAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Report = "中期报告" });
        await Denied(() => Office.Ventures.AcceptVentureReportAsync(new() { Id = venture.Id, TrancheNumber = 1, Accepted = true }).ResponseAsync);
        await Denied(() => Office.Ventures.TerminateVentureAsync(new() { Id = venture.Id }).ResponseAsync);
        Assert.Equal(VentureState.Terminated, (await app.Office().Ventures.TerminateVentureAsync(new() { RequestId = NewId(), Id = venture.Id })).State);
    }

    [Fact]
    public async Task Of_places_labels_and_assets_they_give_none()
    {
        var candidacy = await app.Applies(await app.NewIntake(await app.NewIncubator(), 1, "one", "two", "three"), await app.Entered(Both));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(candidacy, ("one", 30, 50), ("two", 30, 40), ("three", 20, 50));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => Office.Intakes.AdmitCandidacyAsync(new() { Id = candidacy.Id }));
        Assert.Equal(CandidacyState.Admitted, (await app.Office(subject: "admitter").Intakes.AdmitCandidacyAsync(new() { RequestId = NewId(), Id = candidacy.Id })).State);

        var enterprise = await app.Applying(Both);
        await Denied(() => Office.Enterprises.RecognizeEnterpriseAsync(new() { Id = enterprise.Id, ValidUntilDate = app.Day(700) }).ResponseAsync);
        var custody = await app.Wished(await app.NewAsset(), staff: Both);
        await Denied(() => app.Clerk(subject: Both).Custodies.ApproveCustodyAsync(new() { Id = custody.Id }).ResponseAsync);
        Assert.Single((await app.Clerk(subject: "first").Custodies.ApproveCustodyAsync(new() { RequestId = NewId(), Id = custody.Id })).Approvals);
    }
}
