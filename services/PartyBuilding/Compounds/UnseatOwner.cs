using Governance.PartyBuilding.Organizations;
using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class UnseatOwner(PartyDb db, CompoundDesk desk, OrganizationDesk days, PersonWire people)
{
    public async Task<Wire.OwnersSeat> Handle(Wire.UnseatOwnerRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id);
        var on = days.Past(check, "end_date", request.EndDate);
        check.OrThrow();
        var seat = await db.OwnersSeats.FirstOrDefaultAsync(s => s.Id == id, cancel) ?? throw CompoundRefusals.NoSeat(request.Id);
        Etag.Match(request.Etag, seat.Version);
        seat.Unseat(on);
        var name = (await people.NamesAsync([seat.PersonId], cancel))[seat.PersonId];
        return await db.SaveAsync(() => desk.Of(seat, name), cancel);
    }
}
