using Governance.Grid.Facilities;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class FacilitiesRpc : Wire.Facilities.FacilitiesBase
{
    public override Task<Wire.Facility> CreateFacility(Wire.CreateFacilityRequest request, ServerCallContext context) => context.Slice<CreateFacility>().Handle(request, context.CancellationToken);
    public override Task<Wire.Facility> GetFacility(Wire.GetFacilityRequest request, ServerCallContext context) => context.Slice<GetFacility>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListFacilitiesResponse> ListFacilities(Wire.ListFacilitiesRequest request, ServerCallContext context) => context.Slice<ListFacilities>().Handle(request, context.CancellationToken);
    public override Task<Wire.Facility> UpdateFacility(Wire.UpdateFacilityRequest request, ServerCallContext context) => context.Slice<UpdateFacility>().Handle(request, context.CancellationToken);
    public override Task<Wire.Facility> CloseFacility(Wire.CloseFacilityRequest request, ServerCallContext context) => context.Slice<CloseFacility>().Handle(request, context.CancellationToken);
    public override Task<Wire.ImportFacilitiesResponse> ImportFacilities(Wire.ImportFacilitiesRequest request, ServerCallContext context) => context.Slice<ImportFacilities>().Handle(request, context.CancellationToken);
    public override Task<Wire.CircleAssessment> AssessCircles(Wire.AssessCirclesRequest request, ServerCallContext context) => context.Slice<AssessCircles>().Handle(request, context.CancellationToken);
}
