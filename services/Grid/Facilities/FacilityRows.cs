using Governance.Access;
using Governance.Grid.Boundaries;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Facilities;

/// <summary>Named queries: what lies around a point, by an index over points that PostgreSQL brings itself. Where a street ends a community no kindergarten does: those of the next one count too, as figures.</summary>
internal sealed class FacilityRows(GridDb db)
{
    private const double Degree = 111_195;

    /// <summary>Within so many metres as the crow flies.</summary>
    public async Task<List<Near>> AroundAsync(double latitude, double longitude, double metres, CancellationToken cancel)
    {
        // A box a little wider than the circle, then the circle.
        var tall = metres / Degree * 1.01;
        var east = Degree * Math.Cos(latitude * Math.PI / 180);
        var wide = metres / east * 1.01;
        var rows = await db.Database.SqlQuery<Row>($"""
            select kind, latitude, longitude, square_metres as metres, off_hours as late from facilities
            where point(longitude, latitude) <@ box(point({longitude - wide}, {latitude - tall}), point({longitude + wide}, {latitude + tall})) and closed_at is null
            """).ToListAsync(cancel);
        return [.. rows.Select(r => new Near((FacilityKind)r.Kind, Math.Sqrt(Square((r.Longitude - longitude) * east) + Square((r.Latitude - latitude) * Degree)), r.Metres, r.Late)).Where(n => n.Metres <= metres)];
    }

    /// <summary>How many of each kind a town has.</summary>
    public Task<Dictionary<FacilityKind, int>> InTownAsync(Area town, CancellationToken cancel) =>
        db.Everywhere<Facility>("how many a town has is no secret to its communities; figures alone").AsNoTracking().In(town).Where(f => f.ClosedAt == null)
            .GroupBy(f => f.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);

    /// <summary>The community's service station, the largest first; null without one.</summary>
    public async Task<(double Latitude, double Longitude)?> StationAsync(string community, CancellationToken cancel)
    {
        var station = await db.Facilities.AsNoTracking().Where(f => f.Area == community && f.Kind == FacilityKind.ServiceStation && f.ClosedAt == null).OrderByDescending(f => f.SquareMetres).ThenBy(f => f.Id)
            .Select(f => new { f.Latitude, f.Longitude }).FirstOrDefaultAsync(cancel);
        return station is null ? null : (station.Latitude, station.Longitude);
    }

    /// <summary>The middle of the box around the grids that a community has now; null when none has a boundary.</summary>
    public async Task<(double Latitude, double Longitude)?> MiddleAsync(Area community, CancellationToken cancel)
    {
        var grids = db.Everywhere<Grids.Grid>("where a community lies is no secret").In(community).Where(g => g.RetiredAt == null).Select(g => g.Area);
        var boxes = await db.GridBoundaries.AsNoTracking().In(community).Where(b => grids.Contains(b.Area)).Select(b => new Box(b.West, b.South, b.East, b.North)).ToListAsync(cancel);
        return boxes.Count == 0 ? null : ((boxes.Min(b => b.South) + boxes.Max(b => b.North)) / 2, (boxes.Min(b => b.West) + boxes.Max(b => b.East)) / 2);
    }

    private static double Square(double x) => x * x;

    private sealed record Row(short Kind, double Latitude, double Longitude, double Metres, bool Late);
}
