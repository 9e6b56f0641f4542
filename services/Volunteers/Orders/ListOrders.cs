using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Orders;

internal sealed class ListOrders(OrderDesk desk)
{
    public async Task<Wire.ListOrdersResponse> Handle(Wire.ListOrdersRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.State);
        var after = page.AfterId(check);
        check.OrThrow();

        var orders = desk.Orders.AsNoTracking();
        if (division is { } area) orders = orders.In(area);
        if (request.State != Wire.OrderState.Unspecified) orders = orders.Where(o => o.State == (OrderState)request.State);
        if (after is { } last) orders = orders.Where(o => o.Id < last);
        var rows = await orders.OrderByDescending(o => o.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListOrdersResponse();
        reply.Orders.AddRange(rows.Take(page.Size).Select(o => o.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
