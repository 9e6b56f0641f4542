using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class WithdrawClaim(RegionalDesk desk)
{
    public Task<Wire.Claim> Handle(Wire.WithdrawClaimRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check(), ofItem: false, claim => claim.Withdraw(), cancel);
}
