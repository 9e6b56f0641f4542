using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Emergencies;

internal sealed class DeactivateEmergency(GridDb db, EmergencyRows rows, TimeProvider clock)
{
    public async Task<Wire.Emergency> Handle(Wire.DeactivateEmergencyRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("summary", request.Summary, 5000).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldAsync(id, cancel);
        var emergency = await db.Emergencies.FirstOrDefaultAsync(e => e.Id == id, cancel) ?? throw EmergencyRefusals.NotFound(request.Id);
        Etag.Match(request.Etag, emergency.Version);
        var figures = await db.HouseholdChecks.Where(c => c.EmergencyId == id).ByAsync(2, cancel);
        emergency.Deactivate(request.Summary.Trim(), figures.Select(f => f.Figures).Sum(), clock.GetUtcNow());
        var reply = await db.SaveAsync(emergency.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
