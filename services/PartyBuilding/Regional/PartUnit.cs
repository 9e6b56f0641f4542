using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class PartUnit(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.MemberUnit> Handle(Wire.PartUnitRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var unit = await desk.HoldUnitAsync(id, cancel);
        Etag.Match(request.Etag, unit.Version);
        // What it offers, after the unit as everywhere: communities claim it, and no longer once it has left.
        var offered = await desk.HoldOfferedAsync(id, cancel);
        var items = offered.Select(i => i.Id).ToList();
        unit.Part(await db.Claims.AnyAsync(c => (c.UnitId == id || items.Contains(c.ItemId)) && (c.State == ClaimState.Claimed || c.State == ClaimState.Confirmed), cancel), desk.Today);
        foreach (var item in offered.Where(i => !i.Closed)) item.Close();
        foreach (var seated in await db.PartTimeMembers.Where(m => m.UnitId == id && m.UnseatedOn == null).ToListAsync(cancel)) seated.Unseat(desk.Today);
        var reply = await db.SaveAsync(() => RegionalDesk.Of(unit), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
