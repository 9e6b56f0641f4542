using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class DissolveOwnersCommittee(PartyDb db, CompoundDesk desk, OrganizationDesk days)
{
    public async Task<Wire.OwnersCommittee> Handle(Wire.DissolveOwnersCommitteeRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        var on = days.Past(check, "date", request.Date);
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var committee = await desk.HoldCommitteeAsync(id, cancel);
        Etag.Match(request.Etag, committee.Version);
        committee.Dissolve(on);
        foreach (var seat in await db.OwnersSeats.Where(s => s.CommitteeId == id && s.UnseatedOn == null).ToListAsync(cancel)) seat.Unseat(on);
        var reply = await db.SaveAsync(() => CompoundDesk.Of(committee), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
