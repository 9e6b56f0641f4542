using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class RevealContact(GridDb db, CallWire wire)
{
    public async Task<Wire.Contact> Handle(Wire.RevealContactRequest request, CancellationToken cancel)
    {
        new Check().Text("purpose", request.Purpose, 200, min: 4).OrThrow();
        var call = await db.CallAsync(request.Id, cancel);
        if (call.ContactName is null && call.ContactPhone is null) throw CallRefusals.ContactNotGiven();
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(call.Id, call.Area, request.Purpose);
        await db.SaveAsync(cancel);
        return wire.Reveal(call);
    }
}
