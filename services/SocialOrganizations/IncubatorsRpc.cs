using Governance.Hosting;
using Governance.SocialOrganizations.Incubation;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class IncubatorsRpc : Wire.Incubators.IncubatorsBase
{
    public override Task<Wire.Incubator> OpenIncubator(Wire.OpenIncubatorRequest request, ServerCallContext context) => context.Slice<OpenIncubator>().Handle(request, context.CancellationToken);
    public override Task<Wire.Incubator> UpdateIncubator(Wire.UpdateIncubatorRequest request, ServerCallContext context) => context.Slice<UpdateIncubator>().Handle(request, context.CancellationToken);
    public override Task<Wire.Incubator> CloseIncubator(Wire.CloseIncubatorRequest request, ServerCallContext context) => context.Slice<CloseIncubator>().Handle(request, context.CancellationToken);
    public override Task<Wire.Incubator> GetIncubator(Wire.GetIncubatorRequest request, ServerCallContext context) => context.Slice<GetIncubator>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListIncubatorsResponse> ListIncubators(Wire.ListIncubatorsRequest request, ServerCallContext context) => context.Slice<ListIncubators>().Handle(request, context.CancellationToken);
    public override Task<Wire.IncubationCoverage> GetIncubationCoverage(Wire.GetIncubationCoverageRequest request, ServerCallContext context) => context.Slice<GetIncubationCoverage>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListUncoveredDivisionsResponse> ListUncoveredDivisions(Wire.ListUncoveredDivisionsRequest request, ServerCallContext context) => context.Slice<ListUncoveredDivisions>().Handle(request, context.CancellationToken);
    public override Task<Wire.IncubationProgress> GetIncubationProgress(Wire.GetIncubationProgressRequest request, ServerCallContext context) => context.Slice<GetIncubationProgress>().Handle(request, context.CancellationToken);
    public override Task<Wire.IncubationTarget> SetIncubationTarget(Wire.SetIncubationTargetRequest request, ServerCallContext context) => context.Slice<SetIncubationTarget>().Handle(request, context.CancellationToken);
}
