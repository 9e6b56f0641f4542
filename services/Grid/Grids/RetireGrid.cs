using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

/// <summary>Nobody is responsible for it any more, and nobody backs it.</summary>
internal sealed class RetireGrid(GridDb db, TimeProvider clock)
{
    public async Task<Wire.Grid> Handle(Wire.RetireGridRequest request, CancellationToken cancel)
    {
        new Check().GridCode("code", request.Code).Text("reason", request.Reason, max: 200).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever assigns a cadre meanwhile waits (trigger place_must_exist), so that none is overlooked.
        await db.Database.ExecuteSqlAsync($"select from grids where area = {request.Code} for no key update", cancel);
        var grid = await db.GridsWithResponsible.FirstOrDefaultAsync(g => g.Area == request.Code, cancel) ?? throw GridRefusals.NotFound(request.Code);
        Etag.Match(request.Etag, grid.Version);
        var now = clock.GetUtcNow();
        grid.Retire(request.Reason.Trim(), now);
        foreach (var cadre in await db.Cadres.Where(c => c.Area == request.Code && c.EndAt == null).ToListAsync(cancel)) cadre.Release(now);
        var reply = await db.SaveAsync(grid.ToWire, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
