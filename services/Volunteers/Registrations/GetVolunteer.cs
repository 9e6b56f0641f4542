using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Registrations;

internal sealed class GetVolunteer(VolunteersDb db, VolunteerWire wire)
{
    public async Task<Wire.Volunteer> Handle(Wire.GetVolunteerRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var volunteer = await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, cancel) ?? throw VolunteerRefusals.NotFound(request.Id);
        return await wire.OfAsync(volunteer, cancel);
    }
}
