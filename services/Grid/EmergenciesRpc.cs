using Governance.Grid.Emergencies;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class EmergenciesRpc : Wire.Emergencies.EmergenciesBase
{
    public override Task<Wire.Emergency> ActivateEmergency(Wire.ActivateEmergencyRequest request, ServerCallContext context) => context.Slice<ActivateEmergency>().Handle(request, context.CancellationToken);
    public override Task<Wire.Emergency> GetEmergency(Wire.GetEmergencyRequest request, ServerCallContext context) => context.Slice<GetEmergency>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListEmergenciesResponse> ListEmergencies(Wire.ListEmergenciesRequest request, ServerCallContext context) => context.Slice<ListEmergencies>().Handle(request, context.CancellationToken);
    public override Task<Wire.EmergencyProgress> GetEmergencyProgress(Wire.GetEmergencyProgressRequest request, ServerCallContext context) => context.Slice<GetEmergencyProgress>().Handle(request, context.CancellationToken);
    public override Task<Wire.Emergency> DeactivateEmergency(Wire.DeactivateEmergencyRequest request, ServerCallContext context) => context.Slice<DeactivateEmergency>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListHouseholdChecksResponse> ListHouseholdChecks(Wire.ListHouseholdChecksRequest request, ServerCallContext context) => context.Slice<ListHouseholdChecks>().Handle(request, context.CancellationToken);
    public override Task<Wire.HouseholdCheck> ReportHouseholdCheck(Wire.ReportHouseholdCheckRequest request, ServerCallContext context) => context.Slice<ReportHouseholdCheck>().Handle(request, context.CancellationToken);
}
