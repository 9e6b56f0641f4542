using Governance.Grid.Divisions;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class DivisionsRpc : Wire.Divisions.DivisionsBase
{
    public override Task<Wire.Division> GetDivision(Wire.GetDivisionRequest request, ServerCallContext context) =>
        context.Slice<GetDivision>().Handle(request, context.CancellationToken);
}
