using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class ListListItems(SocialOrgsDb db, ProcurementDesk desk)
{
    public async Task<Wire.ListListItemsResponse> Handle(Wire.ListListItemsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("list_id", request.ListId, out var listId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ListId);
        var after = page.AfterId(check);
        check.OrThrow();
        if (!await desk.Lists.AnyAsync(l => l.Id == listId, cancel)) throw ProcurementRefusals.NoList(request.ListId);
        var rows = db.Everywhere<ListItem>("of a list that the caller sees").AsNoTracking().Where(r => r.ListId == listId);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListListItemsResponse();
        reply.Items.AddRange(found.Take(page.Size).Select(ProcurementDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
