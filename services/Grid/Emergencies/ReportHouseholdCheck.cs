using Governance.Grid.Grids;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class ReportHouseholdCheck(GridDb db, EmergencyRows rows, TimeProvider clock)
{
    public async Task<Wire.HouseholdCheck> Handle(Wire.ReportHouseholdCheckRequest request, CancellationToken cancel)
    {
        new Check()
            .Id("emergency_id", request.EmergencyId, out var emergencyId)
            .GridCode("grid_code", request.GridCode)
            .Households("checked_household_count", request.CheckedHouseholdCount)
            .Households("away_household_count", request.AwayHouseholdCount)
            .Within("help_household_count", request.HelpHouseholdCount, 0, Math.Max(0, request.CheckedHouseholdCount))
            .Text("complete_reason", request.CompleteReason, 200, min: 0)
            .OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.ShareAsync(emergencyId, cancel);
        var check = await db.HouseholdChecks.FirstOrDefaultAsync(c => c.EmergencyId == emergencyId && c.Area == request.GridCode, cancel) ?? throw EmergencyRefusals.NoCheck(request.GridCode);
        var emergency = await db.Everywhere<Emergency>("the emergency of a check that the caller sees").AsNoTracking().FirstAsync(e => e.Id == emergencyId, cancel);
        Etag.Match(request.Etag, check.Version);
        emergency.MustBeActive();
        check.Report(request.CheckedHouseholdCount, request.AwayHouseholdCount, request.HelpHouseholdCount, request.Complete, request.CompleteReason.Trim(), clock.GetUtcNow());
        var reply = await db.SaveAsync(() => check.ToWire(emergency), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
