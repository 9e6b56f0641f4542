using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Orders;

internal sealed class DisputeOrder(OrderDesk desk)
{
    public async Task<Wire.Order> Handle(Wire.DisputeOrderRequest request, CancellationToken cancel)
    {
        var order = await desk.FindAsync(request.Id, new Check().Text("reason", request.Reason, 200, min: 4), cancel);
        order.Dispute(request.Reason.Trim(), desk.Now);
        return await desk.SaveAsync(order, cancel);
    }
}
