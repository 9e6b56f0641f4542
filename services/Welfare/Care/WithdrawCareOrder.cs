using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class WithdrawCareOrder(WelfareDb db, CareDesk desk)
{
    public async Task<Wire.CareOrder> Handle(Wire.WithdrawCareOrderRequest request, CancellationToken cancel)
    {
        var order = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        order.Withdraw();
        return await db.SaveAsync(order.ToWire, cancel);
    }
}
