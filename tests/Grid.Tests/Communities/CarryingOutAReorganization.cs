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

/// <summary>All of it or nothing, once, and nothing is lost on the way. Each test makes a town of its own.</summary>
public sealed partial class CarryingOutAReorganization(GridApp app) : IClassFixture<GridApp>
{
    private static int towns = 500;

    private GridCaller County => app.As("county-centre", "510104");

    [Fact]
    public async Task A_merger_moves_grids_workers_calls_whistles_rules_and_profiles()
    {
        var (town, a, b) = await NewTown();
        var (kept, closedLater) = (await app.NewGrid(a), await app.NewGrid(a));
        var grid = await app.NewGrid(b);
        var (first, second) = (await app.NewWorker(a), await app.NewWorker(b));
        await Assign(kept, first);
        await Assign(grid, second);
        await County.Communities.ImportCommunitiesAsync(new() { RequestId = NewId(), Rows = { Profile(a, households: 900, residents: 2_000), Profile(b, households: 800, residents: 3_000) } });
        await Rules(a, (Appeals.StreetLight, "510104-05"));
        await Rules(b, (Appeals.StreetLight, "510104-03"), ("", ""));
        var waiting = await app.AsResident(b).Calls.OpenCallAsync(Appeals.Appeal("", b));
        var working = await app.InProgress(place: grid.Code);
        var whistle = await County.Whistles.BlowWhistleAsync(new() { CallId = working.Id, Reason = "需要多个单位", Summons = { new Summons { UnitCode = Appeals.Unit, Task = "到场" } } });
        var done = await Closed(b);
        await County.Grids.RetireGridAsync(new() { Code = closedLater.Code, Reason = "并入" });

        var plan = await app.Approved(Plan(ReorganizationKind.Merge, [a, b], Becomes("新社区")));
        var preview = await County.Reorganizations.PreviewReorganizationAsync(new() { Id = plan.Id });
        var after = await County.Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id, Etag = plan.Etag });

        var successor = plan.Successors[0].Code;
        Assert.Equal(ReorganizationState.CarriedOut, after.State);
        Assert.Equal(new ReorganizationCounts { GridCount = 2, WorkerCount = 2, CallCount = 2, HouseholdCount = 640 }, after.Moved);
        Assert.Equal((preview.Total, 1), (after.Moved, preview.RuleConflictCount));

        // Grids: new codes in the order of the old ones; the old codes tell where they went, and keep their history.
        var (newKept, newGrid) = (await County.Grids.GetGridAsync(new() { Code = successor + "001" }), await County.Grids.GetGridAsync(new() { Code = successor + "002" }));
        Assert.Equal((kept.Code, first.Id, grid.Code, second.Id), (newKept.FormerCode, newKept.ResponsibleWorkerId, newGrid.FormerCode, newGrid.ResponsibleWorkerId));
        var old = await County.Grids.GetGridAsync(new() { Code = grid.Code });
        Assert.Equal((newGrid.Code, ""), (old.SuccessorCode, old.ResponsibleWorkerId));
        Assert.NotNull(old.RetireTime);
        Assert.NotNull(Assert.Single((await County.Workers.ListAssignmentsAsync(new() { GridCode = grid.Code })).Assignments).EndTime);
        Assert.Equal(second.Id, Assert.Single((await County.Workers.ListAssignmentsAsync(new() { GridCode = newGrid.Code })).Assignments).WorkerId);
        Assert.Equal([successor, successor], (await County.Workers.ListWorkersAsync(new() { DivisionCode = town })).Workers.Select(w => w.CommunityCode));

        // Calls: open ones and those that may be opened again, with their timeline; unit and clock stay.
        var moved = await County.Calls.GetCallAsync(new() { Id = working.Id });
        Assert.Equal((newGrid.Code, CallState.InProgress, working.UnitCode, working.ResolveDueTime), (moved.GridCode, moved.State, moved.UnitCode, moved.ResolveDueTime));
        Assert.Equal(successor, (await County.Calls.GetCallAsync(new() { Id = done.Id })).DivisionCode);
        Assert.Contains((await County.Calls.ListCallsAsync(new() { DivisionCode = successor, QueueOnly = true })).Calls, c => c.Id == waiting.Id);
        Assert.Empty((await County.Calls.ListCallsAsync(new() { DivisionCode = b })).Calls);
        Assert.Contains((await County.Calls.ListCallStepsAsync(new() { Id = working.Id })).Steps, s => s.Kind == "Move" && s.Reason.Contains(grid.Code, StringComparison.Ordinal));
        Assert.Equal([newGrid.Code, newGrid.Code], await app.QueryAll<string>("select area from whistles where id = $1 union all select area from whistle_tasks where whistle_id = $1", Guid.Parse(whistle.Id)));

        // Rules: where they contradict each other, the community named first has its way.
        Assert.Equal([" ", "0201 510104-05"], await app.QueryAll<string>("select category_code || ' ' || coalesce(unit_code, '') from dispatch_rules where area = $1 order by 1", successor));
        Assert.Equal(0, await app.Query<long>("select count(*) from dispatch_rules where area in ($1, $2)", a, b));

        // Profiles: the sum; the charter has to be agreed anew.
        var profile = await County.Communities.GetCommunityAsync(new() { Code = successor });
        Assert.Equal((1_700, 5_000, false, CommunityKind.Urban), (profile.HouseholdCount, profile.ResidentCount, profile.CharterFiled, profile.Kind));
        Assert.Equal([successor], (await County.Communities.ListCommunitiesAsync(new() { DivisionCode = town })).Communities.Select(c => c.Code));
        await Refused(StatusCode.FailedPrecondition, "COMMUNITY_RETIRED", () => County.Communities.UpdateCommunityAsync(Update(new() { Code = a, ResidentCount = 1 }, "resident_count")));
        await Refused(StatusCode.FailedPrecondition, "COMMUNITY_RETIRED", () => County.Communities.AssessScaleAsync(new() { Code = a }));
    }

    [Fact]
    public async Task The_old_code_resolves_with_its_date_and_successor_and_is_never_given_again()
    {
        var (town, a, b) = await NewTown();
        var plan = await app.CarriedOut(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")));
        var successor = plan.Successors[0].Code;

        var old = await County.Divisions.GetDivisionAsync(new() { Code = a });
        Assert.Equal(app.Clock.GetUtcNow(), old.RetireTime.ToDateTimeOffset());
        Assert.Equal([successor], old.SuccessorCodes);
        Assert.Equal([successor], (await County.Divisions.ResolvePathAsync(new() { Code = b })).Path[^1].SuccessorCodes);
        var now = Assert.Single((await County.Divisions.ListDivisionsAsync(new() { ParentCode = town })).Divisions);
        Assert.Equal((successor, "合并社区", app.Clock.GetUtcNow()), (now.Code, now.Name, now.EstablishTime.ToDateTimeOffset()));
        Assert.Equal([a, b], now.FormerCodes);
        await Refused(StatusCode.AlreadyExists, "COMMUNITY_CODE_TAKEN", () => County.Reorganizations.PlanReorganizationAsync(Plan(ReorganizationKind.Split, [successor], Becomes("甲", a), Becomes("乙"))));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => County.Grids.CreateGridAsync(GridSteps.GridToCreate(a)));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => County.Workers.EnterWorkerAsync(GridSteps.WorkerToEnter(a)));

        // Who still has the old code is served all the same.
        var call = await app.AsResident(a).Calls.OpenCallAsync(Appeals.Appeal(place: a));
        Assert.Equal(successor, call.DivisionCode);
    }

    [Fact]
    public async Task The_map_is_told_first_and_then_who_took_over_under_one_subject()
    {
        var (_, a, b) = await NewTown();
        var grid = await app.NewGrid(b);
        var plan = await app.CarriedOut(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")));
        var events = await app.QueryAll<string>("select type || ' ' || sequence || ' ' || payload::text from events where aggregate_id = $1 order by position", Guid.Parse(plan.Id));

        Assert.StartsWith("governance.grid.v1.DivisionsImported 1 ", events[0], StringComparison.Ordinal);
        Assert.StartsWith("governance.grid.v1.CommunitiesReorganized 2 ", events[1], StringComparison.Ordinal);
        Assert.Equal(2, events.Count);
        var (map, told) = (Json(events[0]), Json(events[1]));
        var successor = plan.Successors[0].Code;
        Assert.Equal([successor], List(map, "added"));
        Assert.Equal(["合并社区"], List(map, "addedNames"));
        Assert.Equal([a, b], List(map, "retired"));
        Assert.Equal([a, b], List(told, "former"));
        Assert.Equal([successor, successor], List(told, "successors"));
        Assert.Equal([grid.Code], List(told, "formerGrids"));
        Assert.Equal([successor + "001"], List(told, "successorGrids"));
        Assert.Equal("510104", told.GetProperty("area").GetString());
    }

    [Fact]
    public async Task A_map_that_was_made_before_undoes_nothing()
    {
        var (town, a, b) = await NewTown();
        var merged = (await app.CarriedOut(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")))).Successors[0].Code;
        await app.CarriedOut(Plan(ReorganizationKind.Rename, [merged], Becomes("新名社区")));
        async Task<ImportDivisionsResponse> Import(params (string Code, string Name)[] rows) => await app.As("province-operator", "51").Divisions.ImportDivisionsAsync(new()
        {
            RequestId = NewId(), RootCode = town, Rows = { rows.Select(r => new DivisionRow { Code = r.Code, Name = r.Name }) },
        });
        async Task<List<string>> Map() => await app.QueryAll<string>("select code || ' ' || name || ' ' || (retired_at is null) from divisions where code like $1 || '%' order by code", town);
        var before = await Map();
        // As every upgrade reads it: before the merger, with another name, and with what else is new.
        var counts = await Import((town, "某街道"), (a, "甲社区居委会"), (b, "乙社区"), (town + "009", "丁社区居委会"));
        Assert.Equal((1, 0, 0), (counts.AddedCount, counts.RenamedCount, counts.RetiredCount));
        Assert.Equal([.. before, $"{town}009 丁社区居委会 true"], await Map());
        counts = await Import((town, "某街道"), (merged, "合并社区"));
        Assert.Equal((0, 0, 1), (counts.AddedCount, counts.RenamedCount, counts.RetiredCount));
        Assert.Equal([.. before, $"{town}009 丁社区居委会 false"], await Map());
    }

    [Fact]
    public async Task Whoever_joined_since_hears_of_it_when_it_is_told_again()
    {
        var (_, a, b) = await NewTown();
        var (grid, other) = (await app.NewGrid(b), await app.NewGrid(b));
        var merged = await app.CarriedOut(Plan(ReorganizationKind.Merge, [b, a], Becomes("合并社区")));
        var half = merged.Successors[0].Code;
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var split = await app.CarriedOut(Plan(ReorganizationKind.Split, [half], Becomes("一社区"), Becomes("二社区", "", half + "001")));
        // As after 26 months: the log does not know any more.
        async Task<List<JsonElement>> Told(Reorganization plan, string type) => [.. (await app.QueryAll<string>("select payload::text from events where aggregate_id = $1 and type = $2 order by sequence", Guid.Parse(plan.Id), "governance.grid.v1." + type)).Select(Json)];
        static List<string> Pairs(JsonElement told, string former, string successors) => [.. List(told, former).Zip(List(told, successors)).Select(p => $"{p.First} {p.Second}").Order(StringComparer.Ordinal)];

        foreach (var time in new[] { 2, 3 })
        {
            var (exit, said) = await app.RunCommandAsync("retell");
            Assert.True(exit == 0, said);
            foreach (var plan in new[] { merged, split })
            {
                var told = await Told(plan, "CommunitiesReorganized");
                Assert.Equal(time, told.Count);
                foreach (var field in new[] { "reorganizationId", "area", "at" }) Assert.Equal(told[0].GetProperty(field).ToString(), told[^1].GetProperty(field).ToString());
                Assert.Equal(Pairs(told[0], "former", "successors"), Pairs(told[^1], "former", "successors"));
                Assert.Equal(Pairs(told[0], "formerGrids", "successorGrids"), Pairs(told[^1], "formerGrids", "successorGrids"));
            }
        }
        Assert.Equal([b, a], List((await Told(merged, "CommunitiesReorganized"))[^1], "former"));
        Assert.Equal(2, List((await Told(merged, "CommunitiesReorganized"))[^1], "formerGrids").Count);
        // What was new then is told of as far as it still stands; the half that was split is gone.
        Assert.Equal(["DivisionsImported", "CommunitiesReorganized", "DivisionsImported", "CommunitiesReorganized"],
            (await app.QueryAll<string>("select type from events where aggregate_id = $1 order by sequence", Guid.Parse(merged.Id))).Take(4).Select(t => t[(t.LastIndexOf('.') + 1)..]));
        Assert.Empty(List((await Told(merged, "DivisionsImported"))[^1], "added"));
        Assert.Equal(["一社区", "二社区"], List((await Told(split, "DivisionsImported"))[^1], "addedNames"));
        Assert.Equal([half], List((await Told(split, "DivisionsImported"))[^1], "retired"));
    }

    [Fact]
    public async Task A_community_may_stay_and_take_the_others_in()
    {
        var (_, a, b) = await NewTown();
        var (own, coming) = (await app.NewGrid(a), await app.NewGrid(b));
        var call = await app.AsResident(a).Calls.OpenCallAsync(Appeals.Appeal(place: own.Code));
        // The same person works in both.
        var phone = GridSteps.NewPhone();
        var (here, there) = (await County.Workers.EnterWorkerAsync(GridSteps.WorkerToEnter(a, phone: phone)), await County.Workers.EnterWorkerAsync(GridSteps.WorkerToEnter(b, phone: phone)));
        await Assign(coming, there);
        await app.CarriedOut(Plan(ReorganizationKind.Merge, [b, a], Becomes("", a)));

        Assert.Equal(own.Etag, (await County.Grids.GetGridAsync(new() { Code = own.Code })).Etag);
        Assert.Equal(call.Etag, (await County.Calls.GetCallAsync(new() { Id = call.Id })).Etag);
        var next = await County.Grids.GetGridAsync(new() { Code = a + "002" });
        Assert.Equal((coming.Code, here.Id), (next.FormerCode, next.ResponsibleWorkerId));
        Assert.NotNull((await County.Workers.GetWorkerAsync(new() { Id = there.Id })).ExitTime);
        Assert.Empty((await County.Divisions.GetDivisionAsync(new() { Code = a })).SuccessorCodes);
        Assert.Null((await County.Divisions.GetDivisionAsync(new() { Code = a })).EstablishTime);
    }

    [Fact]
    public async Task What_hangs_on_calls_goes_along_and_no_table_with_a_place_is_forgotten()
    {
        var (town, a, b) = await NewTown();
        var (grid, worker) = (await app.NewGrid(b), await app.NewWorker(b));
        await Assign(grid, worker);
        // A call that was sent back, one that was merged into it, and one that nobody has called back about yet.
        var head = await app.AsResident(a).Calls.OpenCallAsync(Appeals.Appeal(place: a));
        var returned = await app.AsResident(b).Calls.OpenCallAsync(Appeals.Appeal(place: grid.Code));
        await app.Clerk().Calls.ReturnCallAsync(new() { Id = returned.Id, Reason = "不属于本单位职责" });
        await County.Whistles.BlowWhistleAsync(new() { CallId = returned.Id, Reason = "需要多个单位", Summons = { new Summons { UnitCode = Appeals.Unit, Task = "到场" } } });
        var merged = await app.AsResident(b).Calls.OpenCallAsync(Appeals.Appeal(place: b));
        await County.Calls.MergeCallsAsync(new() { Id = merged.Id, IntoId = head.Id, Reason = "同一盏路灯" });
        var asked = Appeals.Appeal(place: b);
        asked.Contact.Phone = "13912349876";
        var answered = await app.AsResident(b).Calls.OpenCallAsync(asked);
        foreach (var step in (Func<Task>[])[() => app.Clerk().Calls.AcceptCallAsync(new() { Id = answered.Id }).ResponseAsync, () => app.Clerk().Calls.StartCallAsync(new() { Id = answered.Id }).ResponseAsync,
            () => app.Clerk().Calls.ResolveCallAsync(new() { Id = answered.Id, Resolution = "路灯已修复" }).ResponseAsync]) await step();
        var today = DisputeSteps.Day(DateOnly.FromDateTime(app.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime));
        var survey = await County.Surveys.DrawSurveyAsync(new() { RequestId = NewId(), DivisionCode = town, FromDate = today, ToDate = today, SampleSize = 5 });
        Assert.Equal(1, survey.DrawnCount);
        await app.NewDispute(b);
        // Two emergencies of a hazard that become one, and one that goes along.
        var floodA = await app.NewEmergency(a);
        // Ids of one millisecond are in no order.
        app.Clock.Advance(TimeSpan.FromMilliseconds(2));
        var (floodB, fire) = (await app.NewEmergency(b), await app.NewEmergency(b, Hazard.Fire));

        await app.WatchPlacesAsync();
        var successor = (await app.CarriedOut(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")))).Successors[0].Code;
        Assert.Equal([], (await app.UntouchedPlacesAsync()).Except(Facts));
        Assert.Equal([successor + "001"], await app.QueryAll<string>("select area from call_returns where call_id = $1", Guid.Parse(returned.Id)));
        Assert.Equal(successor, (await County.Calls.GetCallAsync(new() { Id = merged.Id })).DivisionCode);
        Assert.Equal(successor, Assert.Single((await County.Surveys.ListCallBacksAsync(new() { SurveyId = survey.Id })).CallBacks).PlaceCode);
        var city = app.As("city-centre", "5101");
        async Task<(string, EmergencyState)> Emergency(Emergency emergency) => await city.Emergencies.GetEmergencyAsync(new() { Id = emergency.Id }) is var now ? (now.DivisionCode, now.State) : default;
        Assert.Equal(((successor, EmergencyState.Active), (successor, EmergencyState.Active), (b, EmergencyState.Ended)), (await Emergency(floodA), await Emergency(fire), await Emergency(floodB)));
        Assert.Equal((1, 1), ((await city.Emergencies.GetEmergencyAsync(new() { Id = floodA.Id })).GridCount, (await city.Emergencies.GetEmergencyProgressAsync(new() { Id = floodA.Id })).Total.GridCount));
    }

    // What is written down of a place and stays true of it, what is written anew under the code that is, and what belongs to no community.
    private static readonly string[] Facts =
    [
        "audit.area", "events.area", "call_figures.area", "drills.area", "appraisal_sheets.area", "assignments.area", "grids.area", "communities.area", "dispatch_rules.area",
        "appraisal_rounds.area", "calendar_publications.area", "dispute_limits.area", "division_imports.area", "matters.area", "questionnaires.area", "reorganizations.area", "surveys.area",
    ];

    [Fact]
    public async Task A_split_gives_each_part_its_grids_and_the_first_all_else()
    {
        var (_, a, _) = await NewTown();
        var (one, two, three) = (await app.NewGrid(a), await app.NewGrid(a), await app.NewGrid(a));
        var (goes, stays) = (await app.NewWorker(a), await app.NewWorker(a));
        foreach (var grid in (V1.Grid[])[one, two, three]) await Assign(grid, goes);
        var (withGrid, without) = (await app.AsResident(a).Calls.OpenCallAsync(Appeals.Appeal(place: two.Code)), await app.AsResident(a).Calls.OpenCallAsync(Appeals.Appeal(place: a)));
        await Rules(a, ("0202", "510104-05"));
        var plan = await app.Approved(Plan(ReorganizationKind.Split, [a], Becomes("", a), Becomes("新社区", "", two.Code, three.Code)));
        Assert.Equal(1, (await County.Reorganizations.PreviewReorganizationAsync(new() { Id = plan.Id })).UnassignedGridCount);
        await County.Reorganizations.CarryOutReorganizationAsync(new() { RequestId = NewId(), Id = plan.Id });

        var part = plan.Successors[1].Code;
        Assert.Equal([one.Code, part + "001", part + "002"], (await County.Grids.ListGridsAsync(new() { DivisionCode = a[..9] })).Grids.Select(g => g.Code));
        // Two of three grids go, and the worker with them.
        Assert.Equal(part, (await County.Workers.GetWorkerAsync(new() { Id = goes.Id })).CommunityCode);
        Assert.Equal(a, (await County.Workers.GetWorkerAsync(new() { Id = stays.Id })).CommunityCode);
        Assert.Equal(("", goes.Id), ((await County.Grids.GetGridAsync(new() { Code = one.Code })).ResponsibleWorkerId, (await County.Grids.GetGridAsync(new() { Code = part + "001" })).ResponsibleWorkerId));
        Assert.Equal((part + "001", a), ((await County.Calls.GetCallAsync(new() { Id = withGrid.Id })).GridCode, (await County.Calls.GetCallAsync(new() { Id = without.Id })).DivisionCode));
        Assert.Equal([a, part], await app.QueryAll<string>("select area from dispatch_rules where category_code = '0202' and area like $1 order by area", a[..9] + "%"));
        var division = await County.Divisions.GetDivisionAsync(new() { Code = a });
        Assert.Equal([part], division.SuccessorCodes);
        Assert.Null(division.RetireTime);
        // The number of a grid that went is not given again.
        Assert.Equal(a + "004", (await app.NewGrid(a)).Code);
    }

    [Fact]
    public async Task A_rename_keeps_the_code_and_a_village_becomes_a_community_with_a_new_one()
    {
        var (town, a, _) = await NewTown();
        await app.Query<int>("insert into divisions (code, name) values ($1, '某村村民委员会') returning 1", town + "200");
        await County.Communities.ImportCommunitiesAsync(new() { RequestId = NewId(), Rows = { new Community { Code = town + "200", Kind = CommunityKind.Village, DemolishedShare = 0.7, ResidentCount = 3_500 } } });
        Assert.Equal(ScaleRecommendation.Convert, (await County.Communities.AssessScaleAsync(new() { Code = town + "200" })).Recommendation);
        var renamed = await app.CarriedOut(Plan(ReorganizationKind.Rename, [a], Becomes("新名社区")));
        var converted = await app.CarriedOut(Plan(ReorganizationKind.Convert, [town + "200"], Becomes("某社区")));

        Assert.Equal((a, "新名社区"), ((await County.Divisions.GetDivisionAsync(new() { Code = a })) is var d ? (d.Code, d.Name) : default));
        Assert.Equal(["governance.grid.v1.DivisionsImported"], await app.QueryAll<string>("select type from events where aggregate_id = $1", Guid.Parse(renamed.Id)));
        Assert.Equal(town + "003", converted.Successors[0].Code);
        var profile = await County.Communities.GetCommunityAsync(new() { Code = town + "003" });
        Assert.Equal((CommunityKind.Fringe, 3_500), (profile.Kind, profile.ResidentCount));
    }

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer()
    {
        var (_, a, b) = await NewTown();
        var plan = await app.Approved(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")));
        var request = new CarryOutReorganizationRequest { RequestId = NewId(), Id = plan.Id };
        var county = app.As("county-centre", "510104", subject: "the-county");
        Assert.Equal(await county.Reorganizations.CarryOutReorganizationAsync(request), await county.Reorganizations.CarryOutReorganizationAsync(request));
    }

    [Fact]
    public async Task The_board_stays_right()
    {
        var (town, a, b) = await NewTown();
        var (untriaged, closing) = (await app.AsResident(a).Calls.OpenCallAsync(Appeals.Appeal("", a)), await app.Resolved(place: b));
        await app.AsResident(b).Calls.OpenCallAsync(Appeals.Appeal(place: b));
        await Closed(b);
        var before = await Board(town);
        Assert.Equal((4, 3), (before.Total.OpenedCount, before.Total.OpenCount));
        var plan = await app.CarriedOut(Plan(ReorganizationKind.Merge, [a, b], Becomes("合并社区")));
        var successor = plan.Successors[0].Code;

        // By the old boundary: what was taken in and done there stays; by the new one: what is open is the successor's.
        var after = await Board(town);
        Assert.Equal(before.Total, after.Total);
        Assert.Equal(before.Categories, after.Categories);
        Assert.Equal([(a, 1, 0), (b, 3, 0), (successor, 0, 3)], after.Children.Select(c => (c.Code, (int)c.OpenedCount, (int)c.OpenCount)));

        // By the boundary of today the successor has its predecessors' history.
        var today = await County.Calls.GetBoardAsync(new() { DivisionCode = town, FromDate = "2026-03-01", ToDate = "2026-03-31", ByCurrentBoundary = true });
        Assert.Equal([(successor, 4, 3, 1)], today.Children.Select(c => (c.Code, (int)c.OpenedCount, (int)c.OpenCount, (int)c.ClosedCount)));
        Assert.Equal(before.Total, today.Total);

        await County.Calls.TriageCallAsync(new() { Id = untriaged.Id, CategoryCode = Appeals.StreetLight });
        await County.Calls.EvaluateCallAsync(new() { Id = closing.Id, Score = 5 });
        await County.Calls.CloseCallAsync(new() { Id = closing.Id });
        after = await Board(town);
        Assert.Equal((4, 2, 2), (after.Total.OpenedCount, after.Total.OpenCount, after.Total.ClosedCount));
        Assert.Equal([(a, 1, 0), (b, 3, 0), (successor, 0, 2)], after.Children.Select(c => (c.Code, (int)c.OpenedCount, (int)c.OpenCount)));
        var category = Assert.Single(after.Categories);
        Assert.Equal(("02", 4, 2), (category.Code, category.OpenedCount, category.OpenCount));
        // Neither community hides a category that is short beside one that is over.
        Assert.Equal(0, await app.Query<long>("""
            select count(*) from (select area, category from call_figures where level = 12 and grain = 'm' and area like $1 group by area, category
              having sum(opened + reopened - closed + moved) < 0 or sum(opened) < 0) f
            """, town + "%"));
    }

    private async Task<Board> Board(string town)
    {
        while (await app.Query<bool>("select exists (select 1 from events e join board_lanes l using (lane) where (e.xid, e.position) > (l.xid, l.position))")) await Task.Delay(50);
        var board = await County.Calls.GetBoardAsync(new() { DivisionCode = town, FromDate = "2026-03-01", ToDate = "2026-03-31" });
        board.AsOfTime = null;
        return board;
    }

    private async Task<Call> Closed(string place)
    {
        var call = await app.Resolved(place: place);
        await County.Calls.EvaluateCallAsync(new() { Id = call.Id, Score = 4 });
        return await County.Calls.CloseCallAsync(new() { Id = call.Id });
    }

    private Task<string> State(string town) => app.Query<string>("""
        select concat_ws(' ', (select string_agg(code || name || coalesce(retired_at::text, ''), ',' order by code) from divisions where code like $1),
          (select string_agg(area || version || coalesce(retired_at::text, ''), ',' order by area) from grids where area like $1), (select string_agg(area || version, ',' order by id) from workers where area like $1),
          (select string_agg(area || version, ',' order by id) from calls where area like $1), (select count(*) from events), (select string_agg(state || 'v' || version, ',' order by id) from reorganizations where area like $1))
        """, town + "%");

    private async Task Assign(V1.Grid grid, Worker worker) => await County.Workers.AssignWorkerAsync(new() { RequestId = NewId(), GridCode = grid.Code, WorkerId = worker.Id, Reason = "到岗" });

    private async Task Rules(string community, params (string Category, string Unit)[] rules) => await County.Categories.SetDispatchRulesAsync(new()
    {
        RequestId = NewId(), DivisionCode = community, Rules = { rules.Select(r => new DispatchRule { CategoryCode = r.Category, UnitCode = r.Unit }) },
    });

    // A town with two communities that no other test knows.
    private async Task<(string Town, string A, string B)> NewTown()
    {
        var town = $"510104{Interlocked.Increment(ref towns)}";
        await app.QueryAll<int>("insert into divisions (code, name) values ($1, '某街道'), ($1 || '001', '甲社区居委会'), ($1 || '002', '乙社区居委会') returning 1", town);
        // The map in memory asks the database about codes it does not know, but not more often than every two seconds.
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        return (town, town + "001", town + "002");
    }

    private static JsonElement Json(string row) => JsonDocument.Parse(row[row.IndexOf('{', StringComparison.Ordinal)..]).RootElement;

    private static List<string> List(JsonElement e, string name) => [.. e.GetProperty(name).EnumerateArray().Select(v => v.GetString()!)];
}
