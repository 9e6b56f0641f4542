using Governance.Access;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class ApproveReorganization(GridDb db, ReorganizationDesk desk, Caller caller, TimeProvider clock)
{
    public async Task<Wire.Reorganization> Handle(Wire.ApproveReorganizationRequest request, CancellationToken cancel)
    {
        var plan = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        desk.MustBeTheCounty(plan);
        plan.Approve(caller.Subject, clock.GetUtcNow());
        return await db.SaveAsync(plan.ToWire, cancel);
    }
}
