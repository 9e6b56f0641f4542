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
        // Of who comes after them too, as soon as they do.
        await app.Staffed(contract.OrganizationId, "next-hat");
        await Denied(() => app.Finance("next-hat").Contracts.ReleasePaymentAsync(new() { Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" }).ResponseAsync);
        Assert.Equal(100_000_00L, (await Finance.Contracts.ReleasePaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1, Voucher = "记-2026-118" })).PaidFen);
    }

    [Fact]
    public async Task Of_money_and_projects_they_grant_pay_and_accept_nothing()
    {
        var fund = await app.NewFund();
        await app.Given(fund, 1_000_00);
        var grant = await app.Asked(fund, organization: await app.Entered(Both));
        await Denied(() => Office.Grants.ApproveGrantAsync(new() { Id = grant.Id }).ResponseAsync);
        await app.Office(subject: "approver").Grants.ApproveGrantAsync(new() { RequestId = NewId(), Id = grant.Id });
        await Denied(() => Finance.Grants.PayGrantAsync(new() { Id = grant.Id, Voucher = "记-2026-7" }).ResponseAsync);

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
