using Google.Protobuf;
using Governance.Rpc;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Records;

internal sealed class PrintCertificate(VolunteersDb db, VolunteerWire people, CertificatePaper paper)
{
    public async Task<Wire.PrintCertificateResponse> Handle(Wire.PrintCertificateRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var certificate = await db.Certificates.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw CertificateRefusals.NotFound();
        var volunteer = await db.Everywhere<Volunteer>("the certificate is the caller's to see; its holder may have moved").AsNoTracking().FirstAsync(v => v.Id == certificate.VolunteerId, cancel);
        // The guardian has taken the consent back: no paper shows the name any more.
        if (volunteer.Hidden) throw CertificateRefusals.NotFound();
        db.AuditRead(certificate.Id, certificate.Area, "打印志愿服务记录证明");
        await db.SaveAsync(cancel);
        return new Wire.PrintCertificateResponse
        {
            Pdf = ByteString.CopyFrom(paper.Draw(certificate, people.NameOf(volunteer), Access.Mask.Number(people.NumberOf(volunteer)))),
            FileName = certificate.Number + ".pdf",
        };
    }
}
