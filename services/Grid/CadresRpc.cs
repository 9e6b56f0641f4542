using Governance.Grid.Cadres;
using Governance.Hosting;
using Grpc.Core;
using Wire = Governance.Grid.V1;

namespace Governance.Grid;

internal sealed class CadresRpc : Wire.Cadres.CadresBase
{
    public override Task<Wire.Cadre> AssignCadre(Wire.AssignCadreRequest request, ServerCallContext context) => context.Slice<AssignCadre>().Handle(request, context.CancellationToken);
    public override Task<Wire.Cadre> ReleaseCadre(Wire.ReleaseCadreRequest request, ServerCallContext context) => context.Slice<ReleaseCadre>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCadresResponse> ListCadres(Wire.ListCadresRequest request, ServerCallContext context) => context.Slice<ListCadres>().Handle(request, context.CancellationToken);
}
