using Google.Protobuf.WellKnownTypes;
using Governance.Grid.Boundaries;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class BoundariesRpc : Wire.Boundaries.BoundariesBase
{
    public override Task<Wire.Boundary> SetBoundary(Wire.SetBoundaryRequest request, ServerCallContext context) => context.Slice<SetBoundary>().Handle(request, context.CancellationToken);
    public override Task<Wire.Boundary> GetBoundary(Wire.GetBoundaryRequest request, ServerCallContext context) => context.Slice<GetBoundary>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListBoundariesResponse> ListBoundaries(Wire.ListBoundariesRequest request, ServerCallContext context) => context.Slice<ListBoundaries>().Handle(request, context.CancellationToken);
    public override Task<Empty> ClearBoundary(Wire.ClearBoundaryRequest request, ServerCallContext context) => context.Slice<ClearBoundary>().Handle(request, context.CancellationToken);
    public override Task<Wire.LocatedGrid> LocateGrid(Wire.LocateGridRequest request, ServerCallContext context) => context.Slice<LocateGrid>().Handle(request, context.CancellationToken);
    public override Task<Wire.CoverCheck> CheckCover(Wire.CheckCoverRequest request, ServerCallContext context) => context.Slice<CheckCover>().Handle(request, context.CancellationToken);
}
