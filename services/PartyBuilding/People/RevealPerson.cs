using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.People;

internal sealed class RevealPerson(PartyDb db, PersonWire wire)
{
    public async Task<Wire.RevealedMember> Handle(Wire.RevealPersonRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("purpose", request.Purpose, max: 200, min: 4).OrThrow();
        var person = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel) ?? throw PersonRefusals.NotFound(request.Id);
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(person.Id, person.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        return wire.Reveal(person);
    }
}
