using Governance.Access;
using Governance.Grid.Divisions;
using Governance.Grid.Grids;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Boundaries;

internal sealed class SetBoundary(GridDb db, BoundaryRows rows, Caller caller, ProvinceBounds bounds, TimeProvider clock)
{
    public async Task<Wire.Boundary> Handle(Wire.SetBoundaryRequest request, CancellationToken cancel)
    {
        var check = new Check().GridCode("grid_code", request.GridCode);
        var polygon = GridShape.Read(check, "geo_json", request.GeoJson, bounds);
        check.OrThrow();
        var box = GridShape.BoxOf(polygon!);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldAsync(request.GridCode, box, cancel);
        var grid = await db.Grids.AsNoTracking().FirstOrDefaultAsync(g => g.Area == request.GridCode, cancel) ?? throw GridRefusals.NotFound(request.GridCode);
        if (grid.RetiredAt is not null) throw GridRefusals.Retired(grid.Code);
        var boundary = await db.GridBoundaries.FirstOrDefaultAsync(b => b.Area == request.GridCode, cancel);
        Etag.Match(request.Etag, boundary?.Version ?? 0);
        await MustNotOverlapAsync(polygon!, box, grid.Code, cancel);
        if (boundary is null) db.Add(boundary = GridBoundary.Of(grid.Code, clock.GetUtcNow()));
        boundary.Set(GridShape.ToBytes(polygon!), box, GridShape.SquareMetres(polygon!));
        try
        {
            var reply = await db.SaveAsync(boundary.ToWire, cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == GridBoundaryTable.OneAGrid)
        {
            // Somebody else has set the first one, on other ground.
            throw Etag.Overtaken();
        }
    }

    private async Task MustNotOverlapAsync(Polygon polygon, Box box, string grid, CancellationToken cancel)
    {
        var near = await rows.NearAsync(box, cancel);
        var exist = db.Everywhere<Grids.Grid>("ground of a retired grid is free").Where(g => g.RetiredAt == null);
        var neighbours = await db.Everywhere<GridBoundary>("ground that a neighbour of another area has is taken too; of those only how much is told").AsNoTracking()
            .Where(b => near.Contains(b.Id) && b.Area != grid && exist.Any(g => g.Area == b.Area)).OrderBy(b => b.Area).ToListAsync(cancel);
        var overlaps = neighbours.Select(n => (n.Area, Metres: GridShape.SquareMetres(GridShape.Overlap(polygon, GridShape.FromBytes(n.Shape))))).Where(o => o.Metres > GridShape.Tolerance).ToList();
        if (overlaps.Count > 0) throw BoundaryRefusals.Overlaps(overlaps.Sum(o => o.Metres), [.. overlaps.Select(o => o.Area).Where(caller.Covers)]);
    }
}
