using Governance.Hosting;
using Governance.Volunteers.Stations;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class StationsRpc : Wire.Stations.StationsBase
{
    public override Task<Wire.Station> RegisterStation(Wire.RegisterStationRequest request, ServerCallContext context) => context.Slice<RegisterStation>().Handle(request, context.CancellationToken);
    public override Task<Wire.Station> UpdateStation(Wire.UpdateStationRequest request, ServerCallContext context) => context.Slice<UpdateStation>().Handle(request, context.CancellationToken);
    public override Task<Wire.Station> CloseStation(Wire.CloseStationRequest request, ServerCallContext context) => context.Slice<CloseStation>().Handle(request, context.CancellationToken);
    public override Task<Wire.Station> GetStation(Wire.GetStationRequest request, ServerCallContext context) => context.Slice<GetStation>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListStationsResponse> ListStations(Wire.ListStationsRequest request, ServerCallContext context) => context.Slice<ListStations>().Handle(request, context.CancellationToken);
    public override Task<Wire.Post> OpenPost(Wire.OpenPostRequest request, ServerCallContext context) => context.Slice<OpenPost>().Handle(request, context.CancellationToken);
    public override Task<Wire.Post> AssignPost(Wire.AssignPostRequest request, ServerCallContext context) => context.Slice<AssignPost>().Handle(request, context.CancellationToken);
    public override Task<Wire.Post> VacatePost(Wire.VacatePostRequest request, ServerCallContext context) => context.Slice<VacatePost>().Handle(request, context.CancellationToken);
    public override Task<Wire.Post> ClosePost(Wire.ClosePostRequest request, ServerCallContext context) => context.Slice<ClosePost>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPostsResponse> ListPosts(Wire.ListPostsRequest request, ServerCallContext context) => context.Slice<ListPosts>().Handle(request, context.CancellationToken);
}
