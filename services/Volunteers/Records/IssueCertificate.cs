using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Records;

internal sealed class IssueCertificate(VolunteersDb db, ServedSoFar served, TimeProvider clock)
{
    public async Task<Wire.Certificate> Handle(Wire.IssueCertificateRequest request, CancellationToken cancel)
    {
        new Check().Id("volunteer_id", request.VolunteerId, out var id).OrThrow();
        var volunteer = await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, cancel) ?? throw VolunteerRefusals.NotFound(request.VolunteerId);
        var certificate = Certificate.Issue(volunteer.Id, volunteer.Owner, volunteer.Home, await served.OfAsync(volunteer.Id, cancel), clock.GetUtcNow());
        db.Add(certificate);
        return await db.SaveAsync(certificate.ToWire, cancel);
    }
}
