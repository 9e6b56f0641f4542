using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class FindSocialWorker(SocialOrgsDb db, SocialWorkDesk desk, SocialWorkerWire wire, DivisionMap map)
{
    public async Task<Wire.SocialWorker> Handle(Wire.FindSocialWorkerRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("purpose", request.Purpose, 200, min: 4);
        var (byNumber, byCertificate, hash) = (request.IdentityNumber.Length > 0, request.CertificateNumber.Length > 0, Array.Empty<byte>());
        check.That(byNumber != byCertificate, "identity_number", "ONE_OF", "证件号码与证书编号应填写一项，且只填一项");
        if (byNumber && SocialWorkerWire.CheckNumber(check, request.IdentityNumber, desk.Today, out var number)) hash = wire.HashNumber(number);
        if (byCertificate)
        {
            check.Text("certificate_number", request.CertificateNumber, 50, min: 4);
            hash = wire.HashCertificate(request.CertificateNumber);
        }
        check.OrThrow();
        var rows = db.SocialWorkers.AsNoTracking();
        // Of a number that was entered for somebody by mistake and freed by their retirement: who has it now.
        var found = await (byNumber ? rows.Where(w => w.Person.NumberHash == hash) : rows.Where(w => w.CertificateHash == hash).OrderBy(w => w.State == SocialWorkerState.Retired).ThenByDescending(w => w.Id)).FirstOrDefaultAsync(cancel);
        // Also when nobody is found: who tries numbers out leaves as many traces.
        db.AuditRead(found?.Id ?? Guid.Empty, found?.Area ?? "51", request.Purpose.Trim());
        await db.SaveAsync(cancel);
        return found is null ? throw SocialWorkRefusals.NoSuchNumber() : wire.Of(found, await map.NameAsync(found.Area, cancel), await desk.RuleAsync(cancel));
    }
}
