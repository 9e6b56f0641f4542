using Governance.Common.V1;
using Governance.Grid.Facilities;
using Governance.Grid.Tests.Communities;
using Governance.Grid.Tests.Disputes;
using Governance.Grid.V1;
using Grpc.Core;
using Facility = Governance.Grid.V1.Facility;
using FacilityKind = Governance.Grid.V1.FacilityKind;

namespace Governance.Grid.Tests.Facilities;

/// <summary>What a community reaches on foot, and what it lacks by the plan's list. Each test has ground of its own.</summary>
public sealed class AssessingCircles(GridApp app) : IClassFixture<GridApp>
{
    private static int grounds;

    private GridCaller County => app.As("county-centre", "510104");

    [Fact]
    public void Fifteen_minutes_at_four_and_a_half_kilometres_an_hour_with_detours_are_865_metres() =>
        Assert.Equal([288.5, 576.9, 865.4], new[] { 5, 10, 15 }.Select(m => Math.Round(Circles.Radius(m), 1)));

    [Fact]
    public void Every_rule_has_its_words_of_the_plan_and_a_code_of_its_own()
    {
        Assert.Equal(CircleRules.All.Count, CircleRules.All.Select(r => r.Code).Distinct().Count());
        Assert.All(CircleRules.All, r => Assert.True(r.Clause.Length > 8 && r.Minutes is 0 or 5 or 10 or 15));
    }

    [Fact]
    public async Task What_is_near_counts_in_its_circle_wherever_it_stands_and_what_lacks_is_named_with_its_clause()
    {
        var (community, ground) = (await app.NewCommunity(), NewGround());
        await Enter(community, FacilityKind.ServiceStation, At(ground, 0), 350, Open("10:00", "20:00", 1, 2, 3, 4, 5));
        await Enter(community, FacilityKind.Toilet, At(ground, 280), 40);
        await Enter(community, FacilityKind.Toilet, At(ground, 300), 20);
        await Enter(community, FacilityKind.Kindergarten, At(ground, 570));
        await Enter(community, FacilityKind.Nursery, At(ground, 585));
        await Enter(community, FacilityKind.HealthCentre, At(ground, 870));
        // Of the next county, and in another town.
        await app.As("county-centre", "510105").Facilities.CreateFacilityAsync(Wanted("510105002002", FacilityKind.Shop, At(ground, -100)));
        await Enter(SmallMap.Community, FacilityKind.Green, At(ground, -200));
        var gone = await Enter(community, FacilityKind.Supermarket, At(ground, 50));
        await County.Facilities.CloseFacilityAsync(new() { RequestId = NewId(), Id = gone.Id });

        var circles = await app.As("grid-worker", community).Facilities.AssessCirclesAsync(new() { CommunityCode = community });
        Assert.Equal(CircleCentre.ServiceStation, circles.CentreSource);
        Assert.Equal([(FacilityKind.ServiceStation, 1, 1, 1), (FacilityKind.Kindergarten, 0, 1, 1), (FacilityKind.Nursery, 0, 0, 1), (FacilityKind.Green, 1, 1, 1), (FacilityKind.Toilet, 1, 2, 2), (FacilityKind.Shop, 1, 1, 1)],
            circles.Reaches.Select(r => (r.Kind, r.Within5Count, r.Within10Count, r.Within15Count)));
        Assert.InRange(circles.Reaches.Single(r => r.Kind == FacilityKind.Toilet).NearestMetres, 279, 281);
        Assert.Equal(["SERVICE_STATION", "SERVICE_STATION_FLOOR", "SERVICE_OFF_HOURS", "KINDERGARTEN", "GREEN", "SHOP", "TOILET"], circles.Findings.Where(f => f.Met).Select(f => f.Rule));
        var lacks = circles.Findings.Single(f => f.Rule == "SUPERMARKET");
        Assert.Equal((false, 0, 10), (lacks.Met, lacks.FoundCount, lacks.Minutes));
        Assert.Contains("一个综合超市", lacks.Clause, StringComparison.Ordinal);
        Assert.Equal(circles.Findings.Count - 7, circles.LackingCount);
    }

    [Fact]
    public async Task A_complex_of_care_counts_anywhere_in_the_town()
    {
        var (community, ground) = (await app.NewCommunity(), NewGround());
        async Task<bool> Met() => (await County.Facilities.AssessCirclesAsync(new() { CommunityCode = community, Point = At(ground, 0) })).Findings.Single(f => f.Rule == "CARE_COMPLEX").Met;
        await Enter(SmallMap.Community, FacilityKind.CareComplex, At(ground, 0));
        Assert.False(await Met());
        await Enter(community[..9] + "002", FacilityKind.CareComplex, At(ground, 5_000));
        Assert.True(await Met());
    }

    [Fact]
    public async Task Circles_begin_where_one_says_else_at_the_station_else_in_the_middle_of_the_grids()
    {
        var (community, ground) = (await app.NewCommunity(), NewGround());
        await Refused(StatusCode.FailedPrecondition, "CENTRE_UNKNOWN", () => County.Facilities.AssessCirclesAsync(new() { CommunityCode = community }));
        var grid = await County.Grids.CreateGridAsync(Grids.GridSteps.GridToCreate(community));
        string Corner(double north, double east) => FormattableString.Invariant($"[{ground.Longitude + east:0.0000},{ground.Latitude + north:0.0000}]");
        await County.Boundaries.SetBoundaryAsync(new() { RequestId = NewId(), GridCode = grid.Code, GeoJson = $"{{\"type\":\"Polygon\",\"coordinates\":[[{Corner(0, 0)},{Corner(0, 0.002)},{Corner(0.004, 0.002)},{Corner(0.004, 0)},{Corner(0, 0)}]]}}" });
        var middle = await County.Facilities.AssessCirclesAsync(new() { CommunityCode = community });
        Assert.Equal((CircleCentre.Boundaries, Math.Round(ground.Latitude + 0.002, 4), Math.Round(ground.Longitude + 0.001, 4)), (middle.CentreSource, Math.Round(middle.Centre.Latitude, 4), Math.Round(middle.Centre.Longitude, 4)));
        await Enter(community, FacilityKind.ServiceStation, At(ground, 100));
        Assert.Equal(CircleCentre.ServiceStation, (await County.Facilities.AssessCirclesAsync(new() { CommunityCode = community })).CentreSource);
        Assert.Equal(CircleCentre.Given, (await County.Facilities.AssessCirclesAsync(new() { CommunityCode = community, Point = At(ground, 0) })).CentreSource);
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.As("county-centre", "510105").Facilities.AssessCirclesAsync(new() { CommunityCode = community }));
    }

    [Fact]
    public async Task A_table_is_taken_in_row_by_row_and_again_changes_nothing()
    {
        var (community, ground) = (await app.NewCommunity(), NewGround());
        Facility Row(string code, string place, double metres = 0) => new() { Code = code, DivisionCode = place, Kind = FacilityKind.Toilet, Name = "公厕", Point = At(ground, metres), SquareMetres = 35 };
        ImportFacilitiesRequest Table(params Facility[] rows) => new() { RequestId = NewId(), Facilities = { rows } };
        var (good, wrong, twice, elsewhere) = (Row(community + "-1", community), Row(community + "-2", community), Row(community + "-1", community), Row(community + "-3", SmallMap.NextCounty));
        wrong.Point = new Point { Latitude = 3, Longitude = 104 };
        var town = app.As("town-clerk", community[..9]);
        var verdicts = (await town.Facilities.ImportFacilitiesAsync(Table(good, wrong, twice, elsewhere))).Verdicts;
        Assert.Equal([FacilityVerdictKind.Added, FacilityVerdictKind.Refused, FacilityVerdictKind.Refused, FacilityVerdictKind.Refused], verdicts.Select(v => v.Kind));
        Assert.Equal(["point.latitude OUTSIDE_THE_PROVINCE", "code DUPLICATE_CODE", "division_code UNKNOWN_PLACE"], verdicts.Skip(1).Select(v => Assert.Single(v.Reasons)));
        Assert.Equal(FacilityVerdictKind.Unchanged, Assert.Single((await town.Facilities.ImportFacilitiesAsync(Table(good))).Verdicts).Kind);
        good.SquareMetres = 50;
        Assert.Equal(FacilityVerdictKind.Changed, Assert.Single((await town.Facilities.ImportFacilitiesAsync(Table(good))).Verdicts).Kind);
        Assert.Equal(50, Assert.Single((await town.Facilities.ListFacilitiesAsync(new() { DivisionCode = community })).Facilities).SquareMetres);
        // A number that another area's facility has is taken; more is not told of it.
        var next = Assert.Single((await app.As("county-centre", "510105").Facilities.ImportFacilitiesAsync(Table(Row(community + "-1", SmallMap.NextCounty)))).Verdicts);
        Assert.Equal(["code FACILITY_CODE_TAKEN"], next.Reasons);
    }

    [Fact]
    public async Task It_is_entered_changed_closed_and_listed()
    {
        var (community, ground) = (await app.NewCommunity(), NewGround());
        var told = await WrongFields(() => County.Facilities.CreateFacilityAsync(new() { RequestId = NewId(), DivisionCode = community, Hours = { Open("25:00", "08:00", 8) } }), "kind", "name", "point", "hours[0].weekdays", "hours[0].opens_at");
        Assert.NotEmpty(told.Violations);
        var first = await Enter(community, FacilityKind.Bank, At(ground, 0));
        app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = await Enter(community, FacilityKind.CarPark, At(ground, 10));
        var changed = await County.Facilities.UpdateFacilityAsync(new() { RequestId = NewId(), Facility = new() { Id = first.Id, Etag = first.Etag, Hours = { Open("09:00", "17:00", 1, 2, 3, 4, 5), Open("09:00", "12:00", 6) } }, UpdateMask = new() { Paths = { "hours" } } });
        Assert.Equal((first.Name, true, "12:00"), (changed.Name, changed.OffHours, changed.Hours[1].ClosesAt));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => County.Facilities.CloseFacilityAsync(new() { RequestId = NewId(), Id = first.Id, Etag = first.Etag }));
        await County.Facilities.CloseFacilityAsync(new() { RequestId = NewId(), Id = first.Id });
        await Refused(StatusCode.FailedPrecondition, "FACILITY_CLOSED", () => County.Facilities.CloseFacilityAsync(new() { RequestId = NewId(), Id = first.Id }));
        Assert.Equal([second.Id], (await County.Facilities.ListFacilitiesAsync(new() { DivisionCode = community })).Facilities.Select(f => f.Id));
        var page = await County.Facilities.ListFacilitiesAsync(new() { DivisionCode = community, ShowClosed = true, PageSize = 1 });
        Assert.Equal([first.Id], (await County.Facilities.ListFacilitiesAsync(new() { DivisionCode = community, ShowClosed = true, PageSize = 1, PageToken = page.NextPageToken })).Facilities.Select(f => f.Id));
        Assert.Equal([first.Id], (await County.Facilities.ListFacilitiesAsync(new() { DivisionCode = community, ShowClosed = true, OnlyKind = FacilityKind.Bank })).Facilities.Select(f => f.Id));
        await Refused(StatusCode.NotFound, "FACILITY_NOT_FOUND", () => app.As("county-centre", "510105").Facilities.GetFacilityAsync(new() { Id = first.Id }));
    }

    [Fact]
    public async Task It_goes_along_when_its_community_is_merged()
    {
        var (community, ground) = (await app.NewCommunity(), NewGround());
        var (former, facility) = (community[..9] + "002", await Enter(community[..9] + "002", FacilityKind.Toilet, At(ground, 0)));
        await app.CarriedOut(CommunitySteps.Plan(ReorganizationKind.Merge, [community, former], CommunitySteps.Becomes("", community)));
        Assert.Equal(community, (await County.Facilities.GetFacilityAsync(new() { Id = facility.Id })).DivisionCode);
        await WrongFields(() => County.Facilities.CreateFacilityAsync(Wanted(former, FacilityKind.Toilet, At(ground, 0))), "division_code");
    }

    private async Task<Facility> Enter(string community, FacilityKind kind, Point at, double metres = 0, params OpeningHours[] hours) => await County.Facilities.CreateFacilityAsync(Wanted(community, kind, at, metres, hours));

    private static CreateFacilityRequest Wanted(string community, FacilityKind kind, Point at, double metres = 0, params OpeningHours[] hours) =>
        new() { RequestId = NewId(), DivisionCode = community, Kind = kind, Name = "某设施", Point = at, SquareMetres = metres, Hours = { hours } };

    private static OpeningHours Open(string from, string until, params int[] weekdays) => new() { OpensAt = from, ClosesAt = until, Weekdays = { weekdays } };

    // Metres to the north.
    private static Point At(Point ground, double metres) => new() { Latitude = ground.Latitude + metres / 111_195, Longitude = ground.Longitude };

    private static Point NewGround() => new() { Latitude = 28 + Interlocked.Increment(ref grounds) * 0.1, Longitude = 101 };
}
