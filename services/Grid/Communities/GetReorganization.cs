using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class GetReorganization(ReorganizationDesk desk)
{
    public async Task<Wire.Reorganization> Handle(Wire.GetReorganizationRequest request, CancellationToken cancel) => (await desk.FindAsync(request.Id, "", new Check(), cancel)).ToWire();
}
