using Governance.Hosting;
using Governance.PartyBuilding.Regional;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class RegionalItemsRpc : Wire.RegionalItems.RegionalItemsBase
{
    public override Task<Wire.RegionalItem> PublishRegionalItem(Wire.PublishRegionalItemRequest request, ServerCallContext context) => context.Slice<PublishRegionalItem>().Handle(request, context.CancellationToken);
    public override Task<Wire.RegionalItem> CloseRegionalItem(Wire.CloseRegionalItemRequest request, ServerCallContext context) => context.Slice<CloseRegionalItem>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListRegionalItemsResponse> ListRegionalItems(Wire.ListRegionalItemsRequest request, ServerCallContext context) => context.Slice<ListRegionalItems>().Handle(request, context.CancellationToken);
    public override Task<Wire.Claim> ClaimItem(Wire.ClaimItemRequest request, ServerCallContext context) => context.Slice<ClaimItem>().Handle(request, context.CancellationToken);
    public override Task<Wire.Claim> ConfirmClaim(Wire.ConfirmClaimRequest request, ServerCallContext context) => context.Slice<ConfirmClaim>().Handle(request, context.CancellationToken);
    public override Task<Wire.Claim> DeclineClaim(Wire.DeclineClaimRequest request, ServerCallContext context) => context.Slice<DeclineClaim>().Handle(request, context.CancellationToken);
    public override Task<Wire.Claim> WithdrawClaim(Wire.WithdrawClaimRequest request, ServerCallContext context) => context.Slice<WithdrawClaim>().Handle(request, context.CancellationToken);
    public override Task<Wire.ClaimProgress> EnterProgress(Wire.EnterProgressRequest request, ServerCallContext context) => context.Slice<EnterProgress>().Handle(request, context.CancellationToken);
    public override Task<Wire.Claim> CompleteClaim(Wire.CompleteClaimRequest request, ServerCallContext context) => context.Slice<CompleteClaim>().Handle(request, context.CancellationToken);
    public override Task<Wire.Claim> ReviewClaim(Wire.ReviewClaimRequest request, ServerCallContext context) => context.Slice<ReviewClaim>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListClaimsResponse> ListClaims(Wire.ListClaimsRequest request, ServerCallContext context) => context.Slice<ListClaims>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListClaimProgressResponse> ListClaimProgress(Wire.ListClaimProgressRequest request, ServerCallContext context) => context.Slice<ListClaimProgress>().Handle(request, context.CancellationToken);
}
