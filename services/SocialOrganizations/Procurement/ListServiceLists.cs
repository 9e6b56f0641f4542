using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class ListServiceLists(ProcurementDesk desk)
{
    public async Task<Wire.ListServiceListsResponse> Handle(Wire.ListServiceListsRequest request, CancellationToken cancel)
    {
        var check = new Check().Within("year", request.Year, 0, 2100);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Year);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = desk.Lists;
        if (request.Year > 0) rows = rows.Where(r => r.Year == request.Year);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListServiceListsResponse();
        foreach (var row in found.Take(page.Size)) reply.Lists.Add(await desk.OfAsync(row, cancel));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
