using Governance.Map;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class AcceptProject(SocialOrgsDb db, ProjectDesk desk, Blacklist blacklist, DivisionMap map)
{
    public async Task<Wire.Project> Handle(Wire.AcceptProjectRequest request, CancellationToken cancel)
    {
        new Check().Text("evidence", request.Evidence, 200, min: 2).Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var project = await desk.FindAsync(id, cancel);
        Etag.Match(request.Etag, project.Version);
        db.Add(project.Accept(request.Accepted, request.Evidence.Trim(), desk.Me, desk.Now));
        // What was submitted before its organisation ended is returned to nobody. One that ends later finds it started: see OnOrganizationDeregisteredFreeProjects.
        if (project.State == ProjectState.Started && (await blacklist.LookAsync(project.OrganizationId!.Value, cancel)).HasEnded) db.Add(project.Unmatch(desk.Me, desk.Now));
        var division = await map.NameAsync(project.Area, cancel);
        var reply = await db.SaveAsync(() => ProjectDesk.Of(project, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
