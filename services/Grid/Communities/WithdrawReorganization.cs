using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class WithdrawReorganization(GridDb db, ReorganizationDesk desk)
{
    public async Task<Wire.Reorganization> Handle(Wire.WithdrawReorganizationRequest request, CancellationToken cancel)
    {
        var plan = await desk.FindAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, max: 200), cancel);
        plan.Withdraw(request.Reason.Trim());
        return await db.SaveAsync(plan.ToWire, cancel);
    }
}
