using Governance.Hosting;
using Governance.Welfare.Emergencies;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class EmergenciesRpc : Wire.Emergencies.EmergenciesBase
{
    public override Task<Wire.ListEmergenciesResponse> ListEmergencies(Wire.ListEmergenciesRequest request, ServerCallContext context) => context.Slice<ListEmergencies>().Handle(request, context.CancellationToken);
    public override Task<Wire.Emergency> GetEmergency(Wire.GetEmergencyRequest request, ServerCallContext context) => context.Slice<GetEmergency>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListVulnerablePeopleResponse> ListVulnerablePeople(Wire.ListVulnerablePeopleRequest request, ServerCallContext context) => context.Slice<ListVulnerablePeople>().Handle(request, context.CancellationToken);
    public override Task<Wire.VulnerablePerson> RecordReached(Wire.RecordReachedRequest request, ServerCallContext context) => context.Slice<RecordReached>().Handle(request, context.CancellationToken);
}
