using Google.Protobuf;
using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class HashIdentityNumber(VolunteersDb db, VolunteerWire wire, PersonalData personal, Caller caller)
{
    public async Task<Wire.HashIdentityNumberResponse> Handle(Wire.HashIdentityNumberRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("lookup_purpose", request.LookupPurpose, max: 100)
            // Else one client could look for people in another one's rows.
            .That(caller.ClientId is { } client && request.LookupPurpose.StartsWith(client + ".", StringComparison.Ordinal), "lookup_purpose", "NOT_YOURS", "应以本客户端的编号开头")
            .Text("purpose", request.Purpose, max: 200, min: 4).OrThrow();
        var volunteer = await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id && !v.Hidden, cancel) ?? throw VolunteerRefusals.NotFound(request.Id);
        db.AuditRead(volunteer.Id, volunteer.Area, request.Purpose);
        await db.SaveAsync(cancel);
        return new Wire.HashIdentityNumberResponse { Hash = ByteString.CopyFrom(personal.LookupHash(wire.NumberOf(volunteer), request.LookupPurpose)) };
    }
}
