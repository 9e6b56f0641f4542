using Governance.Hosting;
using Governance.PartyBuilding.Coverage;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class CoverageRpc : Wire.Coverage.CoverageBase
{
    public override Task<Wire.TwoNewUnit> EnterTwoNewUnit(Wire.EnterTwoNewUnitRequest request, ServerCallContext context) => context.Slice<EnterTwoNewUnit>().Handle(request, context.CancellationToken);
    public override Task<Wire.TwoNewUnit> CoverTwoNewUnit(Wire.CoverTwoNewUnitRequest request, ServerCallContext context) => context.Slice<CoverTwoNewUnit>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTwoNewUnitsResponse> ListTwoNewUnits(Wire.ListTwoNewUnitsRequest request, ServerCallContext context) => context.Slice<ListTwoNewUnits>().Handle(request, context.CancellationToken);
    public override Task<Wire.GetCoverageFiguresResponse> GetCoverageFigures(Wire.GetCoverageFiguresRequest request, ServerCallContext context) => context.Slice<GetCoverageFigures>().Handle(request, context.CancellationToken);
}
