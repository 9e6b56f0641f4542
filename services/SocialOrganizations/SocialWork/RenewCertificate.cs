using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class RenewCertificate(SocialWorkDesk desk)
{
    public async Task<Wire.SocialWorker> Handle(Wire.RenewCertificateRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var certificate = desk.Read(check, request.Level, request.CertificateNumber, request.IssuedDate, request.ValidUntilDate);
        var rule = await desk.RuleAsync(cancel);
        return await desk.ChangeAsync(request.Id, request.Etag, check, worker => worker.Renew(certificate, rule, desk.Now), cancel);
    }
}
