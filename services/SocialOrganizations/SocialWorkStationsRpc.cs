using Governance.Hosting;
using Governance.SocialOrganizations.SocialWork;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class SocialWorkStationsRpc : Wire.SocialWorkStations.SocialWorkStationsBase
{
    public override Task<Wire.SocialWorkStation> OpenSocialWorkStation(Wire.OpenSocialWorkStationRequest request, ServerCallContext context) => context.Slice<OpenSocialWorkStation>().Handle(request, context.CancellationToken);
    public override Task<Wire.SocialWorkStation> UpdateSocialWorkStation(Wire.UpdateSocialWorkStationRequest request, ServerCallContext context) => context.Slice<UpdateSocialWorkStation>().Handle(request, context.CancellationToken);
    public override Task<Wire.SocialWorkStation> CloseSocialWorkStation(Wire.CloseSocialWorkStationRequest request, ServerCallContext context) => context.Slice<CloseSocialWorkStation>().Handle(request, context.CancellationToken);
    public override Task<Wire.SocialWorkStation> GetSocialWorkStation(Wire.GetSocialWorkStationRequest request, ServerCallContext context) => context.Slice<GetSocialWorkStation>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListSocialWorkStationsResponse> ListSocialWorkStations(Wire.ListSocialWorkStationsRequest request, ServerCallContext context) => context.Slice<ListSocialWorkStations>().Handle(request, context.CancellationToken);
    public override Task<Wire.StationCoverage> GetStationCoverage(Wire.GetStationCoverageRequest request, ServerCallContext context) => context.Slice<GetStationCoverage>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListUncoveredTownsResponse> ListUncoveredTowns(Wire.ListUncoveredTownsRequest request, ServerCallContext context) => context.Slice<ListUncoveredTowns>().Handle(request, context.CancellationToken);
    public override Task<Wire.StationProject> StartStationProject(Wire.StartStationProjectRequest request, ServerCallContext context) => context.Slice<StartStationProject>().Handle(request, context.CancellationToken);
    public override Task<Wire.StationProject> RecordOutput(Wire.RecordOutputRequest request, ServerCallContext context) => context.Slice<RecordOutput>().Handle(request, context.CancellationToken);
    public override Task<Wire.StationProject> FinishStationProject(Wire.FinishStationProjectRequest request, ServerCallContext context) => context.Slice<FinishStationProject>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListStationProjectsResponse> ListStationProjects(Wire.ListStationProjectsRequest request, ServerCallContext context) => context.Slice<ListStationProjects>().Handle(request, context.CancellationToken);
}
