using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class ExitRecognition(EnterpriseDesk desk)
{
    public Task<Wire.Enterprise> Handle(Wire.ExitRecognitionRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check(), enterprise => enterprise.Exit(desk.Now), cancel);
}
