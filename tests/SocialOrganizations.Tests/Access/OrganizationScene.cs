using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Access;

internal static class OrganizationScene
{
    private static int days;

    public static async Task SetAsync(SocialOrgsApp app, Scene scene)
    {
        const string reason = "依申请办理";
        var (applied, incubating, filed, registered, leaving) = (await app.Applied(), await app.Incubating(), await app.Filed(), await app.Registered(), await app.Incubating());
        await app.Shows(incubating, PaperKind.Charter, PaperKind.LeaderPledge, PaperKind.MemberList);
        await app.Shows(filed, PaperKind.Premises, PaperKind.Funds, PaperKind.SupervisorConsent);
        scene.Marks.AddRange([applied.Id, incubating.Id, filed.Id, registered.Id, registered.UnifiedCode, leaving.Id, Founding.Leader, Founding.Phone]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) || '/' || sum(state) from organizations", "select count(*) from organization_papers", "select count(*) from organization_steps", "select count(*) from gate_rules"]);

        var r = scene.Requests;
        r["ApplyForOrganization"] = () => Founding.ToApply();
        r["EnterOrganization"] = () => Founding.ToEnter(app);
        r["GetOrganization"] = () => new GetOrganizationRequest { Id = applied.Id };
        r["ListOrganizations"] = () => new ListOrganizationsRequest { PageSize = 500 };
        r["UpdateOrganization"] = () => new UpdateOrganizationRequest { Id = applied.Id, UpdateMask = new() { Paths = { "member_count" } }, MemberCount = 13 };
        r["PresentPaper"] = () => new PresentPaperRequest { OrganizationId = applied.Id, Kind = PaperKind.Charter, Reference = "章程 2026", PaperDate = app.Day() };
        r["ListPapers"] = () => new ListPapersRequest { OrganizationId = incubating.Id };
        r["DeclarePartyBuilding"] = () => new DeclarePartyBuildingRequest { Id = applied.Id, PartyBuilding = PartyBuilding.Sole, PartyOrganizationId = NewId() };
        r["CheckGate"] = () => new CheckGateRequest { Id = applied.Id };
        r["IncubateOrganization"] = () => new IncubateOrganizationRequest { Id = applied.Id };
        r["FileOrganization"] = () => new FileOrganizationRequest { Id = incubating.Id };
        r["RegisterOrganization"] = () => new RegisterOrganizationRequest { Id = filed.Id, UnifiedCode = SocialOrgsApp.NewCode() };
        r["GraduateOrganization"] = () => new GraduateOrganizationRequest { Id = registered.Id };
        r["SuspendOrganization"] = () => new SuspendOrganizationRequest { Id = registered.Id, Reason = reason };
        r["ResumeOrganization"] = () => new ResumeOrganizationRequest { Id = registered.Id };
        r["ExitOrganization"] = () => new ExitOrganizationRequest { Id = leaving.Id, Reason = reason };
        r["DeregisterOrganization"] = () => new DeregisterOrganizationRequest { Id = registered.Id, Reason = reason };
        r["ListOrganizationSteps"] = () => new ListOrganizationStepsRequest { OrganizationId = registered.Id };
        r["GetOrganizationActivity"] = () => new GetOrganizationActivityRequest { OrganizationId = registered.Id, FromDate = app.Day(-30), UntilDate = app.Day() };
        r["RevealLeader"] = () => new RevealLeaderRequest { Id = applied.Id, Purpose = "通知参加培训" };
        r["SetGateRule"] = () => new SetGateRuleRequest { Rule = new() { DivisionCode = Scene.Town[..6], Gate = Gate.Graduation, SinceDate = app.Day(1_000 + Interlocked.Increment(ref days)), MinDays = 1, NeedsPartyBuilding = true } };
    }
}
