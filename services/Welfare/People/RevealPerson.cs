using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.People;

internal sealed class RevealPerson(WelfareDb db, PersonDesk desk, PersonWire wire)
{
    public async Task<Wire.RevealedPerson> Handle(Wire.RevealPersonRequest request, CancellationToken cancel)
    {
        var person = await desk.FindAsync(request.Id, "", new Check().Text("purpose", request.Purpose, 200, min: 4), cancel);
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(person.Id, person.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        return wire.Reveal(person);
    }
}
