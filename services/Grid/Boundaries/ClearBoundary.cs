using Google.Protobuf.WellKnownTypes;
using Governance.Grid.Grids;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Boundaries;

internal sealed class ClearBoundary(GridDb db)
{
    public async Task<Empty> Handle(Wire.ClearBoundaryRequest request, CancellationToken cancel)
    {
        new Check().GridCode("grid_code", request.GridCode).OrThrow();
        if (!await db.Grids.AnyAsync(g => g.Area == request.GridCode, cancel)) throw GridRefusals.NotFound(request.GridCode);
        var boundary = await db.GridBoundaries.FirstOrDefaultAsync(b => b.Area == request.GridCode, cancel);
        Etag.Match(request.Etag, boundary?.Version ?? 0);
        if (boundary is not null) db.Remove(boundary);
        return await db.SaveAsync(() => new Empty(), cancel);
    }
}
