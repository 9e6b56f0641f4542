using Governance.Hosting;
using Governance.SocialOrganizations.Enterprises;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class PublicAssetsRpc : Wire.PublicAssets.PublicAssetsBase
{
    public override Task<Wire.PublicAsset> RegisterPublicAsset(Wire.RegisterPublicAssetRequest request, ServerCallContext context) => context.Slice<RegisterPublicAsset>().Handle(request, context.CancellationToken);
    public override Task<Wire.PublicAsset> RetirePublicAsset(Wire.RetirePublicAssetRequest request, ServerCallContext context) => context.Slice<RetirePublicAsset>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPublicAssetsResponse> ListPublicAssets(Wire.ListPublicAssetsRequest request, ServerCallContext context) => context.Slice<ListPublicAssets>().Handle(request, context.CancellationToken);
    public override Task<Wire.CustodyRule> SetCustodyRule(Wire.SetCustodyRuleRequest request, ServerCallContext context) => context.Slice<SetCustodyRule>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCustodyRulesResponse> ListCustodyRules(Wire.ListCustodyRulesRequest request, ServerCallContext context) => context.Slice<ListCustodyRules>().Handle(request, context.CancellationToken);
}
