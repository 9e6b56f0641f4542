using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Boundaries;

/// <summary>Named queries: which boundaries lie near, by an index over boxes that PostgreSQL brings itself, and who waits for whom.</summary>
internal sealed class BoundaryRows(GridDb db)
{
    // A tenth of a degree, some ten kilometres: a grid touches one to four of them.
    private const double CellsToADegree = 10;

    /// <summary>Until the transaction ends nobody else sets a boundary on this ground, and the grid is not retired. Cells are taken in order, so that two who need the same do not wait for each other.</summary>
    public async Task HoldAsync(string grid, Box box, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from grids where area = {grid} for share", cancel);
        static int Cell(double degrees) => (int)Math.Floor(degrees * CellsToADegree);
        var cells = from x in Enumerable.Range(Cell(box.West), Cell(box.East) - Cell(box.West) + 1)
                    from y in Enumerable.Range(Cell(box.South), Cell(box.North) - Cell(box.South) + 1)
                    select $"boundary/{x}/{y}";
        foreach (var cell in cells.Order(StringComparer.Ordinal)) await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({cell}, 0))", cancel);
    }

    /// <summary>Ids of boundaries whose box touches this one, those of retired grids among them: a join here would be planned for hundreds of boxes and read all grids.</summary>
    public Task<List<Guid>> NearAsync(Box box, CancellationToken cancel) => db.Database.SqlQuery<Guid>($"""
        select b.id as "Value" from grid_boundaries b
        where box(point(b.west, b.south), point(b.east, b.north)) && box(point({box.West}, {box.South}), point({box.East}, {box.North}))
        """).ToListAsync(cancel);
}
