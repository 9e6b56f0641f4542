using Governance.Hosting;
using Governance.SocialOrganizations.Funds;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class GrantsRpc : Wire.Grants.GrantsBase
{
    public override Task<Wire.Grant> ApplyForGrant(Wire.ApplyForGrantRequest request, ServerCallContext context) => context.Slice<ApplyForGrant>().Handle(request, context.CancellationToken);
    public override Task<Wire.Grant> ApproveGrant(Wire.ApproveGrantRequest request, ServerCallContext context) => context.Slice<ApproveGrant>().Handle(request, context.CancellationToken);
    public override Task<Wire.Grant> DeclineGrant(Wire.DeclineGrantRequest request, ServerCallContext context) => context.Slice<DeclineGrant>().Handle(request, context.CancellationToken);
    public override Task<Wire.Grant> PayGrant(Wire.PayGrantRequest request, ServerCallContext context) => context.Slice<PayGrant>().Handle(request, context.CancellationToken);
    public override Task<Wire.Grant> GetGrant(Wire.GetGrantRequest request, ServerCallContext context) => context.Slice<GetGrant>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListGrantsResponse> ListGrants(Wire.ListGrantsRequest request, ServerCallContext context) => context.Slice<ListGrants>().Handle(request, context.CancellationToken);
}
