using Governance.Hosting;
using Grpc.Core;
using Governance.Grid.Communities;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class CommunitiesRpc : Wire.Communities.CommunitiesBase
{
    public override Task<Wire.Community> GetCommunity(Wire.GetCommunityRequest request, ServerCallContext context) => context.Slice<GetCommunity>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCommunitiesResponse> ListCommunities(Wire.ListCommunitiesRequest request, ServerCallContext context) => context.Slice<ListCommunities>().Handle(request, context.CancellationToken);
    public override Task<Wire.Community> UpdateCommunity(Wire.UpdateCommunityRequest request, ServerCallContext context) => context.Slice<UpdateCommunity>().Handle(request, context.CancellationToken);
    public override Task<Wire.ImportCommunitiesResponse> ImportCommunities(Wire.ImportCommunitiesRequest request, ServerCallContext context) => context.Slice<ImportCommunities>().Handle(request, context.CancellationToken);
    public override Task<Wire.ScaleAssessment> AssessScale(Wire.AssessScaleRequest request, ServerCallContext context) => context.Slice<AssessScale>().Handle(request, context.CancellationToken);
    public override Task AssessScales(Wire.AssessScalesRequest request, IServerStreamWriter<Wire.ScaleAssessment> responseStream, ServerCallContext context) => context.Slice<AssessScales>().Handle(request, responseStream, context.CancellationToken);
}
