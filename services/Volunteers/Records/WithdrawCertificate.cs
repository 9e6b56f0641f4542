using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Records;

internal sealed class WithdrawCertificate(VolunteersDb db, TimeProvider clock)
{
    public async Task<Wire.Certificate> Handle(Wire.WithdrawCertificateRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        var certificate = await db.Certificates.FirstOrDefaultAsync(c => c.Id == id, cancel) ?? throw CertificateRefusals.NotFound();
        certificate.Withdraw(request.Reason.Trim(), clock.GetUtcNow());
        return await db.SaveAsync(certificate.ToWire, cancel);
    }
}
