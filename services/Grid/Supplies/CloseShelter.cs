using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Supplies;

internal sealed class CloseShelter(GridDb db, SupplyLedger ledger, TimeProvider clock)
{
    public async Task<Wire.Shelter> Handle(Wire.CloseShelterRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var shelter = await ledger.HoldShelterAsync(id, cancel) ?? throw SupplyRefusals.NoShelter(request.Id);
        Etag.Match(request.Etag, shelter.Version);
        shelter.Close(await db.Supplies.AnyAsync(s => s.ShelterId == id && s.Amount > 0, cancel), clock.GetUtcNow());
        var reply = await db.SaveAsync(shelter.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
