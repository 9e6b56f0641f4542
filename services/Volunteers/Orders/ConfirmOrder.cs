using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Orders;

internal sealed class ConfirmOrder(OrderDesk desk)
{
    public async Task<Wire.Order> Handle(Wire.ConfirmOrderRequest request, CancellationToken cancel)
    {
        var order = await desk.FindAsOrdererAsync(request.Id, cancel);
        order.Confirm(desk.Now);
        return await desk.SaveAsync(order, cancel);
    }
}
