using Governance.Grid.Divisions;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Boundaries;

/// <summary>The index gives the few boxes that hold the point, the polygons decide.</summary>
internal sealed class LocateGrid(GridDb db, BoundaryRows rows, ProvinceBounds bounds)
{
    public async Task<Wire.LocatedGrid> Handle(Wire.LocateGridRequest request, CancellationToken cancel)
    {
        var check = new Check().That(request.Point is not null, "point", "REQUIRED", "不能为空");
        if (request.Point is { } given) bounds.Check(check, "point", given.Latitude, given.Longitude);
        check.OrThrow();
        var point = request.Point!;
        var near = await rows.NearAsync(new Box(point.Longitude, point.Latitude, point.Longitude, point.Latitude), cancel);
        if (near.Count == 0) throw BoundaryRefusals.NoGridThere();
        var found = await (from b in db.GridBoundaries.AsNoTracking() join g in db.Grids.AsNoTracking() on b.Area equals g.Area where near.Contains(b.Id) && g.RetiredAt == null orderby b.Area select new { b.Shape, Grid = g }).ToListAsync(cancel);
        var grid = found.Find(f => GridShape.Holds(GridShape.FromBytes(f.Shape), point.Latitude, point.Longitude))?.Grid ?? throw BoundaryRefusals.NoGridThere();
        return new Wire.LocatedGrid { GridCode = grid.Code, Name = grid.Name, ResponsibleWorkerId = grid.ResponsibleWorkerId?.ToString() ?? "" };
    }
}
