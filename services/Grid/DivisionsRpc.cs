using Governance.Grid.Divisions;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class DivisionsRpc : Wire.Divisions.DivisionsBase
{
    public override Task<Wire.Division> GetDivision(Wire.GetDivisionRequest request, ServerCallContext context) =>
        context.Slice<GetDivision>().Handle(request, context.CancellationToken);

    public override Task<Wire.ListDivisionsResponse> ListDivisions(Wire.ListDivisionsRequest request, ServerCallContext context) =>
        context.Slice<ListDivisions>().Handle(request, context.CancellationToken);

    public override Task<Wire.ResolvePathResponse> ResolvePath(Wire.ResolvePathRequest request, ServerCallContext context) =>
        context.Slice<ResolvePath>().Handle(request, context.CancellationToken);

    public override Task<Wire.ImportDivisionsResponse> ImportDivisions(Wire.ImportDivisionsRequest request, ServerCallContext context) =>
        context.Slice<ImportDivisions>().Handle(request, context.CancellationToken);
}
