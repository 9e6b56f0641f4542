using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class CompleteClaim(RegionalDesk desk)
{
    public Task<Wire.Claim> Handle(Wire.CompleteClaimRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check(), ofItem: false, claim => claim.Complete(desk.Now), cancel);
}
