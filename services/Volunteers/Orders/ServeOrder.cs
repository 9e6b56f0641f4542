using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Orders;

internal sealed class ServeOrder(OrderDesk desk)
{
    public async Task<Wire.Order> Handle(Wire.ServeOrderRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var from = request.StartTime?.ToDateTimeOffset();
        OrderDesk.CheckMinutes(check, request.Minutes, 30, 720);
        check.That(from is { } began && began.AddMinutes(request.Minutes) <= desk.Now, "start_time", from is null ? "REQUIRED" : "NOT_YET", "不能为空，且服务须已结束");
        var order = await desk.FindAsServerAsync(request.Id, check, cancel);
        // A day back: what was agreed on by word of mouth is ordered in the evening.
        check.That(from is null || from >= order.PlacedAt.AddDays(-1), "start_time", "BEFORE_THE_ORDER", "不能早于下单前一天");
        check.That(request.Minutes <= order.Minutes, "minutes", "MORE_THAN_ORDERED", $"不能超过预订的 {order.Minutes} 分钟").OrThrow();
        order.Report(from!.Value, request.Minutes, desk.Now);
        return await desk.SaveAsync(order, cancel);
    }
}
