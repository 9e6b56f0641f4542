using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class WithdrawRecognition(EnterpriseDesk desk)
{
    public Task<Wire.Enterprise> Handle(Wire.WithdrawRecognitionRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check(), enterprise => enterprise.Withdraw(desk.Me, desk.Now), cancel);
}
