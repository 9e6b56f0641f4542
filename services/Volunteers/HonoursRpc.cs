using Governance.Hosting;
using Governance.Volunteers.Honours;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class HonoursRpc : Wire.Honours.HonoursBase
{
    public override Task<Wire.Honour> OpenHonour(Wire.OpenHonourRequest request, ServerCallContext context) => context.Slice<OpenHonour>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListHonoursResponse> ListHonours(Wire.ListHonoursRequest request, ServerCallContext context) => context.Slice<ListHonours>().Handle(request, context.CancellationToken);
    public override Task<Wire.Nomination> Nominate(Wire.NominateRequest request, ServerCallContext context) => context.Slice<Nominate>().Handle(request, context.CancellationToken);
    public override Task<Wire.Nomination> ConsentToName(Wire.ConsentToNameRequest request, ServerCallContext context) => context.Slice<ConsentToName>().Handle(request, context.CancellationToken);
    public override Task<Wire.VoteResponse> Vote(Wire.VoteRequest request, ServerCallContext context) => context.Slice<Vote>().Handle(request, context.CancellationToken);
    public override Task<Wire.Honour> CloseHonour(Wire.CloseHonourRequest request, ServerCallContext context) => context.Slice<CloseHonour>().Handle(request, context.CancellationToken);
    public override Task<Wire.Honour> AwardHonour(Wire.AwardHonourRequest request, ServerCallContext context) => context.Slice<AwardHonour>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListNominationsResponse> ListNominations(Wire.ListNominationsRequest request, ServerCallContext context) => context.Slice<ListNominations>().Handle(request, context.CancellationToken);
}
