using Governance.Grid.Grids;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Boundaries;

internal sealed class GetBoundary(GridDb db)
{
    public async Task<Wire.Boundary> Handle(Wire.GetBoundaryRequest request, CancellationToken cancel)
    {
        new Check().GridCode("grid_code", request.GridCode).OrThrow();
        return (await db.GridBoundaries.AsNoTracking().FirstOrDefaultAsync(b => b.Area == request.GridCode, cancel))?.ToWire() ?? throw BoundaryRefusals.NotFound(request.GridCode);
    }
}
