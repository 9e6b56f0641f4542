using Governance.Grid.Grids;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class GridsRpc : Wire.Grids.GridsBase
{
    public override Task<Wire.Grid> GetGrid(Wire.GetGridRequest request, ServerCallContext context) => context.Slice<GetGrid>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListGridsResponse> ListGrids(Wire.ListGridsRequest request, ServerCallContext context) => context.Slice<ListGrids>().Handle(request, context.CancellationToken);
    public override Task<Wire.Grid> CreateGrid(Wire.CreateGridRequest request, ServerCallContext context) => context.Slice<CreateGrid>().Handle(request, context.CancellationToken);
    public override Task<Wire.Grid> UpdateGrid(Wire.UpdateGridRequest request, ServerCallContext context) => context.Slice<UpdateGrid>().Handle(request, context.CancellationToken);
    public override Task<Wire.Grid> RetireGrid(Wire.RetireGridRequest request, ServerCallContext context) => context.Slice<RetireGrid>().Handle(request, context.CancellationToken);
}
