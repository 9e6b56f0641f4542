using Governance.Hosting;
using Grpc.Core;
using Governance.Grid.Whistles;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class WhistlesRpc : Wire.Whistles.WhistlesBase
{
    public override Task<Wire.Whistle> BlowWhistle(Wire.BlowWhistleRequest request, ServerCallContext context) => context.Slice<BlowWhistle>().Handle(request, context.CancellationToken);
    public override Task<Wire.Whistle> WithdrawWhistle(Wire.WithdrawWhistleRequest request, ServerCallContext context) => context.Slice<WithdrawWhistle>().Handle(request, context.CancellationToken);
    public override Task<Wire.Whistle> GetWhistle(Wire.GetWhistleRequest request, ServerCallContext context) => context.Slice<GetWhistle>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListWhistlesResponse> ListWhistles(Wire.ListWhistlesRequest request, ServerCallContext context) => context.Slice<ListWhistles>().Handle(request, context.CancellationToken);
    public override Task<Wire.Whistle> ReportIn(Wire.ReportInRequest request, ServerCallContext context) => context.Slice<ReportIn>().Handle(request, context.CancellationToken);
    public override Task<Wire.Whistle> HandIn(Wire.HandInRequest request, ServerCallContext context) => context.Slice<HandIn>().Handle(request, context.CancellationToken);
    public override Task<Wire.Whistle> AppraiseUnit(Wire.AppraiseUnitRequest request, ServerCallContext context) => context.Slice<AppraiseUnit>().Handle(request, context.CancellationToken);
}
