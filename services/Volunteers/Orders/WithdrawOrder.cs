using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Orders;

internal sealed class WithdrawOrder(OrderDesk desk)
{
    public async Task<Wire.Order> Handle(Wire.WithdrawOrderRequest request, CancellationToken cancel)
    {
        var order = await desk.FindAsOrdererAsync(request.Id, cancel);
        order.Withdraw(desk.Now);
        return await desk.SaveAsync(order, cancel);
    }
}
