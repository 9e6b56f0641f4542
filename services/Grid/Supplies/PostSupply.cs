using Governance.Access;
using Governance.Grid.Emergencies;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Supplies;

internal sealed class PostSupply(GridDb db, SupplyLedger ledger, EmergencyRows emergencies, Caller caller, TimeProvider clock)
{
    public async Task<Wire.SupplyPosting> Handle(Wire.PostSupplyRequest request, CancellationToken cancel)
    {
        var emergencyId = Guid.Empty;
        var check = new Check()
            .Id("supply_id", request.SupplyId, out var supplyId)
            .Known("kind", request.Kind)
            .Within("amount", request.Amount, 1, 1_000_000)
            .Text("reason", request.Reason, 200, min: request.Kind == Wire.SupplyPostingKind.WrittenOff ? 1 : 0);
        if (request.EmergencyId.Length > 0)
        {
            check.Id("emergency_id", request.EmergencyId, out emergencyId).That(request.Kind == Wire.SupplyPostingKind.Issued, "emergency_id", "ONLY_WHEN_ISSUED", "只有发放时才指明应急响应");
        }
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var emergency = emergencyId == Guid.Empty ? null : await EmergencyAsync(emergencyId, cancel) ?? throw EmergencyRefusals.NotFound(request.EmergencyId);
        // In the order in which a shelter is closed: the shelter first, then what it holds.
        var seen = await db.Supplies.AsNoTracking().FirstOrDefaultAsync(s => s.Id == supplyId, cancel) ?? throw SupplyRefusals.NotFound(request.SupplyId);
        if (seen.ShelterId is { } shelterId && await ledger.ShareShelterAsync(shelterId, cancel) is { } shelter) shelter.MustBeOpen();
        var supply = await ledger.HoldAsync(supplyId, cancel) ?? throw SupplyRefusals.NotFound(request.SupplyId);
        var kind = (SupplyPostingKind)request.Kind;
        var by = SupplyPosting.Signed(kind, request.Amount);
        if (supply.Amount + by < 0) throw SupplyRefusals.Short(supply);
        var posting = SupplyPosting.Of(supply, kind, request.Amount, supply.Amount + by, emergency, request.Reason.Trim(), clock.GetUtcNow());
        db.Add(posting);
        await ledger.MoveAsync(supplyId, by, cancel);
        var reply = await db.SaveAsync(posting.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }

    private async Task<Emergency?> EmergencyAsync(Guid id, CancellationToken cancel)
    {
        await emergencies.ShareAsync(id, cancel);
        return await db.EmergenciesInSight(caller).FirstOrDefaultAsync(e => e.Id == id, cancel);
    }
}
