using Governance.Hosting;
using Governance.Volunteers.Protection;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class CoversRpc : Wire.Covers.CoversBase
{
    public override Task<Wire.Cover> EnterCover(Wire.EnterCoverRequest request, ServerCallContext context) => context.Slice<EnterCover>().Handle(request, context.CancellationToken);
    public override Task<Wire.BatchEnterCoversResponse> BatchEnterCovers(Wire.BatchEnterCoversRequest request, ServerCallContext context) => context.Slice<BatchEnterCovers>().Handle(request, context.CancellationToken);
    public override Task<Wire.Cover> EndCover(Wire.EndCoverRequest request, ServerCallContext context) => context.Slice<EndCover>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCoversResponse> ListCovers(Wire.ListCoversRequest request, ServerCallContext context) => context.Slice<ListCovers>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListExpiringCoversResponse> ListExpiringCovers(Wire.ListExpiringCoversRequest request, ServerCallContext context) => context.Slice<ListExpiringCovers>().Handle(request, context.CancellationToken);
}
