using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ListServiceItems(PartyDb db, DivisionMap map)
{
    public async Task<Wire.ListServiceItemsResponse> Handle(Wire.ListServiceItemsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(request.Kind.Length == 0 || ReportInDesk.IsSkill(request.Kind), "kind", "NOT_A_SKILL", "应为 general 或志愿服务技能的代码");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind, request.ShowClosed);
        var after = page.AfterId(check);
        check.OrThrow();
        var items = db.ServiceItems.AsNoTracking();
        if (division is { } area) items = items.In(area);
        if (request.Kind.Length > 0) items = items.Where(i => i.Kind == request.Kind);
        if (!request.ShowClosed) items = items.Where(i => i.State == ServiceItemState.Open);
        if (after is { } last) items = items.Where(i => i.Id < last);
        var rows = await items.OrderByDescending(i => i.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListServiceItemsResponse();
        foreach (var item in rows.Take(page.Size)) reply.Items.Add(ReportInDesk.Of(item, await map.NameAsync(item.Area, cancel)));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
