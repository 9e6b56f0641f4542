using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class RetireGrid(GridDb db, TimeProvider clock)
{
    public async Task<Wire.Grid> Handle(Wire.RetireGridRequest request, CancellationToken cancel)
    {
        new Check().GridCode("code", request.Code).Text("reason", request.Reason, max: 200).OrThrow();
        var grid = await db.GridsWithResponsible.FirstOrDefaultAsync(g => g.Area == request.Code, cancel) ?? throw GridRefusals.NotFound(request.Code);
        Etag.Match(request.Etag, grid.Version);
        grid.Retire(request.Reason.Trim(), clock.GetUtcNow());
        return await db.SaveAsync(grid.ToWire, cancel);
    }
}
