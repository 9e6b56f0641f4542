using Governance.Access;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class ConfirmClaim(RegionalDesk desk, Caller caller)
{
    public Task<Wire.Claim> Handle(Wire.ConfirmClaimRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check(), ofItem: true, claim => claim.Confirm(caller.Subject, desk.Now), cancel);
}
