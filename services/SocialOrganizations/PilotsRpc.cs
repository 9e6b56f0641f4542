using Governance.Hosting;
using Governance.SocialOrganizations.Projects;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class PilotsRpc : Wire.Pilots.PilotsBase
{
    public override Task<Wire.PilotScheme> SetPilotScheme(Wire.SetPilotSchemeRequest request, ServerCallContext context) => context.Slice<SetPilotScheme>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPilotSchemesResponse> ListPilotSchemes(Wire.ListPilotSchemesRequest request, ServerCallContext context) => context.Slice<ListPilotSchemes>().Handle(request, context.CancellationToken);
    public override Task<Wire.Pilot> ApplyForPilot(Wire.ApplyForPilotRequest request, ServerCallContext context) => context.Slice<ApplyForPilot>().Handle(request, context.CancellationToken);
    public override Task<Wire.Pilot> AssessPilot(Wire.AssessPilotRequest request, ServerCallContext context) => context.Slice<AssessPilot>().Handle(request, context.CancellationToken);
    public override Task<Wire.Pilot> DecidePilot(Wire.DecidePilotRequest request, ServerCallContext context) => context.Slice<DecidePilot>().Handle(request, context.CancellationToken);
    public override Task<Wire.Pilot> ReviewPilot(Wire.ReviewPilotRequest request, ServerCallContext context) => context.Slice<ReviewPilot>().Handle(request, context.CancellationToken);
    public override Task<Wire.Pilot> WithdrawPilot(Wire.WithdrawPilotRequest request, ServerCallContext context) => context.Slice<WithdrawPilot>().Handle(request, context.CancellationToken);
    public override Task<Wire.Pilot> GetPilot(Wire.GetPilotRequest request, ServerCallContext context) => context.Slice<GetPilot>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPilotsResponse> ListPilots(Wire.ListPilotsRequest request, ServerCallContext context) => context.Slice<ListPilots>().Handle(request, context.CancellationToken);
}
