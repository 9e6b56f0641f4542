using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

/// <summary>One query: the checks summed by child, and the total is the children's sum.</summary>
internal sealed class GetEmergencyProgress(GridDb db, Caller caller)
{
    public async Task<Wire.EmergencyProgress> Handle(Wire.GetEmergencyProgressRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).DivisionFilter("division_code", request.DivisionCode, out var division)
            .That(request.DivisionCode.Length <= 12, "division_code", "NOT_A_DIVISION_CODE", "应为 2、4、6、9 或 12 位数字").OrThrow();
        var emergency = await db.EmergenciesInSight(caller).FirstOrDefaultAsync(e => e.Id == id, cancel) ?? throw EmergencyRefusals.NotFound(request.Id);
        var parent = division?.Code ?? emergency.Area;
        var checks = db.HouseholdChecks.AsNoTracking().Where(c => c.EmergencyId == id);
        // The whole of it is not cut by the code of its division: a grid that went on elsewhere since is counted still.
        if (division is { } area) checks = checks.In(area);
        var children = await checks.ByAsync(DigitsBelow(parent), cancel);
        return new Wire.EmergencyProgress
        {
            EmergencyId = request.Id,
            Total = children.Select(c => c.Figures).Sum().ToWire(),
            Children = { children.Select(c => new Wire.CheckProgress { DivisionCode = c.Place, Figures = c.Figures.ToWire() }) },
        };
    }

    private static int DigitsBelow(string code) => code.Length switch { 2 => 4, 4 => 6, 6 => 9, 9 => 12, _ => 15 };
}
