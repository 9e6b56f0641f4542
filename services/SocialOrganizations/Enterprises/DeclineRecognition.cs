using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class DeclineRecognition(EnterpriseDesk desk, Work work)
{
    public Task<Wire.Enterprise> Handle(Wire.DeclineRecognitionRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check().Reason(request.Reason, work), enterprise => enterprise.Decline(desk.Me, desk.Now), cancel);
}
