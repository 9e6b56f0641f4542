using Governance.Access;
using Governance.Grid.Communities;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class RecordDrill(GridDb db, Caller caller, TimeProvider clock)
{
    public async Task<Wire.Drill> Handle(Wire.RecordDrillRequest request, CancellationToken cancel)
    {
        var check = new Check()
            .Id("plan_id", request.PlanId, out var planId)
            .Division("division_code", request.DivisionCode, out var area)
            .Date("date", request.Date, out var date)
            .That(date <= clock.Today(), "date", "IN_THE_FUTURE", "演练日期不能晚于今天")
            .Within("participant_count", request.ParticipantCount, 1, 100_000)
            .Text("findings", request.Findings, 2000, min: 0);
        check.OrThrow();
        var plan = await db.EmergencyPlansInSight(caller).FirstOrDefaultAsync(p => p.Id == planId, cancel) ?? throw EmergencyRefusals.NoPlan(request.PlanId);
        check.That(plan.HoldsIn(area.Code), "division_code", "NOT_IN_THE_PLAN", "应在预案的适用区域内").OrThrow();
        caller.MustCover(area.Code);
        var drill = Drill.Record(plan, area.Code, date, request.ParticipantCount, request.Findings.Trim(), clock.GetUtcNow());
        db.Add(drill);
        try
        {
            return await db.SaveAsync(drill.ToWire, cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == Place.MustExist)
        {
            check.Broken("division_code", "UNKNOWN_PLACE", "没有这个行政区划，或已撤销").OrThrow();
            throw;
        }
    }
}
