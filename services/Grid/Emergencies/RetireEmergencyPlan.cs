using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class RetireEmergencyPlan(GridDb db, TimeProvider clock)
{
    public async Task<Wire.EmergencyPlan> Handle(Wire.RetireEmergencyPlanRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var plan = await db.EmergencyPlans.FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw EmergencyRefusals.NoPlan(request.Id);
        Etag.Match(request.Etag, plan.Version);
        plan.Retire(clock.GetUtcNow());
        return await db.SaveAsync(plan.ToWire, cancel);
    }
}
