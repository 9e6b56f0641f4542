using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.Projects;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Access;

internal static class ProjectScene
{
    private static int days;

    public static async Task SetAsync(SocialOrgsApp app, Scene scene)
    {
        // One that runs for each type: the scene before has left its own.
        await app.QueryAll<int>("update pilots set state = 6");
        var (list, closing) = (await app.ProjectList(), await app.ProjectList());
        var (raised, designed, matched, started, submitted, leaving) = (await app.Raised(list), await app.Designed(), await app.Matched(), await app.Started(), await app.Submitted(), await app.Raised(list));
        // The matrix takes them away one by one.
        for (var n = 0; n < 4; n++) await app.Office().Projects.AddFundSourceAsync(Building.ToFund(matched, 100_000_00));
        var taken = 0;
        var organization = await app.Entered();
        foreach (var kind in new[] { PilotKind.ConvenientService, PilotKind.SmartTechnology, PilotKind.SocialOrganization, PilotKind.SocialEnterprise }) await app.Scheme(kind);
        var (applied, assessed, labelled) = (await app.Applied(PilotKind.ConvenientService, SmallMap.Community), await app.Assessed(await app.Applied(PilotKind.SmartTechnology, SmallMap.Community)), await app.Labelled(PilotKind.SocialOrganization, SmallMap.Community));
        scene.Marks.AddRange([list.Id, closing.Id, raised.Id, designed.Id, matched.Id, started.Id, submitted.Id, leaving.Id, applied.Id, assessed.Id, labelled.Id]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) from project_lists", "select sum(version) || '/' || count(*) from projects", "select count(*) from project_steps", "select count(*) from fund_sources",
            "select count(*) from pilot_schemes", "select sum(version) || '/' || count(*) from pilots"]);

        var r = scene.Requests;
        r["OpenProjectList"] = () => new OpenProjectListRequest { DivisionCode = Scene.Town[..6], Year = 2100, Title = "锦江区社区治理项目清单" };
        r["CloseProjectList"] = () => new CloseProjectListRequest { Id = closing.Id };
        r["ListProjectLists"] = () => new ListProjectListsRequest { PageSize = 500 };
        r["RaiseProject"] = () => Building.ToRaise(list);
        r["DesignProject"] = () => Building.ToDesign(app, raised);
        r["MatchProject"] = () => new MatchProjectRequest { Id = designed.Id, OrganizationId = organization.Id };
        r["AddFundSource"] = () => Building.ToFund(designed, 1_00);
        r["RemoveFundSource"] = () => new RemoveFundSourceRequest { Id = matched.Id, Number = ++taken };
        r["StartProject"] = () => new StartProjectRequest { Id = matched.Id };
        r["ReportProgress"] = () => new ReportProgressRequest { Id = started.Id, ProgressPercent = 10, Evidence = "照片 5 张" };
        r["SubmitProject"] = () => new SubmitProjectRequest { Id = started.Id, SpentFen = 1, Evidence = "决算表" };
        r["AcceptProject"] = () => new AcceptProjectRequest { Id = submitted.Id, Accepted = true, Evidence = "验收单" };
        r["WithdrawProject"] = () => new WithdrawProjectRequest { Id = leaving.Id, Reason = "不再需要" };
        r["GetProject"] = () => new GetProjectRequest { Id = raised.Id };
        r["ListProjects"] = () => new ListProjectsRequest { PageSize = 500 };
        r["ListProjectSteps"] = () => new ListProjectStepsRequest { ProjectId = raised.Id };
        r["SetPilotScheme"] = () => Building.ToScheme(app, PilotKind.SelfGovernance, from: 1_000 + Interlocked.Increment(ref days));
        r["ListPilotSchemes"] = () => new ListPilotSchemesRequest();
        r["ApplyForPilot"] = () => Building.ToApply(PilotKind.SocialEnterprise, SmallMap.Community);
        r["AssessPilot"] = () => new AssessPilotRequest { Id = applied.Id, Points = { 50, 40 } };
        r["DecidePilot"] = () => new DecidePilotRequest { Id = assessed.Id, Labelled = true, Reason = "评估达标" };
        r["ReviewPilot"] = () => new ReviewPilotRequest { Id = labelled.Id, Points = { 50, 40 } };
        r["WithdrawPilot"] = () => new WithdrawPilotRequest { Id = labelled.Id, Reason = "弄虚作假" };
        r["GetPilot"] = () => new GetPilotRequest { Id = applied.Id };
        r["ListPilots"] = () => new ListPilotsRequest { PageSize = 500 };
    }
}
