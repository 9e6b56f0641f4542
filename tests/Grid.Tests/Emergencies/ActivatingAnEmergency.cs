using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Governance.Grid.V1;
using Grpc.Core;
using static Governance.Grid.Tests.Emergencies.EmergencySteps;

namespace Governance.Grid.Tests.Emergencies;

/// <summary>From peace to emergency and back. Each test makes a county of its own.</summary>
public sealed class ActivatingAnEmergency(GridApp app) : IClassFixture<GridApp>
{
    private GridCaller City => app.As("city-centre", "5107");

    [Fact]
    public async Task Whoever_activates_waits_for_a_reorganisation_and_looks_in_on_the_grids_that_are()
    {
        var county = await app.NewCounty(1, 1);
        var (community, next) = (county + "001001", county + "001001002");
        var plan = await app.NewPlan(county);
        await using var other = new Npgsql.NpgsqlConnection(app.Database + ";Pooling=false");
        await other.OpenAsync();
        await using var reorganizing = await other.BeginTransactionAsync();
        foreach (var sql in (string[])[$"select from divisions where code = '{community}' for update", $"update grids set retired_at = now() where area = '{community}001'",
            $"insert into grids (id, area, name, kind, household_count, building_count, created_at, version, event_sequence) values (gen_random_uuid(), '{next}', '某网格', 1, 100, 5, now(), 1, 0)"])
            await new Npgsql.NpgsqlCommand(sql, other, reorganizing).ExecuteNonQueryAsync();
        var activated = app.As("city-centre", "5107").Emergencies.ActivateEmergencyAsync(new() { RequestId = NewId(), PlanId = plan.Id, DivisionCode = county, Level = 2, Reason = "河水上涨" }).ResponseAsync;
        await EventuallyAsync("it waits", async () => await app.Query<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0);
        await reorganizing.CommitAsync();
        Assert.Equal([next, county + "001002001"], await app.QueryAll<string>("select area from household_checks where emergency_id = $1 order by area", Guid.Parse((await activated).Id)));
    }

    [Fact]
    public async Task Every_grid_of_the_division_gets_a_check_and_no_other()
    {
        var county = await app.NewCounty(towns: 2, gridsEach: 3);
        await app.Query<int>("update grids set retired_at = now() where area = $1 returning 1", county + "001001001");
        var plan = await app.NewPlan(county);
        var town = county + "001";
        var emergency = await City.Emergencies.ActivateEmergencyAsync(new() { RequestId = NewId(), PlanId = plan.Id, DivisionCode = town, Level = 1, Reason = "暴雨红色预警" });

        Assert.Equal((EmergencyState.Active, 5, Hazard.Flood, town, 1), (emergency.State, emergency.GridCount, emergency.Hazard, emergency.DivisionCode, emergency.Level));
        var checks = (await app.As("grid-worker", town).Emergencies.ListHouseholdChecksAsync(new() { OpenOnly = true })).Checks;
        Assert.Equal([town + "001002", town + "001003", town + "002001", town + "002002", town + "002003"], checks.Select(c => c.GridCode));
        Assert.All(checks, c => Assert.Equal((emergency.Id, 100, Hazard.Flood, 1, false), (c.EmergencyId, c.HouseholdCount, c.Hazard, c.Level, c.Complete)));
        Assert.Empty((await app.As("grid-worker", county + "002").Emergencies.ListHouseholdChecksAsync(new())).Checks);

        var told = JsonDocument.Parse(Assert.Single(await app.QueryAll<string>("select payload::text from events where aggregate_id = $1 and type = 'governance.grid.v1.EmergencyActivated'", Guid.Parse(emergency.Id)))).RootElement;
        Assert.Equal((town, "flood", 1), (told.GetProperty("area").GetString(), told.GetProperty("kind").GetString(), told.GetProperty("level").GetInt32()));
    }

    [Fact]
    public async Task Five_thousand_grids_in_under_five_seconds()
    {
        var county = await app.NewCounty(towns: 25, gridsEach: 100);
        var plan = await app.NewPlan(county);
        var watch = Stopwatch.StartNew();
        var emergency = await City.Emergencies.ActivateEmergencyAsync(new() { RequestId = NewId(), PlanId = plan.Id, DivisionCode = county, Level = 1, Reason = "河水上涨" });
        var took = watch.Elapsed;

        Assert.Equal(5_000, emergency.GridCount);
        Assert.Equal(5_000, await app.Query<long>("select count(*) from household_checks where emergency_id = $1", Guid.Parse(emergency.Id)));
        Assert.True(took < TimeSpan.FromSeconds(5), string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.00} s"));
        var progress = await City.Emergencies.GetEmergencyProgressAsync(new() { Id = emergency.Id });
        Assert.Equal((25, 5_000, 500_000), (progress.Children.Count, progress.Total.GridCount, progress.Total.HouseholdCount));
        // Page by page nothing is missed and nothing comes twice.
        var (seen, token) = (new List<string>(), "");
        do
        {
            var page = await City.Emergencies.ListHouseholdChecksAsync(new() { EmergencyId = emergency.Id, PageSize = 500, PageToken = token });
            seen.AddRange(page.Checks.Select(c => c.GridCode));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(5_000, seen.Distinct().Count());
        Assert.Equal(5_000, seen.Count);
    }

    [Fact]
    public async Task Progress_is_told_down_to_the_grid_and_only_of_the_own_area()
    {
        var county = await app.NewCounty(towns: 2, gridsEach: 2);
        var emergency = await app.NewEmergency(county);
        var town = county + "001";
        var worker = app.As("grid-worker", town + "001");
        await worker.Emergencies.ReportHouseholdCheckAsync(Report(emergency, town + "001001", met: 90, away: 10, help: 4, complete: true));
        await worker.Emergencies.ReportHouseholdCheckAsync(Report(emergency, town + "001002", met: 20));
        await Refused(StatusCode.NotFound, "HOUSEHOLD_CHECK_NOT_FOUND", () => worker.Emergencies.ReportHouseholdCheckAsync(Report(emergency, town + "002001", met: 20)));

        var all = await City.Emergencies.GetEmergencyProgressAsync(new() { Id = emergency.Id });
        Assert.Equal(new CheckFigures { GridCount = 8, CompleteGridCount = 1, HouseholdCount = 800, CheckedHouseholdCount = 110, AwayHouseholdCount = 10, HelpHouseholdCount = 4 }, all.Total);
        Assert.Equal([(town, 110), (county + "002", 0)], all.Children.Select(c => (c.DivisionCode, c.Figures.CheckedHouseholdCount)));
        var grids = await City.Emergencies.GetEmergencyProgressAsync(new() { Id = emergency.Id, DivisionCode = town + "001" });
        Assert.Equal([(town + "001001", 1), (town + "001002", 0)], grids.Children.Select(c => (c.DivisionCode, c.Figures.CompleteGridCount)));
        // The town is told of the county's emergency, and counts itself alone; the next county is told nothing.
        var clerk = app.As("town-clerk", town);
        Assert.Equal(emergency.Id, (await clerk.Emergencies.GetEmergencyAsync(new() { Id = emergency.Id })).Id);
        Assert.Contains((await clerk.Emergencies.ListEmergenciesAsync(new() { OnlyState = EmergencyState.Active })).Emergencies, e => e.Id == emergency.Id);
        Assert.Equal(4, (await clerk.Emergencies.GetEmergencyProgressAsync(new() { Id = emergency.Id })).Total.GridCount);
        var stranger = app.As("town-clerk", "510703001");
        await Refused(StatusCode.NotFound, "EMERGENCY_NOT_FOUND", () => stranger.Emergencies.GetEmergencyProgressAsync(new() { Id = emergency.Id }));
        Assert.DoesNotContain((await stranger.Emergencies.ListEmergenciesAsync(new())).Emergencies, e => e.Id == emergency.Id);
    }

    [Fact]
    public async Task A_report_is_a_total_so_that_the_same_again_changes_nothing()
    {
        var county = await app.NewCounty(towns: 1, gridsEach: 1);
        var emergency = await app.NewEmergency(county);
        var (grid, clerk) = (county + "001001001", app.As("town-clerk", county + "001"));
        var first = await clerk.Emergencies.ReportHouseholdCheckAsync(Report(emergency, grid, met: 30, help: 1));
        var again = await clerk.Emergencies.ReportHouseholdCheckAsync(Report(emergency, grid, met: 30, help: 1));
        Assert.Equal((first.Etag, 30), (again.Etag, again.CheckedHouseholdCount));
        var stale = Report(emergency, grid, met: 40);
        stale.Etag = "1";
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => clerk.Emergencies.ReportHouseholdCheckAsync(stale));
    }

    [Fact]
    public async Task Of_a_division_and_hazard_one_is_active_however_many_activate_it()
    {
        var county = await app.NewCounty(towns: 1, gridsEach: 2);
        var plan = await app.NewPlan(county);
        ActivateEmergencyRequest Request() => new() { RequestId = NewId(), PlanId = plan.Id, DivisionCode = county, Level = 3, Reason = "河水上涨" };
        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try { return (await City.Emergencies.ActivateEmergencyAsync(Request())).Id; }
            catch (RpcException e) { return Read(e).Reason; }
        }));

        Assert.Equal(5, tries.Count(t => t == "EMERGENCY_IS_ACTIVE"));
        Assert.Equal((1, 4), (await app.Query<long>("select count(*) from emergencies where area = $1", county), await app.Query<long>("select count(*) from household_checks where area like $1", county + "%")));
        // Another hazard, and a part of the county, are emergencies of their own.
        await app.NewEmergency(county, Hazard.Landslide);
        await app.NewEmergency(county + "001");
        // The same request again is no second emergency.
        var (request, centre) = (new ActivateEmergencyRequest { RequestId = NewId(), PlanId = plan.Id, DivisionCode = county + "001001", Level = 3, Reason = "河水上涨" }, app.As("city-centre", "5107", subject: "the-centre"));
        Assert.Equal(await centre.Emergencies.ActivateEmergencyAsync(request), await centre.Emergencies.ActivateEmergencyAsync(request));
    }

    [Fact]
    public async Task The_end_writes_the_record_of_what_had_been_reported_until_then()
    {
        var county = await app.NewCounty(towns: 1, gridsEach: 5);
        var emergency = await app.NewEmergency(county);
        var grids = Enumerable.Range(1, 5).SelectMany(n => (string[])[$"{county}001001{n:000}", $"{county}001002{n:000}"]).ToList();
        // Reports and the end at the same time: what was taken is in the record, what was not is refused.
        var reports = grids.Select((grid, i) => Task.Run(async () =>
        {
            try { await app.As("grid-worker", county).Emergencies.ReportHouseholdCheckAsync(Report(emergency, grid, met: 10 + i, complete: true, reason: "其余住户已撤离")); return 10 + i; }
            catch (RpcException e) { Assert.Equal("EMERGENCY_ENDED", Read(e).Reason); return 0; }
        })).ToList();
        var ended = await City.Emergencies.DeactivateEmergencyAsync(new() { RequestId = NewId(), Id = emergency.Id, Summary = "险情解除，群众返家" });
        var taken = await Task.WhenAll(reports);

        Assert.Equal((EmergencyState.Ended, "险情解除，群众返家"), (ended.State, ended.Record.Summary));
        Assert.Equal((10, taken.Count(t => t > 0), 1_000, taken.Sum()),
            (ended.Record.Figures.GridCount, ended.Record.Figures.CompleteGridCount, ended.Record.Figures.HouseholdCount, ended.Record.Figures.CheckedHouseholdCount));
        Assert.Equal(ended.Record.Figures, (await City.Emergencies.GetEmergencyProgressAsync(new() { Id = emergency.Id })).Total);
        await Refused(StatusCode.FailedPrecondition, "EMERGENCY_ENDED", () => City.Emergencies.DeactivateEmergencyAsync(new() { RequestId = NewId(), Id = emergency.Id, Summary = "再次" }));
        await Refused(StatusCode.FailedPrecondition, "EMERGENCY_ENDED", () => app.As("grid-worker", county).Emergencies.ReportHouseholdCheckAsync(Report(emergency, grids[0], met: 99)));
        Assert.Empty((await app.As("grid-worker", county).Emergencies.ListHouseholdChecksAsync(new())).Checks);
        var told = JsonDocument.Parse(Assert.Single(await app.QueryAll<string>("select payload::text from events where aggregate_id = $1 and type = 'governance.grid.v1.EmergencyDeactivated'", Guid.Parse(emergency.Id)))).RootElement;
        Assert.Equal((county, 10), (told.GetProperty("area").GetString(), told.GetProperty("gridCount").GetInt32()));
        // Peace again: the next flood is another emergency.
        Assert.NotEqual(emergency.Id, (await app.NewEmergency(county)).Id);
    }

    [Fact]
    public async Task Done_is_what_was_done_or_a_reason_says_why_not()
    {
        var county = await app.NewCounty(1, 1);
        var (emergency, grid, worker) = (await app.NewEmergency(county), county + "001001001", app.As("grid-worker", county));
        await Refused(StatusCode.FailedPrecondition, "HOUSEHOLD_CHECK_NOT_COMPLETE", () => worker.Emergencies.ReportHouseholdCheckAsync(Report(emergency, grid, met: 0, complete: true)));
        await Refused(StatusCode.FailedPrecondition, "HOUSEHOLD_CHECK_NOT_COMPLETE", () => worker.Emergencies.ReportHouseholdCheckAsync(Report(emergency, grid, met: 60, away: 39, complete: true)));
        await Refused(StatusCode.FailedPrecondition, "MORE_HOUSEHOLDS_THAN_THERE_ARE", () => worker.Emergencies.ReportHouseholdCheckAsync(Report(emergency, grid, met: 60, away: 41)));
        Assert.Equal((true, ""), (await worker.Emergencies.ReportHouseholdCheckAsync(Report(emergency, grid, met: 60, away: 40, complete: true))) is var all ? (all.Complete, all.CompleteReason) : default);
        Assert.Equal((true, "道路中断，余户由武警转移"), (await worker.Emergencies.ReportHouseholdCheckAsync(Report(emergency, grid, met: 60, complete: true, reason: "道路中断，余户由武警转移"))) is var some ? (some.Complete, some.CompleteReason) : default);
    }

    private static ReportHouseholdCheckRequest Report(Emergency emergency, string grid, int met, int away = 0, int help = 0, bool complete = false, string reason = "") => new()
    {
        RequestId = NewId(), EmergencyId = emergency.Id, GridCode = grid, CheckedHouseholdCount = met, AwayHouseholdCount = away, HelpHouseholdCount = help, Complete = complete, CompleteReason = reason,
    };
}
