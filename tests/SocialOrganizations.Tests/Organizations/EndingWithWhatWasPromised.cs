using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Funds;
using Governance.SocialOrganizations.Tests.Projects;
using Governance.SocialOrganizations.Tests.Ventures;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Organizations;

/// <summary>Needs the broker: what follows elsewhere follows by event.</summary>
[Collection(WithBroker.Name)]
public sealed class EndingWithWhatWasPromised(SocialOrgsAppWithBroker app)
{
    [Fact]
    public async Task Its_grants_are_declined_its_ventures_end_and_the_money_is_free_again()
    {
        var venture = await app.Awarded();
        var organization = await app.Office().Organizations.GetOrganizationAsync(new() { Id = venture.OrganizationId });
        var contest = await app.Office().VentureContests.GetVentureContestAsync(new() { Id = venture.ContestId });
        await app.Finance().Ventures.PayVentureTrancheAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Voucher = "记-2026-20" });
        var fund = await app.NewFund();
        await app.Given(fund, 1_000_00);
        var drive = await app.Office().DonationDrives.OpenDonationDriveAsync(Funding.ToDrive(fund));
        await app.Given(fund, 500_00, drive.EarmarkId);
        var (asked, approved, driven, paid) = (await app.Asked(fund, 100_00, organization: organization), await Approved(200_00), await Approved(400_00, drive.EarmarkId), await Approved(300_00));
        await app.Finance().Grants.PayGrantAsync(new() { RequestId = NewId(), Id = paid.Id, Voucher = "记-2026-21" });
        await app.Deregistered(organization.Id);

        async Task<GrantState> State(Grant grant) => (await app.Office().Grants.GetGrantAsync(new() { Id = grant.Id })).State;
        await EventuallyAsync("the grants are declined", async () => await State(approved) == GrantState.Declined);
        Assert.Equal((GrantState.Declined, GrantState.Declined, GrantState.Paid), (await State(asked), await State(driven), await State(paid)));
        Assert.Equal(VentureState.Terminated, (await app.Office().Ventures.GetVentureAsync(new() { Id = venture.Id })).State);
        foreach (var (id, promised) in new[] { (fund.Id, 0L), (contest.FundId, 0L) }) Assert.Equal(promised, await app.Query<long>("select coalesce(sum(balance_fen), 0)::bigint from fund_accounts where fund_id = $1 and kind = 2", Guid.Parse(id)));
        Assert.Equal((700_00L, 500_00L), (await app.Query<long>("select balance_fen from fund_accounts where fund_id = $1 and kind = 1 and earmark_id is null", Guid.Parse(fund.Id)), (await app.Office().Funds.ListEarmarksAsync(new() { FundId = fund.Id })).Earmarks.Single().AvailableFen));
        Assert.Equal(3, (await app.Events("GrantDeclined")).Count(e => e.Contains(organization.Id, StringComparison.Ordinal)));
        Assert.Contains("\"unpaidFen\":10000", Assert.Single(await app.Events("VentureTerminated"), e => e.Contains(venture.Id, StringComparison.Ordinal)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        // What the bank sends back of a venture that is over is free, and nobody's.
        var entry = await app.EntryOf(new Fund { Id = contest.FundId }, venture.Id, FundEntryKind.Grant);
        await app.Finance("controller").Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = contest.FundId, EntryId = entry.Id, Voucher = "退-2026-1" });
        Assert.Equal([2_000_00L, 0L], await app.QueryAll<long>("select balance_fen from fund_accounts where fund_id = $1 and kind in (1, 2) order by kind", Guid.Parse(contest.FundId)));
        Assert.Single(await app.Events("VentureTrancheReturned"), e => e.Contains(venture.Id, StringComparison.Ordinal));
        await Refused(StatusCode.AlreadyExists, "REVERSED_ALREADY", () => app.Finance("controller").Funds.ReverseFundEntryAsync(new() { FundId = contest.FundId, EntryId = entry.Id, Voucher = "退-2026-1" }));
        // Nothing hangs: the drive and the fund can be closed.
        await app.Office().DonationDrives.CloseDonationDriveAsync(new() { RequestId = NewId(), Id = drive.Id });
        await app.Spent(fund, 1_200_00);
        Assert.True((await app.Office().Funds.CloseFundAsync(new() { RequestId = NewId(), Id = fund.Id })).Closed);

        async Task<Grant> Approved(long fen, string earmark = "") =>
            await app.Office(subject: "approver").Grants.ApproveGrantAsync(new() { RequestId = NewId(), Id = (await app.Asked(fund, fen, earmark, organization)).Id });
    }

    [Fact]
    public async Task Its_grading_does_not_stay_open_for_ever()
    {
        var (applied, announced) = (await app.AppliedForGrading(), await app.Announced());
        foreach (var grading in new[] { applied, announced })
        {
            await app.Deregistered(grading.OrganizationId);
            await EventuallyAsync("it is declined", async () => (await app.Office().Gradings.GetGradingAsync(new() { Id = grading.Id })).State == GradingState.Declined);
            Assert.Single(await app.Events("GradingDeclined"), e => e.Contains(grading.Id, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task One_that_exits_is_paid_nothing_either()
    {
        var (fund, organization) = (await app.NewFund(), await app.Incubating());
        await app.Given(fund, 500_00);
        var grant = await app.Asked(fund, 300_00, organization: organization);
        await app.Office(subject: "approver").Grants.ApproveGrantAsync(new() { RequestId = NewId(), Id = grant.Id });
        // The town's clerk has no rights in grants.
        await app.Clerk().Organizations.ExitOrganizationAsync(new() { RequestId = NewId(), Id = organization.Id, Reason = "全体成员决定解散" });
        await EventuallyAsync("the money is free", async () => (await app.Office().Funds.GetFundAsync(new() { Id = fund.Id })).AvailableFen == 500_00);
        Assert.Equal(GrantState.Declined, (await app.Office().Grants.GetGrantAsync(new() { Id = grant.Id })).State);
    }

    [Fact]
    public async Task What_it_was_to_carry_out_is_matched_to_another_and_goes_on()
    {
        var projects = app.Office().Projects;
        var (started, submitted) = (await app.Started("leaver"), await app.Submitted());
        await app.Staff("leaver").Projects.ReportProgressAsync(new() { RequestId = NewId(), Id = started.Id, ProgressPercent = 30, Evidence = "照片 5 张" });
        var matched = await app.Designed();
        matched = await projects.MatchProjectAsync(new() { RequestId = NewId(), Id = matched.Id, OrganizationId = started.OrganizationId });
        await app.Deregistered(started.OrganizationId);
        await app.Deregistered(submitted.OrganizationId);
        async Task<Project> Now(Project project) => await projects.GetProjectAsync(new() { Id = project.Id });
        foreach (var project in new[] { started, matched })
        {
            var free = await EventuallyAsync("it is free for another", () => Now(project), p => p.State == ProjectState.Designed);
            Assert.Equal(("", ""), (free.OrganizationId, free.OrganizationName));
            Assert.Single(await app.Events("ProjectUnmatched"), e => e.Contains(project.Id, StringComparison.Ordinal) && e.Contains(started.OrganizationId, StringComparison.Ordinal));
        }
        await projects.MatchProjectAsync(new() { RequestId = NewId(), Id = started.Id, OrganizationId = (await app.Entered("comer")).Id });
        var again = await projects.StartProjectAsync(new() { RequestId = NewId(), Id = started.Id });
        Assert.Equal((ProjectState.Started, 30), (again.State, again.ProgressPercent));
        await app.Staff("comer").Projects.ReportProgressAsync(new() { RequestId = NewId(), Id = started.Id, ProgressPercent = 60, Evidence = "照片 6 张" });
        Assert.Equal([ProjectStepKind.Progressed, ProjectStepKind.Unmatched, ProjectStepKind.Matched, ProjectStepKind.Started, ProjectStepKind.Progressed], (await projects.ListProjectStepsAsync(new() { ProjectId = started.Id })).Steps.Select(s => s.Kind).TakeLast(5));
        // What was submitted is accepted still; returned, it is nobody's.
        Assert.Equal(ProjectState.Submitted, (await Now(submitted)).State);
        var returned = await projects.AcceptProjectAsync(new() { RequestId = NewId(), Id = submitted.Id, Accepted = false, Evidence = "扶手松动" });
        Assert.Equal((ProjectState.Designed, ""), (returned.State, returned.OrganizationId));
    }
}
