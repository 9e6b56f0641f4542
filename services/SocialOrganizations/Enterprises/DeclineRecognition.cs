using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class DeclineRecognition(EnterpriseDesk desk)
{
    public Task<Wire.Enterprise> Handle(Wire.DeclineRecognitionRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check(), enterprise => enterprise.Decline(desk.Me, desk.Now), cancel);
}
