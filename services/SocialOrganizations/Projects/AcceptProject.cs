using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class AcceptProject(SocialOrgsDb db, ProjectDesk desk, DivisionMap map)
{
    public async Task<Wire.Project> Handle(Wire.AcceptProjectRequest request, CancellationToken cancel)
    {
        new Check().Text("evidence", request.Evidence, 200, min: 2).Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var project = await desk.FindAsync(id, cancel);
        Etag.Match(request.Etag, project.Version);
        var before = await db.ProjectSteps.AsNoTracking().Where(s => s.ProjectId == id && (s.Kind == ProjectStepKind.Progressed || s.Kind == ProjectStepKind.Submitted)).OrderBy(s => s.Number).ToListAsync(cancel);
        db.Add(project.Accept(request.Accepted, before, request.Evidence.Trim(), desk.Me, desk.Now));
        await desk.FreeAsync(project, cancel);
        var division = await map.NameAsync(project.Area, cancel);
        var reply = await db.SaveAsync(() => ProjectDesk.Of(project, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
