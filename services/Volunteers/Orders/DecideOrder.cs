using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Orders;

internal sealed class DecideOrder(OrderDesk desk)
{
    public async Task<Wire.Order> Handle(Wire.DecideOrderRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("reason", request.Reason, 200, min: 4);
        OrderDesk.CheckMinutes(check, request.Minutes, 0, 720);
        var order = await desk.FindAsync(request.Id, check, cancel);
        check.That(request.Minutes <= order.Minutes, "minutes", "MORE_THAN_ORDERED", $"不能超过预订的 {order.Minutes} 分钟").OrThrow();
        order.Decide(request.Minutes, request.Reason.Trim(), desk.Now);
        return await desk.SaveAsync(order, cancel);
    }
}
