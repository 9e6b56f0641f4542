using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class CloseProjectList(SocialOrgsDb db, ProjectDesk desk, DivisionMap map)
{
    public async Task<Wire.ProjectList> Handle(Wire.CloseProjectListRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var list = await db.ProjectLists.FirstOrDefaultAsync(l => l.Id == id, cancel) ?? throw ProjectRefusals.NoList(request.Id);
        Etag.Match(request.Etag, list.Version);
        list.Close(desk.Now);
        var division = await map.NameAsync(list.Area, cancel);
        return await db.SaveAsync(() => ProjectDesk.Of(list, division), cancel);
    }
}
