using Governance.Hosting;
using Governance.SocialOrganizations.Funds;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class CharityResourcesRpc : Wire.CharityResources.CharityResourcesBase
{
    public override Task<Wire.CharityNeed> PostCharityNeed(Wire.PostCharityNeedRequest request, ServerCallContext context) => context.Slice<PostCharityNeed>().Handle(request, context.CancellationToken);
    public override Task<Wire.CharityNeed> CloseCharityNeed(Wire.CloseCharityNeedRequest request, ServerCallContext context) => context.Slice<CloseCharityNeed>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCharityNeedsResponse> ListCharityNeeds(Wire.ListCharityNeedsRequest request, ServerCallContext context) => context.Slice<ListCharityNeeds>().Handle(request, context.CancellationToken);
    public override Task<Wire.CharityResource> OfferCharityResource(Wire.OfferCharityResourceRequest request, ServerCallContext context) => context.Slice<OfferCharityResource>().Handle(request, context.CancellationToken);
    public override Task<Wire.CharityResource> CloseCharityResource(Wire.CloseCharityResourceRequest request, ServerCallContext context) => context.Slice<CloseCharityResource>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCharityResourcesResponse> ListCharityResources(Wire.ListCharityResourcesRequest request, ServerCallContext context) => context.Slice<ListCharityResources>().Handle(request, context.CancellationToken);
    public override Task<Wire.ResourceMatch> MatchCharityResource(Wire.MatchCharityResourceRequest request, ServerCallContext context) => context.Slice<MatchCharityResource>().Handle(request, context.CancellationToken);
    public override Task<Wire.ResourceMatch> DeliverResourceMatch(Wire.DeliverResourceMatchRequest request, ServerCallContext context) => context.Slice<DeliverResourceMatch>().Handle(request, context.CancellationToken);
    public override Task<Wire.ResourceMatch> ReceiptResourceMatch(Wire.ReceiptResourceMatchRequest request, ServerCallContext context) => context.Slice<ReceiptResourceMatch>().Handle(request, context.CancellationToken);
    public override Task<Wire.ResourceMatch> CancelResourceMatch(Wire.CancelResourceMatchRequest request, ServerCallContext context) => context.Slice<CancelResourceMatch>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListResourceMatchesResponse> ListResourceMatches(Wire.ListResourceMatchesRequest request, ServerCallContext context) => context.Slice<ListResourceMatches>().Handle(request, context.CancellationToken);
}
