using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class ListRegionalItems(RegionalDesk desk)
{
    public async Task<Wire.ListRegionalItemsResponse> Handle(Wire.ListRegionalItemsRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.List), "list", "UNKNOWN_VALUE", "不是有效的取值");
        Guid committeeId = default;
        if (request.CommitteeId.Length > 0) check.Id("committee_id", request.CommitteeId, out committeeId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.CommitteeId, request.List, request.ShowClosed);
        var after = page.AfterId(check);
        check.OrThrow();
        var items = desk.Items.AsNoTracking();
        if (committeeId != default) items = items.Where(i => i.CommitteeId == committeeId);
        var list = (RegionalList)request.List;
        if (list != 0) items = items.Where(i => i.List == list);
        if (!request.ShowClosed) items = items.Where(i => !i.Closed);
        if (after is { } last) items = items.Where(i => i.Id < last);
        var rows = await items.OrderByDescending(i => i.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListRegionalItemsResponse();
        reply.Items.AddRange(rows.Take(page.Size).Select(RegionalDesk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
