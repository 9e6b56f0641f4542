using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Records;

internal sealed class VerifyCertificate(VolunteersDb db, VolunteerWire people)
{
    public async Task<Wire.VerifyCertificateResponse> Handle(Wire.VerifyCertificateRequest request, CancellationToken cancel)
    {
        new Check().Text("number", request.Number, 30).Text("verification_code", request.VerificationCode, 16).OrThrow();
        // Number and code together: a number alone, read over a shoulder, tells nothing.
        var certificate = await db.Everywhere<Certificate>("whoever holds the paper may ask; only what stands on it is told").AsNoTracking()
            .FirstOrDefaultAsync(c => c.Number == request.Number && c.Code == request.VerificationCode, cancel) ?? throw CertificateRefusals.NotFound();
        var volunteer = await db.Everywhere<Volunteer>("as above").AsNoTracking().FirstAsync(v => v.Id == certificate.VolunteerId, cancel);
        return new Wire.VerifyCertificateResponse
        {
            Valid = certificate.WithdrawnAt is null && !volunteer.Hidden,
            NameMasked = volunteer.Hidden ? "" : Mask.Name(people.NameOf(volunteer)),
            Minutes = certificate.Minutes,
            IssueTime = certificate.IssuedAt.ToTimestamp(),
            WithdrawTime = certificate.WithdrawnAt?.ToTimestamp(),
        };
    }
}
