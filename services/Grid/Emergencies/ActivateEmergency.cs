using Governance.Access;
using Governance.Map;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

/// <summary>One transaction: the emergency, a check for every grid, and the event that the other services wait for.</summary>
internal sealed class ActivateEmergency(GridDb db, EmergencyRows rows, Caller caller, DivisionMap map, TimeProvider clock)
{
    public async Task<Wire.Emergency> Handle(Wire.ActivateEmergencyRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .Id("plan_id", request.PlanId, out var planId)
            .Division("division_code", request.DivisionCode, out var area)
            .That(await map.FindAsync(request.DivisionCode, cancel) is { Retired: false }, "division_code", "UNKNOWN_PLACE", "没有这个行政区划，或已撤销")
            .Within("level", request.Level, 1, 4)
            .Text("reason", request.Reason, 500);
        check.OrThrow();
        var plan = await db.EmergencyPlansInSight(caller).FirstOrDefaultAsync(p => p.Id == planId, cancel) ?? throw EmergencyRefusals.NoPlan(request.PlanId);
        check.That(plan.HoldsIn(area.Code), "division_code", "NOT_IN_THE_PLAN", "应在预案的适用区域内").OrThrow();
        caller.MustCover(area.Code);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await rows.HoldPlacesAsync(area, cancel))
        {
            map.Forget();
            check.Broken("division_code", "UNKNOWN_PLACE", "没有这个行政区划，或已撤销").OrThrow();
        }
        var now = clock.GetUtcNow();
        var emergency = Emergency.Activate(plan, area.Code, request.Level, request.Reason.Trim(), now);
        var grids = await rows.GridsAsync(area, cancel);
        emergency.Checks(grids.Count);
        db.Add(emergency);
        try
        {
            var reply = await db.SaveAsync(emergency.ToWire, cancel);
            await rows.MakeChecksAsync(emergency.Id, grids, now, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == EmergencyTable.OneIsActive)
        {
            throw EmergencyRefusals.IsActive();
        }
    }
}
