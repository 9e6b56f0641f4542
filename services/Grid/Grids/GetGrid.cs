using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class GetGrid(GridDb db)
{
    public async Task<Wire.Grid> Handle(Wire.GetGridRequest request, CancellationToken cancel)
    {
        new Check().GridCode("code", request.Code).OrThrow();
        var grid = await db.Grids.AsNoTracking().FirstOrDefaultAsync(g => g.Area == request.Code, cancel);
        return grid?.ToWire() ?? throw GridRefusals.NotFound(request.Code);
    }
}
