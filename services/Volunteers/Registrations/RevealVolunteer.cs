using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class RevealVolunteer(VolunteersDb db, VolunteerWire wire)
{
    public async Task<Wire.RevealedVolunteer> Handle(Wire.RevealVolunteerRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("purpose", request.Purpose, max: 200, min: 4).OrThrow();
        var volunteer = await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, cancel) ?? throw VolunteerRefusals.NotFound(request.Id);
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(volunteer.Id, volunteer.Area, request.Purpose);
        await db.SaveAsync(cancel);
        return wire.Reveal(volunteer);
    }
}
