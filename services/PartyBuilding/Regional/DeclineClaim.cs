using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class DeclineClaim(RegionalDesk desk)
{
    public Task<Wire.Claim> Handle(Wire.DeclineClaimRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check(), ofItem: true, claim => claim.Decline(), cancel);
}
