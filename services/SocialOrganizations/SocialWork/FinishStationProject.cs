using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class FinishStationProject(SocialOrgsDb db, SocialWorkDesk desk)
{
    public async Task<Wire.StationProject> Handle(Wire.FinishStationProjectRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var project = await db.StationProjects.FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw SocialWorkRefusals.NoProject(request.Id);
        Etag.Match(request.Etag, project.Version);
        project.Finish(desk.Now);
        var outputs = (await desk.OutputsAsync([id], cancel))[id].ToList();
        return await db.SaveAsync(() => SocialWorkDesk.Of(project, outputs), cancel);
    }
}
