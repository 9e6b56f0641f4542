using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class RaiseProject(SocialOrgsDb db, ProjectDesk desk, DivisionMap map)
{
    public async Task<Wire.Project> Handle(Wire.RaiseProjectRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("list_id", request.ListId, out var listId).Division("division_code", request.DivisionCode, out var area).Text("title", request.Title, 100, min: 2).Text("need", request.Need, 1_000, min: 4);
        if (area.Code is not null) check.Standing(area.Code.Length >= 9 ? await map.FindAsync(area.Code, cancel) : null, "division_code", "应为乡镇（街道）或社区（村），且未撤销");
        check.OrThrow();
        var list = await desk.Lists.FirstOrDefaultAsync(l => l.Id == listId, cancel) ?? throw ProjectRefusals.NoList(request.ListId);
        var (project, step) = Project.Find(list, area.Code!, request.Title.Trim(), request.Need.Trim(), desk.Me, desk.Now);
        db.Add(project);
        db.Add(step);
        var division = await map.NameAsync(area.Code!, cancel);
        return await db.SaveAsync(() => ProjectDesk.Of(project, division), cancel);
    }
}
