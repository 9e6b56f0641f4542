using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Projects;

public sealed class CarryingOutAProject(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private SocialOrgs.V1.Projects.ProjectsClient Office => app.Office().Projects;

    [Fact]
    public async Task From_a_communitys_need_to_its_acceptance_by_another_person()
    {
        var list = await app.ProjectList();
        var project = await app.Raised(list);
        Assert.Equal((ProjectState.Raised, list.Id, SmallMap.Community), (project.State, project.ListId, project.DivisionCode));
        await Refused(StatusCode.FailedPrecondition, "PROJECT_STATE", async () => await Office.MatchProjectAsync(new() { Id = project.Id, OrganizationId = (await app.Entered()).Id }));
        await Office.DesignProjectAsync(Building.ToDesign(app, project));
        await Office.MatchProjectAsync(new() { RequestId = NewId(), Id = project.Id, OrganizationId = (await app.Entered("staff-p")).Id });
        await Office.AddFundSourceAsync(Building.ToFund(project, 60_000_00));
        var short_ = await Refused(StatusCode.FailedPrecondition, "FUNDS_SHORT", () => Office.StartProjectAsync(new() { Id = project.Id }));
        Assert.Equal("4000000", short_.Facts["missingFen"]);
        var funded = await Office.AddFundSourceAsync(Building.ToFund(project, 40_000_00, FundSourceKind.Charity));
        Assert.Equal((100_000_00L, 2), (funded.FundedFen, funded.Sources.Count));
        Assert.Equal(ProjectState.Started, (await Office.StartProjectAsync(new() { RequestId = NewId(), Id = project.Id })).State);
        await Refused(StatusCode.FailedPrecondition, "PROJECT_STATE", () => Office.RemoveFundSourceAsync(new() { Id = project.Id, Number = 1 }));
        // Whoever works for the organisation reports; others' staff do not see it.
        await Refused(StatusCode.NotFound, "PROJECT_NOT_FOUND", () => app.Staff("staff-q").Projects.ReportProgressAsync(new() { Id = project.Id, ProgressPercent = 10, Evidence = "照片" }));
        var staff = app.Staff("staff-p").Projects;
        await staff.ReportProgressAsync(new() { RequestId = NewId(), Id = project.Id, ProgressPercent = 50, Evidence = "照片 5 张" });
        await Refused(StatusCode.FailedPrecondition, "PROGRESS_FALLS", () => staff.ReportProgressAsync(new() { Id = project.Id, ProgressPercent = 40, Evidence = "照片" }));
        await Refused(StatusCode.FailedPrecondition, "SPENT_TOO_MUCH", () => staff.SubmitProjectAsync(new() { Id = project.Id, SpentFen = 100_000_01, Evidence = "决算表" }));
        SubmitProjectRequest Submit() => new() { RequestId = NewId(), Id = project.Id, SpentFen = 95_000_00, Evidence = "决算表 2026-7" };
        await app.Office(subject: "helper").Projects.SubmitProjectAsync(Submit());
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "helper").Projects.AcceptProjectAsync(new() { Id = project.Id, Accepted = true, Evidence = "验收单" }));
        Assert.Equal(ProjectState.Started, (await app.Office(subject: "acceptor").Projects.AcceptProjectAsync(new() { RequestId = NewId(), Id = project.Id, Accepted = false, Evidence = "扶手松动" })).State);
        await staff.SubmitProjectAsync(Submit());
        var done = await app.Office(subject: "acceptor").Projects.AcceptProjectAsync(new() { RequestId = NewId(), Id = project.Id, Accepted = true, Evidence = "验收单 8" });
        Assert.Equal((ProjectState.Completed, 95_000_00L, 100), (done.State, done.SpentFen, done.ProgressPercent));
        Assert.Contains("\"spentFen\":9500000", Assert.Single(await app.Events("ProjectCompleted"), e => e.Contains(project.Id, StringComparison.Ordinal)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var steps = (await Office.ListProjectStepsAsync(new() { ProjectId = project.Id })).Steps;
        Assert.Equal([ProjectStepKind.Raised, ProjectStepKind.Designed, ProjectStepKind.Matched, ProjectStepKind.Funded, ProjectStepKind.Funded, ProjectStepKind.Started, ProjectStepKind.Progressed, ProjectStepKind.Submitted, ProjectStepKind.Returned, ProjectStepKind.Submitted, ProjectStepKind.Completed], steps.Select(s => s.Kind));
        await Refused(StatusCode.FailedPrecondition, "PROJECT_STATE", () => Office.WithdrawProjectAsync(new() { Id = project.Id, Reason = "不再需要" }));
    }

    [Fact]
    public async Task It_is_matched_to_a_registered_organisation_that_is_not_blacklisted_also_when_it_starts()
    {
        var project = await app.Designed();
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", async () => await Office.MatchProjectAsync(new() { Id = project.Id, OrganizationId = (await app.Incubating()).Id }));
        var organization = await app.Entered();
        await Office.MatchProjectAsync(new() { RequestId = NewId(), Id = project.Id, OrganizationId = organization.Id });
        await Office.AddFundSourceAsync(Building.ToFund(project, 100_000_00));
        var listing = await app.Listed(organization);
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => Office.StartProjectAsync(new() { Id = project.Id }));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => Office.MatchProjectAsync(new() { Id = project.Id, OrganizationId = organization.Id }));
        await app.Lifted(listing);
        Assert.Equal(ProjectState.Started, (await Office.StartProjectAsync(new() { RequestId = NewId(), Id = project.Id })).State);
    }

    // Without the broker nobody has told of the end yet.
    [Fact]
    public async Task What_an_organisation_carried_out_that_is_no_more_is_matched_to_another_before_its_end_is_told()
    {
        var project = await app.Started();
        await Refused(StatusCode.FailedPrecondition, "PROJECT_STATE", async () => await Office.MatchProjectAsync(new() { Id = project.Id, OrganizationId = (await app.Entered()).Id }));
        await app.Deregistered(project.OrganizationId);
        await Refused(StatusCode.FailedPrecondition, "PROJECT_STATE", () => Office.StartProjectAsync(new() { Id = project.Id }));
        var next = await app.Entered();
        var matched = await Office.MatchProjectAsync(new() { RequestId = NewId(), Id = project.Id, OrganizationId = next.Id });
        Assert.Equal((ProjectState.Matched, next.Id), (matched.State, matched.OrganizationId));
        Assert.Equal(ProjectState.Started, (await Office.StartProjectAsync(new() { RequestId = NewId(), Id = project.Id })).State);
    }

    [Fact]
    public async Task Returned_it_is_as_far_as_was_reported_last_and_nothing_of_it_is_spent()
    {
        var project = await app.Started();
        async Task<Project> Report(int percent) => await Office.ReportProgressAsync(new() { RequestId = NewId(), Id = project.Id, ProgressPercent = percent, Evidence = "照片 5 张" });
        async Task<Project> Return()
        {
            var submitted = await app.Office(subject: "worker").Projects.SubmitProjectAsync(new() { RequestId = NewId(), Id = project.Id, SpentFen = 90_000_00, Evidence = "决算表 2026-7" });
            Assert.Equal((100, 90_000_00L), (submitted.ProgressPercent, submitted.SpentFen));
            return await app.Office(subject: "acceptor").Projects.AcceptProjectAsync(new() { RequestId = NewId(), Id = project.Id, Accepted = false, Evidence = "扶手松动" });
        }
        // Nobody has reported yet.
        var returned = await Return();
        Assert.Equal((ProjectState.Started, 0, 0L), (returned.State, returned.ProgressPercent, returned.SpentFen));
        await Report(30);
        await Report(50);
        Assert.Equal(50, (await Return()).ProgressPercent);
        Assert.Equal((ProjectStepKind.Returned, 50), (await Office.ListProjectStepsAsync(new() { ProjectId = project.Id })).Steps.Select(s => (s.Kind, s.ProgressPercent)).Last());
        await Refused(StatusCode.FailedPrecondition, "PROGRESS_FALLS", () => Report(40));
        Assert.Equal(60, (await Report(60)).ProgressPercent);
    }

    [Fact]
    public async Task Returned_after_its_organisation_has_ended_it_gives_sources_up_and_goes_on_with_another()
    {
        // 90 of 100 spent.
        var project = await app.Submitted();
        await app.Deregistered(project.OrganizationId);
        var free = await app.Office(subject: "acceptor").Projects.AcceptProjectAsync(new() { RequestId = NewId(), Id = project.Id, Accepted = false, Evidence = "扶手松动" });
        Assert.Equal((ProjectState.Designed, 0, 0L), (free.State, free.ProgressPercent, free.SpentFen));
        Assert.Equal(0, (await Office.RemoveFundSourceAsync(new() { RequestId = NewId(), Id = project.Id, Number = 1 })).FundedFen);
        await Office.DesignProjectAsync(Building.ToDesign(app, project, 20_000_00));
        await Office.MatchProjectAsync(new() { RequestId = NewId(), Id = project.Id, OrganizationId = (await app.Entered()).Id });
        await Office.AddFundSourceAsync(Building.ToFund(project, 20_000_00));
        await Office.StartProjectAsync(new() { RequestId = NewId(), Id = project.Id });
        Assert.Equal(60, (await Office.ReportProgressAsync(new() { RequestId = NewId(), Id = project.Id, ProgressPercent = 60, Evidence = "照片 6 张" })).ProgressPercent);
    }

    [Fact]
    public async Task None_of_those_who_ever_submitted_it_accepts_it()
    {
        var project = await app.Submitted(by: "worker");
        AcceptProjectRequest Answer(bool accepted = true) => new() { RequestId = NewId(), Id = project.Id, Accepted = accepted, Evidence = "验收单 9" };
        await app.Office(subject: "acceptor").Projects.AcceptProjectAsync(Answer(false));
        await app.Office(subject: "helper").Projects.SubmitProjectAsync(new() { RequestId = NewId(), Id = project.Id, SpentFen = 90_000_00, Evidence = "决算表 2026-8" });
        foreach (var by in new[] { "worker", "helper" })
        {
            foreach (var accepted in new[] { true, false }) await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: by).Projects.AcceptProjectAsync(Answer(accepted)));
        }
        Assert.Equal(ProjectState.Completed, (await app.Office(subject: "acceptor").Projects.AcceptProjectAsync(Answer())).State);
    }

    [Fact]
    public async Task Sources_that_join_and_leave_at_once_add_up()
    {
        var project = await app.Matched();
        async Task<bool> Fund()
        {
            try { await Office.AddFundSourceAsync(Building.ToFund(project, 10_000_00)); return true; }
            catch (RpcException e) when (e.StatusCode == StatusCode.Aborted) { return false; }
        }
        var joined = (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Fund()))).Count(yes => yes);
        var now = await Office.GetProjectAsync(new() { Id = project.Id });
        Assert.Equal((joined * 10_000_00L, joined), (now.FundedFen, now.Sources.Count));
        Assert.Equal((joined - 1) * 10_000_00L, (await Office.RemoveFundSourceAsync(new() { RequestId = NewId(), Id = project.Id, Number = now.Sources[0].Number })).FundedFen);
    }

    [Fact]
    public async Task A_list_is_opened_once_a_year_takes_what_lies_in_its_division_and_is_told_below()
    {
        var request = Building.ToOpen(app);
        var list = await Office.OpenProjectListAsync(request);
        request.RequestId = NewId();
        await Refused(StatusCode.AlreadyExists, "PROJECT_LIST_EXISTS", () => Office.OpenProjectListAsync(request));
        var province = await app.As("province-operator", "51").Projects.OpenProjectListAsync(Building.ToOpen(app, "51"));
        Assert.Superset(new HashSet<string> { list.Id, province.Id }, (await app.Clerk().Projects.ListProjectListsAsync(new() { PageSize = 500 })).Lists.Select(l => l.Id).ToHashSet());
        Assert.DoesNotContain((await app.As("county-centre", "510105").Projects.ListProjectListsAsync(new() { PageSize = 500 })).Lists, l => l.Id == list.Id);
        Assert.Equal(province.Id, (await app.Raised(province)).ListId);
        await Refused(StatusCode.FailedPrecondition, "OUTSIDE_PROJECT_LIST", () => app.Office("51").Projects.RaiseProjectAsync(Building.ToRaise(list, SmallMap.NextCounty)));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Clerk().Projects.RaiseProjectAsync(Building.ToRaise(list, SmallMap.OtherTown)));
        await Office.CloseProjectListAsync(new() { RequestId = NewId(), Id = list.Id });
        await Refused(StatusCode.FailedPrecondition, "PROJECT_LIST_CLOSED", () => app.Clerk().Projects.RaiseProjectAsync(Building.ToRaise(list)));
        await WrongFields(() => Office.DesignProjectAsync(new() { Id = "x", Design = "短", BudgetFen = 0, StartDate = "2026", EndDate = "" }), "id", "design", "budget_fen", "start_date", "end_date");
    }
}
