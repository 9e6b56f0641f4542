using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class ListProjects(SocialOrgsDb db, ProjectDesk desk)
{
    public async Task<Wire.ListProjectsResponse> Handle(Wire.ListProjectsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        Guid listId = default;
        if (request.ListId.Length > 0) check.Id("list_id", request.ListId, out listId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.ListId, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var (rows, state) = (db.Projects.Include(p => p.Sources).AsNoTracking(), (ProjectState)request.State);
        if (division is { } area) rows = rows.In(area);
        if (listId != default) rows = rows.Where(p => p.ListId == listId);
        if (state > 0) rows = rows.Where(p => p.State == state);
        if (after is { } last) rows = rows.Where(p => p.Id < last);
        var found = await rows.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListProjectsResponse();
        foreach (var row in found.Take(page.Size)) reply.Projects.Add(await desk.OfAsync(row, cancel));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
