using Governance.Access;
using Governance.Grid.Communities;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class CreateEmergencyPlan(GridDb db, Caller caller, DivisionMap map, TimeProvider clock)
{
    public async Task<Wire.EmergencyPlan> Handle(Wire.CreateEmergencyPlanRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .Division("division_code", request.DivisionCode, out var area)
            .That(await map.FindAsync(request.DivisionCode, cancel) is { Retired: false }, "division_code", "UNKNOWN_PLACE", "没有这个行政区划，或已撤销")
            .Known("hazard", request.Hazard)
            .PlanText("", request.Name, request.Measures, _ => true);
        check.OrThrow();
        caller.MustCover(area.Code);
        var plan = EmergencyPlan.Make(area.Code, (Hazard)request.Hazard, request.Name.Trim(), [.. request.Measures], clock.GetUtcNow());
        db.Add(plan);
        try
        {
            return await db.SaveAsync(plan.ToWire, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == Place.MustExist)
        {
            map.Forget();
            check.Broken("division_code", "UNKNOWN_PLACE", "没有这个行政区划，或已撤销").OrThrow();
            throw;
        }
    }
}
