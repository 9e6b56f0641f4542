using Governance.Grid.Supplies;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class SuppliesRpc : Wire.Supplies.SuppliesBase
{
    public override Task<Wire.Shelter> CreateShelter(Wire.CreateShelterRequest request, ServerCallContext context) => context.Slice<CreateShelter>().Handle(request, context.CancellationToken);
    public override Task<Wire.Shelter> GetShelter(Wire.GetShelterRequest request, ServerCallContext context) => context.Slice<GetShelter>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListSheltersResponse> ListShelters(Wire.ListSheltersRequest request, ServerCallContext context) => context.Slice<ListShelters>().Handle(request, context.CancellationToken);
    public override Task<Wire.Shelter> UpdateShelter(Wire.UpdateShelterRequest request, ServerCallContext context) => context.Slice<UpdateShelter>().Handle(request, context.CancellationToken);
    public override Task<Wire.Shelter> CloseShelter(Wire.CloseShelterRequest request, ServerCallContext context) => context.Slice<CloseShelter>().Handle(request, context.CancellationToken);
    public override Task<Wire.Supply> CreateSupply(Wire.CreateSupplyRequest request, ServerCallContext context) => context.Slice<CreateSupply>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListSuppliesResponse> ListSupplies(Wire.ListSuppliesRequest request, ServerCallContext context) => context.Slice<ListSupplies>().Handle(request, context.CancellationToken);
    public override Task<Wire.SupplyPosting> PostSupply(Wire.PostSupplyRequest request, ServerCallContext context) => context.Slice<PostSupply>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListSupplyPostingsResponse> ListSupplyPostings(Wire.ListSupplyPostingsRequest request, ServerCallContext context) => context.Slice<ListSupplyPostings>().Handle(request, context.CancellationToken);
}
