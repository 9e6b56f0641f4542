using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class ListProjectLists(ProjectDesk desk, DivisionMap map)
{
    public async Task<Wire.ListProjectListsResponse> Handle(Wire.ListProjectListsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Year);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = desk.Lists;
        if (request.Year != 0) rows = rows.Where(l => l.Year == request.Year);
        if (after is { } last) rows = rows.Where(l => l.Id < last);
        var found = await rows.OrderByDescending(l => l.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListProjectListsResponse();
        foreach (var row in found.Take(page.Size)) reply.Lists.Add(ProjectDesk.Of(row, await map.NameAsync(row.Area, cancel)));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
