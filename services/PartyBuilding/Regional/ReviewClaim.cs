using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class ReviewClaim(RegionalDesk desk)
{
    public Task<Wire.Claim> Handle(Wire.ReviewClaimRequest request, CancellationToken cancel) => desk.ChangeAsync(request.Id, request.Etag, new Check().Text("review", request.Review, 500, min: 4), ofItem: false, claim => claim.Review(desk.SealReview(request.Review.Trim())), cancel);
}
