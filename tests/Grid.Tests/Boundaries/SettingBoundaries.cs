using System.Globalization;
using Governance.Grid.Tests.Communities;
using Governance.Grid.Tests.Grids;
using Governance.Grid.V1;
using Grpc.Core;
using Npgsql;

namespace Governance.Grid.Tests.Boundaries;

/// <summary>Grids on the ground: no two overlap, gaps are named, a point finds its grid. Each test draws on ground of its own.</summary>
public sealed class SettingBoundaries(GridApp app) : IClassFixture<GridApp>
{
    private static int grounds;

    // One thousandth of a degree at this latitude: 110.86 m north, 96.00 m east.
    private const double Step = 0.001, CellMetres = 110.86 * 96.00;

    private readonly double west = 103.0 + Interlocked.Increment(ref grounds) * 0.05;

    private GridCaller Town => app.As("town-clerk", SmallMap.Community[..9]);

    private GridCaller County => app.As("county-centre", "510104");

    [Fact]
    public async Task A_boundary_is_given_back_as_it_was_set_with_its_size()
    {
        var grid = await app.NewGrid();
        var set = await Set(grid.Code, 0, 0, 2, 1);
        Assert.InRange(set.SquareMetres, 2 * CellMetres * 0.999, 2 * CellMetres * 1.001);
        Assert.Equal(set, await Town.Boundaries.GetBoundaryAsync(new() { GridCode = grid.Code }));
        Assert.Contains((await Town.Boundaries.ListBoundariesAsync(new())).Boundaries, b => b.GridCode == grid.Code);
        // Another in its place, which would overlap the first.
        var again = await Set(grid.Code, 1, 0, 3, 1);
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => Town.Boundaries.SetBoundaryAsync(new() { RequestId = NewId(), GridCode = grid.Code, GeoJson = Square(0, 0, 1, 1), Etag = set.Etag }));
        await Town.Boundaries.ClearBoundaryAsync(new() { RequestId = NewId(), GridCode = grid.Code, Etag = again.Etag });
        await Refused(StatusCode.NotFound, "BOUNDARY_NOT_FOUND", () => Town.Boundaries.GetBoundaryAsync(new() { GridCode = grid.Code }));
    }

    [Fact]
    public async Task What_overlaps_a_neighbour_is_refused_with_the_square_metres()
    {
        var (first, second, elsewhere) = (await app.NewGrid(), await app.NewGrid(), await app.NewGrid(SmallMap.OtherTown));
        await Set(first.Code, 0, 0, 2, 2);
        // A common edge is no overlap, nor is a hand's breadth.
        await Set(second.Code, 2, 0, 4, 2);
        await Set(second.Code, 1.99999, 0, 4, 2);
        var told = await Refused(StatusCode.FailedPrecondition, "BOUNDARY_OVERLAPS", () => Town.Boundaries.SetBoundaryAsync(Request(second.Code, 1, 0, 4, 1)));
        Assert.Equal(first.Code, told.Facts["grid_codes"]);
        Assert.InRange(double.Parse(told.Facts["square_metres"], CultureInfo.InvariantCulture), CellMetres * 0.999, CellMetres * 1.001);
        // Ground of another town is taken too; whose it is is none of this town's business.
        var other = await Refused(StatusCode.FailedPrecondition, "BOUNDARY_OVERLAPS", () => app.As("town-clerk", SmallMap.OtherTown[..9]).Boundaries.SetBoundaryAsync(Request(elsewhere.Code, 0, 0, 1, 1)));
        Assert.Equal("", other.Facts["grid_codes"]);
        // That of a retired grid is free.
        await County.Grids.RetireGridAsync(new() { RequestId = NewId(), Code = first.Code, Reason = "撤并" });
        await Set(elsewhere.Code, 0, 0, 1, 1, SmallMap.OtherTown[..9]);
        await Refused(StatusCode.FailedPrecondition, "GRID_RETIRED", () => Town.Boundaries.SetBoundaryAsync(Request(first.Code, 5, 5, 6, 6)));
    }

    [Fact]
    public async Task Of_those_who_want_the_same_ground_at_once_one_gets_it()
    {
        var grids = new List<string>();
        for (var i = 0; i < 8; i++) grids.Add((await app.NewGrid()).Code);
        var tries = await Task.WhenAll(grids.Select(async (grid, i) =>
        {
            try { await Set(grid, i * 0.1, 0, 2 + i * 0.1, 2); return "set"; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(tries, t => t == "set");
        Assert.Equal(7, tries.Count(t => t == "BOUNDARY_OVERLAPS"));
    }

    [Fact]
    public async Task Gaps_of_a_community_are_named()
    {
        const string Community = "510104018002";
        GridCaller clerk = app.As("town-clerk", Community[..9]);
        // Eight grids around a hole, and one without a boundary.
        var ring = from x in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 3) where (x, y) != (1, 1) select (x, y);
        foreach (var (x, y) in ring) await Set((await app.NewGrid(Community)).Code, x, y, x + 1, y + 1, Community[..9]);
        var without = await app.NewGrid(Community);
        var cover = await clerk.Boundaries.CheckCoverAsync(new() { CommunityCode = Community });

        Assert.Equal([without.Code], cover.UnboundedGridCodes);
        Assert.InRange(Assert.Single(cover.Gaps).SquareMetres, CellMetres * 0.999, CellMetres * 1.001);
        Assert.InRange(cover.CoveredSquareMetres, 8 * CellMetres * 0.999, 8 * CellMetres * 1.001);
        // Held against an outline that is wider by one column: the column first, being larger.
        var outlined = await clerk.Boundaries.CheckCoverAsync(new() { CommunityCode = Community, OutlineGeoJson = Square(0, 0, 4, 3) });
        Assert.Equal([3, 1], outlined.Gaps.Select(g => (int)Math.Round(g.SquareMetres / CellMetres)));
        await Set(without.Code, 1, 1, 2, 2, Community[..9]);
        Assert.Empty((await clerk.Boundaries.CheckCoverAsync(new() { CommunityCode = Community })).Gaps);
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => Town.Boundaries.CheckCoverAsync(new() { CommunityCode = Community }));
    }

    [Fact]
    public async Task A_point_finds_its_grid_among_a_hundred_thousand_by_the_index()
    {
        var (inside, hole) = (await app.NewGrid(), await app.NewGrid());
        await Town.Boundaries.SetBoundaryAsync(new()
        {
            RequestId = NewId(), GridCode = hole.Code, GeoJson = $"{{\"type\":\"Polygon\",\"coordinates\":[{Ring(0, 0, 3, 3)},{Ring(1, 1, 2, 2)}]}}",
        });
        await Set(inside.Code, 1, 1, 2, 2);
        await FillTheProvince();
        Assert.Equal(inside.Code, (await Locate(1.5, 1.5)).GridCode);
        Assert.Equal(hole.Code, (await Locate(0.5, 1.5)).GridCode);
        await Refused(StatusCode.NotFound, "NO_GRID_THERE", () => Town.Boundaries.LocateGridAsync(new() { Point = Point(9.5, 9.5) }));
        await Refused(StatusCode.NotFound, "NO_GRID_THERE", () => app.As("town-clerk", SmallMap.OtherTown[..9]).Boundaries.LocateGridAsync(new() { Point = Point(1.5, 1.5) }));

        // Among as many the index is what finds them; how long it takes: tests/Load, scenario map.
        var plan = await app.QueryAll<string>("""
            explain select b.id from grid_boundaries b where box(point(b.west, b.south), point(b.east, b.north)) && box(point(100.2005, 31.1005), point(100.2005, 31.1005))
            """);
        Assert.Contains(plan, line => line.Contains("ix_grid_boundaries_box", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_grid_that_goes_on_under_another_code_keeps_its_boundary()
    {
        string[] sources = ["510104019001", "510104019002"];
        var grid = await app.NewGrid(sources[1]);
        await Set(grid.Code, 0, 0, 1, 1, sources[1][..9]);
        var plan = await app.CarriedOut(CommunitySteps.Plan(ReorganizationKind.Merge, sources, CommunitySteps.Becomes("合并社区")));
        var boundary = Assert.Single((await County.Boundaries.ListBoundariesAsync(new() { DivisionCode = plan.Successors[0].Code })).Boundaries);
        Assert.Equal(Square(0, 0, 1, 1), boundary.GeoJson);
        Assert.Equal(boundary.GridCode, (await County.Boundaries.LocateGridAsync(new() { Point = Point(0.5, 0.5) })).GridCode);
    }

    [Theory]
    [InlineData(""), InlineData("[]"), InlineData("{\"type\":\"Point\",\"coordinates\":[104,30]}"), InlineData("{\"type\":\"Polygon\"}"), InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[104,30],[104.1,30],[104,30]]]}")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[104,30],[104.1,30],[104.1,30.1],[104,30.1]]]}")]                      // not closed
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[104,30],[104.1,30.1],[104.1,30],[104,30.1],[104,30]]]}")]              // crosses itself
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[104,30],[105,30],[105,31],[104,31],[104,30]]]}")]                       // as large as a city
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[[104,30],[\"a\",30],[104.1,30.1],[104,30]]]}"), InlineData("{\"type\":\"Polygon\",\"coordinates\":[5]}")]
    public async Task What_is_no_polygon_is_refused(string geoJson)
    {
        var grid = await app.NewGrid();
        await WrongFields(() => Town.Boundaries.SetBoundaryAsync(new() { RequestId = NewId(), GridCode = grid.Code, GeoJson = geoJson }), "geo_json");
    }

    private async Task FillTheProvince()
    {
        await using var connection = new NpgsqlConnection(app.Database + ";Pooling=false");
        await connection.OpenAsync();
        // 100,000 squares; the shape is of no interest where no point is asked for.
        await using var command = new NpgsqlCommand("""
            alter table grids disable trigger place_must_exist;
            with g as (insert into grids (id, area, name, kind, household_count, building_count, created_at, version, event_sequence)
              select gen_random_uuid(), '510703001' || to_char(100 + n / 900, 'FM000') || to_char(1 + n % 900, 'FM000'), '某网格', 1, 100, 5, now(), 1, 0 from generate_series(0, 99999) n returning area)
            insert into grid_boundaries (id, area, shape, west, south, east, north, square_metres, version, event_sequence)
            select gen_random_uuid(), area, '\x', 100 + n % 400 * 0.001, 31 + n / 400 * 0.001, 100 + n % 400 * 0.001 + 0.001, 31 + n / 400 * 0.001 + 0.001, 1, 1, 0 from (select area, row_number() over () as n from g) g;
            alter table grids enable trigger place_must_exist;
            analyze grid_boundaries;
            analyze grids;
            """, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    private async Task<Boundary> Set(string grid, double x, double y, double x2, double y2, string? town = null) => await app.As("town-clerk", town ?? grid[..9]).Boundaries.SetBoundaryAsync(Request(grid, x, y, x2, y2));

    private SetBoundaryRequest Request(string grid, double x, double y, double x2, double y2) => new() { RequestId = NewId(), GridCode = grid, GeoJson = Square(x, y, x2, y2) };

    private async Task<LocatedGrid> Locate(double x, double y) => await Town.Boundaries.LocateGridAsync(new() { Point = Point(x, y) });

    private Common.V1.Point Point(double x, double y) => new() { Longitude = west + x * Step, Latitude = 30.5 + y * Step };

    private string Square(double x, double y, double x2, double y2) => $"{{\"type\":\"Polygon\",\"coordinates\":[{Ring(x, y, x2, y2)}]}}";

    private string Ring(double x, double y, double x2, double y2) => $"[{Corner(x, y)},{Corner(x2, y)},{Corner(x2, y2)},{Corner(x, y2)},{Corner(x, y)}]";

    private string Corner(double x, double y) => $"[{Number(Math.Round(west + x * Step, 8))},{Number(Math.Round(30.5 + y * Step, 8))}]";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
