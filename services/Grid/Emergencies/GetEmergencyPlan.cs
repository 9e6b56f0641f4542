using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class GetEmergencyPlan(GridDb db, Caller caller)
{
    public async Task<Wire.EmergencyPlan> Handle(Wire.GetEmergencyPlanRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var plan = await db.EmergencyPlansInSight(caller).FirstOrDefaultAsync(p => p.Id == id, cancel);
        return plan?.ToWire() ?? throw EmergencyRefusals.NoPlan(request.Id);
    }
}

internal static class EmergencyLookup
{
    public static IQueryable<EmergencyPlan> EmergencyPlansInSight(this GridDb db, Caller caller) =>
        db.Everywhere<EmergencyPlan>("a plan holds for the divisions below it, and they read it").InSightOf(caller).AsNoTracking();

    public static IQueryable<Emergency> EmergenciesInSight(this GridDb db, Caller caller) =>
        db.Everywhere<Emergency>("an emergency hits the divisions below it, and they are told").InSightOf(caller).AsNoTracking();
}
