using Governance.Hosting;
using Governance.SocialOrganizations.Incubation;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class ResidenciesRpc : Wire.Residencies.ResidenciesBase
{
    public override Task<Wire.Residency> SignResidency(Wire.SignResidencyRequest request, ServerCallContext context) => context.Slice<SignResidency>().Handle(request, context.CancellationToken);
    public override Task<Wire.Residency> GetResidency(Wire.GetResidencyRequest request, ServerCallContext context) => context.Slice<GetResidency>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListResidenciesResponse> ListResidencies(Wire.ListResidenciesRequest request, ServerCallContext context) => context.Slice<ListResidencies>().Handle(request, context.CancellationToken);
    public override Task<Wire.Residency> ReachMilestone(Wire.ReachMilestoneRequest request, ServerCallContext context) => context.Slice<ReachMilestone>().Handle(request, context.CancellationToken);
    public override Task<Wire.Residency> ReturnMilestone(Wire.ReturnMilestoneRequest request, ServerCallContext context) => context.Slice<ReturnMilestone>().Handle(request, context.CancellationToken);
    public override Task<Wire.Residency> PassStage(Wire.PassStageRequest request, ServerCallContext context) => context.Slice<PassStage>().Handle(request, context.CancellationToken);
    public override Task<Wire.Residency> ExtendResidency(Wire.ExtendResidencyRequest request, ServerCallContext context) => context.Slice<ExtendResidency>().Handle(request, context.CancellationToken);
    public override Task<Wire.Residency> GraduateResidency(Wire.GraduateResidencyRequest request, ServerCallContext context) => context.Slice<GraduateResidency>().Handle(request, context.CancellationToken);
    public override Task<Wire.Residency> ExitResidency(Wire.ExitResidencyRequest request, ServerCallContext context) => context.Slice<ExitResidency>().Handle(request, context.CancellationToken);
}
