using System.Text.Json;
using Governance.Grid.Tests.Calls;
using Governance.Grid.Tests.Disputes;
using Governance.Grid.Tests.Emergencies;
using Governance.Grid.Tests.Grids;
using Governance.Grid.V1;
using Grpc.Core;
using Npgsql;
using static Governance.Grid.Tests.Communities.CommunitySteps;

namespace Governance.Grid.Tests.Communities;

// What others do while it is carried out, a kill, and who is told.
public sealed partial class CarryingOutAReorganization
{
    [Fact]
    public async Task Whoever_follows_a_town_or_a_community_of_it_is_told_who_takes_over()
    {
        var (town, a, b) = await NewTown();
        var call = await app.AsResident(b).Calls.OpenCallAsync(Appeals.Appeal("", b));
        var plan = await app.CarriedOut(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")));
        var successor = plan.Successors[0].Code;
        async Task<List<Governance.Common.V1.FeedEvent>> ReadAsync(string area) => (await app.AsPartner("grid.feed.read", area, clientId: "data-team").ReadFeedAsync("grid")).Events();
        foreach (var area in new[] { town, a, b, successor })
        {
            var told = JsonDocument.Parse(Assert.Single(await ReadAsync(area), e => e.Subject == plan.Id && e.Type.EndsWith(".CommunitiesReorganized", StringComparison.Ordinal)).Json).RootElement;
            Assert.Equal([$"{a} {successor}", $"{b} {successor}"], told.GetProperty("former").EnumerateArray().Zip(told.GetProperty("successors").EnumerateArray(), (f, s) => $"{f} {s}").Order(StringComparer.Ordinal));
        }
        // The call itself is followed where it is now; in the old place the merger says where it has gone.
        bool Moved(Governance.Common.V1.FeedEvent e) => e.Subject == call.Id && e.Type.EndsWith(".CallMoved", StringComparison.Ordinal);
        Assert.Contains(await ReadAsync(town), Moved);
        Assert.Contains(await ReadAsync(successor), Moved);
        Assert.DoesNotContain(await ReadAsync(b), Moved);
        // Another county is not concerned.
        Assert.DoesNotContain(await ReadAsync("510105"), e => e.Subject == plan.Id);
    }

    [Fact]
    public async Task What_others_do_meanwhile_does_not_stop_it()
    {
        var (_, a, b) = await NewTown();
        var grid = await app.NewGrid(b);
        await County.Communities.ImportCommunitiesAsync(new() { RequestId = NewId(), Rows = { Profile(a), Profile(b) } });
        var call = await app.InProgress(place: grid.Code);
        var whistle = await County.Whistles.BlowWhistleAsync(new() { CallId = call.Id, Reason = "需要多个单位", Summons = { new Summons { UnitCode = Appeals.Unit, Task = "到场" } } });
        var emergency = await app.NewEmergency(b);
        var plan = await app.Approved(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")));
        // Somebody is about to commit a change of each of them, and does so only when the reorganisation has begun.
        await using var other = new NpgsqlConnection(app.Database + ";Pooling=false");
        await other.OpenAsync();
        await using var changing = await other.BeginTransactionAsync();
        foreach (var sql in (string[])[$"update whistles set version = version + 1 where id = '{whistle.Id}'", $"update household_checks set version = version + 1 where emergency_id = '{emergency.Id}'",
            $"update communities set version = version + 1 where area = '{b}'", $"update emergencies set version = version + 1 where id = '{emergency.Id}'"]) await new NpgsqlCommand(sql, other, changing).ExecuteNonQueryAsync();
        var carried = County.Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id }).ResponseAsync;
        await EventuallyAsync("it waits", async () => await app.Query<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0);
        await changing.CommitAsync();
        Assert.Equal(ReorganizationState.CarriedOut, (await carried).State);
    }

    [Fact]
    public async Task Two_who_carry_it_out_at_once_do_it_once()
    {
        var (_, a, b) = await NewTown();
        await app.NewGrid(b);
        var plan = await app.Approved(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")));
        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try { await County.Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id }); return "done"; }
            catch (RpcException e) { return Read(e).Reason; }
        }));

        Assert.Single(tries, t => t == "done");
        Assert.All(tries, t => Assert.Contains(t, (string[])["done", "REORGANIZATION_NOT_APPROVED"]));
        Assert.Equal((1, 2), (await app.Query<long>("select count(*) from events where aggregate_id = $1 and type like '%CommunitiesReorganized'", Guid.Parse(plan.Id)),
            await app.Query<long>("select count(*) from successions where reorganization_id = $1", Guid.Parse(plan.Id))));
    }

    [Fact]
    public async Task A_kill_midway_leaves_nothing_and_the_next_try_all()
    {
        var (town, a, b) = await NewTown();
        var (grid, worker) = (await app.NewGrid(b), await app.NewWorker(b));
        var call = await app.AsResident(b).Calls.OpenCallAsync(Appeals.Appeal(place: grid.Code));
        var plan = await app.Approved(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")));
        var before = await State(town);
        // Stops it after the map, the workers and the grids have been written, when it comes to the successions.
        await using var holder = new NpgsqlConnection(app.Database + ";Pooling=false");
        await holder.OpenAsync();
        await using var held = await holder.BeginTransactionAsync();
        await new NpgsqlCommand("lock table successions in share mode", holder, held).ExecuteNonQueryAsync();

        var killed = County.Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id }).ResponseAsync;
        await EventuallyAsync("it waits for the lock", async () => await app.Query<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike '%successions%'") > 0);
        Assert.True(await app.Query<bool>("select bool_and(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike '%successions%'"));
        await Assert.ThrowsAsync<RpcException>(() => killed);
        await held.RollbackAsync();
        Assert.Equal(before, await State(town));

        await County.Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id });
        var successor = plan.Successors[0].Code;
        Assert.Equal((successor + "001", successor), ((await County.Calls.GetCallAsync(new() { Id = call.Id })).GridCode, (await County.Workers.GetWorkerAsync(new() { Id = worker.Id })).CommunityCode));
    }

    [Fact]
    public async Task Calls_opened_while_it_is_carried_out_are_all_in_the_successor()
    {
        var (town, a, b) = await NewTown();
        var grid = await app.NewGrid(b);
        app.StartReplica();    // whose map in memory is old
        var plan = await app.Approved(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")));
        await app.As("resident", a, replica: 1).Divisions.GetDivisionAsync(new() { Code = a });
        using var stop = new CancellationTokenSource();
        var opened = new System.Collections.Concurrent.ConcurrentBag<string>();
        var callers = Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            var place = i % 3 == 0 ? a : i % 3 == 1 ? b : grid.Code;
            var resident = app.As("resident", place[..12], replica: i % 2);
            while (!stop.IsCancellationRequested) opened.Add((await resident.Calls.OpenCallAsync(Appeals.Appeal(place: place))).Id);
        })).ToList();
        await EventuallyAsync("calls are being opened", () => Task.FromResult(opened.Count > 20));
        await County.Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id });
        var atOnce = opened.Count;
        await EventuallyAsync("and go on being opened", () => Task.FromResult(opened.Count > atOnce + 20));
        await stop.CancelAsync();
        await Task.WhenAll(callers);

        var successor = plan.Successors[0].Code;
        Assert.Equal(opened.Count, await app.Query<long>("select count(*) from calls where area like $1", successor + "%"));
        Assert.Equal(0, await app.Query<long>("select count(*) from calls where area like $1 and area not like $2", town + "%", successor + "%"));
    }

    [Fact]
    public async Task What_has_changed_since_the_plan_is_refused()
    {
        var (_, a, b) = await NewTown();
        var grid = await app.NewGrid(a);
        var split = await app.Approved(Plan(ReorganizationKind.Split, [a], Becomes("甲"), Becomes("乙", "", grid.Code)));
        await County.Grids.RetireGridAsync(new() { Code = grid.Code, Reason = "撤销" });
        Assert.Equal(grid.Code, (await Refused(StatusCode.FailedPrecondition, "REORGANIZATION_OUTDATED", () => County.Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = split.Id }))).Facts["codes"]);

        var merger = await app.Approved(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并")));
        var other = await app.Approved(Plan(ReorganizationKind.Merge, [a, b], Becomes("另一个合并")));
        await County.Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = merger.Id });
        Assert.Equal($"{a},{b}", (await Refused(StatusCode.FailedPrecondition, "REORGANIZATION_OUTDATED", () => County.Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = other.Id }))).Facts["codes"]);
    }

    [Fact]
    public async Task Household_checks_of_an_emergency_and_what_is_kept_for_it_go_along()
    {
        var (town, a, b) = await NewTown();
        var (grid, shelter) = (await app.NewGrid(b), await County.Supplies.CreateShelterAsync(new() { RequestId = NewId(), DivisionCode = b, Name = "广场", Capacity = 100 }));
        var supply = await County.Supplies.CreateSupplyAsync(new() { RequestId = NewId(), ShelterId = shelter.Id, Name = "水", Measure = "箱" });
        await County.Supplies.PostSupplyAsync(new() { RequestId = NewId(), SupplyId = supply.Id, Kind = SupplyPostingKind.Received, Amount = 9 });
        var (over, active) = (await app.NewEmergency(town, Hazard.Fire), await app.NewEmergency(town));
        await app.As("city-centre", "5101").Emergencies.DeactivateEmergencyAsync(new() { RequestId = NewId(), Id = over.Id, Summary = "已扑灭" });
        var successor = (await app.CarriedOut(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")))).Successors[0].Code;

        // What is over is a fact of the grid that was; what goes on is done under the code that is.
        Assert.Equal([grid.Code, successor + "001"], await app.QueryAll<string>("select area from household_checks where emergency_id in ($1, $2) order by emergency_id = $2", Guid.Parse(over.Id), Guid.Parse(active.Id)));
        var worker = app.As("grid-worker", successor);
        Assert.Equal(7, (await worker.Emergencies.ReportHouseholdCheckAsync(new() { RequestId = NewId(), EmergencyId = active.Id, GridCode = successor + "001", CheckedHouseholdCount = 7 })).CheckedHouseholdCount);
        Assert.Equal((successor, successor, 9), ((await County.Supplies.GetShelterAsync(new() { Id = shelter.Id })).DivisionCode,
            Assert.Single((await County.Supplies.ListSuppliesAsync(new() { DivisionCode = successor })).Supplies).DivisionCode, Assert.Single((await County.Supplies.ListSupplyPostingsAsync(new() { SupplyId = supply.Id })).Postings).Balance));
        await WrongFields(() => County.Supplies.CreateShelterAsync(new() { RequestId = NewId(), DivisionCode = b, Name = "广场", Capacity = 100 }), "division_code");
    }
}
