using Governance.Grid.Emergencies;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class EmergencyPlansRpc : Wire.EmergencyPlans.EmergencyPlansBase
{
    public override Task<Wire.EmergencyPlan> CreateEmergencyPlan(Wire.CreateEmergencyPlanRequest request, ServerCallContext context) => context.Slice<CreateEmergencyPlan>().Handle(request, context.CancellationToken);
    public override Task<Wire.EmergencyPlan> GetEmergencyPlan(Wire.GetEmergencyPlanRequest request, ServerCallContext context) => context.Slice<GetEmergencyPlan>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListEmergencyPlansResponse> ListEmergencyPlans(Wire.ListEmergencyPlansRequest request, ServerCallContext context) => context.Slice<ListEmergencyPlans>().Handle(request, context.CancellationToken);
    public override Task<Wire.EmergencyPlan> UpdateEmergencyPlan(Wire.UpdateEmergencyPlanRequest request, ServerCallContext context) => context.Slice<UpdateEmergencyPlan>().Handle(request, context.CancellationToken);
    public override Task<Wire.EmergencyPlan> RetireEmergencyPlan(Wire.RetireEmergencyPlanRequest request, ServerCallContext context) => context.Slice<RetireEmergencyPlan>().Handle(request, context.CancellationToken);
    public override Task<Wire.Drill> RecordDrill(Wire.RecordDrillRequest request, ServerCallContext context) => context.Slice<RecordDrill>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListDrillsResponse> ListDrills(Wire.ListDrillsRequest request, ServerCallContext context) => context.Slice<ListDrills>().Handle(request, context.CancellationToken);
}
