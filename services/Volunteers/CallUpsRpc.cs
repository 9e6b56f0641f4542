using Governance.Hosting;
using Governance.Volunteers.CallUps;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class CallUpsRpc : Wire.CallUps.CallUpsBase
{
    public override Task<Wire.ListCallUpsResponse> ListCallUps(Wire.ListCallUpsRequest request, ServerCallContext context) => context.Slice<ListCallUps>().Handle(request, context.CancellationToken);
    public override Task<Wire.CallUp> AnswerCallUp(Wire.AnswerCallUpRequest request, ServerCallContext context) => context.Slice<AnswerCallUp>().Handle(request, context.CancellationToken);
    public override Task<Wire.EmergencyTraining> SetEmergencyTraining(Wire.SetEmergencyTrainingRequest request, ServerCallContext context) => context.Slice<SetEmergencyTraining>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListEmergencyTrainingsResponse> ListEmergencyTrainings(Wire.ListEmergencyTrainingsRequest request, ServerCallContext context) => context.Slice<ListEmergencyTrainings>().Handle(request, context.CancellationToken);
}
