using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class UpdateEmergencyPlan(GridDb db)
{
    private static readonly string[] Changeable = ["name", "measures"];

    public async Task<Wire.EmergencyPlan> Handle(Wire.UpdateEmergencyPlanRequest request, CancellationToken cancel)
    {
        var wanted = request.Plan ?? new Wire.EmergencyPlan();
        var mask = request.UpdateMask?.Paths.ToHashSet(StringComparer.Ordinal) ?? [];
        new Check()
            .Id("plan.id", wanted.Id, out var id)
            .That(mask.Count > 0 && mask.IsSubsetOf(Changeable), "update_mask", "UNKNOWN_PATH", $"应至少包含 {string.Join("、", Changeable)} 之一，且不含其他字段")
            .PlanText("plan.", wanted.Name, wanted.Measures, mask.Contains)
            .OrThrow();
        var plan = await db.EmergencyPlans.FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw EmergencyRefusals.NoPlan(wanted.Id);
        Etag.Match(wanted.Etag, plan.Version);
        plan.Update(mask.Contains("name") ? wanted.Name.Trim() : null, mask.Contains("measures") ? [.. wanted.Measures] : null);
        return await db.SaveAsync(plan.ToWire, cancel);
    }
}
