using Governance.Grid.Disputes;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class DisputeLimitsRpc : Wire.DisputeLimits.DisputeLimitsBase
{
    public override Task<Wire.DisputeLimit> SetDisputeLimit(Wire.SetDisputeLimitRequest request, ServerCallContext context) => context.Slice<SetDisputeLimit>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDisputeLimitsResponse> ListDisputeLimits(Wire.ListDisputeLimitsRequest request, ServerCallContext context) => context.Slice<ListDisputeLimits>().Handle(request, context.CancellationToken);
}
