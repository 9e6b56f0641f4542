using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Orders;

internal sealed class GetOrder(OrderDesk desk)
{
    public async Task<Wire.Order> Handle(Wire.GetOrderRequest request, CancellationToken cancel) => (await desk.FindAsync(request.Id, new Check(), cancel)).ToWire();
}
