using Governance.Events.Grid.V1;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Governance.PartyBuilding.Tests.Organizations;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Divisions;

[Collection(WithBroker.Name)]
public sealed class KeepingTheMap(PartyAppWithBroker app)
{
    private static Guid NewGuid() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task What_grid_adds_is_the_same_here_and_a_second_delivery_changes_nothing()
    {
        const string added = "510104022990";
        var top = await app.NewTop();
        await WrongFields(() => app.Office().Organizations.EstablishOrganizationAsync(Trees.ToEstablish(top, OrganizationKind.Branch, OrganizationSeat.Community, added)), "division_code");
        var id = NewGuid();
        for (var i = 0; i < 2; i++) await app.PublishAsync(new DivisionsImported(NewGuid(), "51", [added], [], [], 1, 0, 0, ["新社区居委会"], []), id);
        await EventuallyAsync("the place is here", async () => await app.Query<bool>("select exists (select from divisions where code = $1)", added));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("新社区居委会", (await app.New(top, OrganizationKind.Branch, OrganizationSeat.Community, added)).DivisionName);
    }

    [Fact]
    public async Task A_grid_is_a_place_and_is_renamed_and_retired_by_grid_alone()
    {
        var (id, code) = (NewGuid(), "510104022006003");
        await app.PublishAsync(new GridChanged(id, code, "第三网格", "General", "Created", app.Clock.GetUtcNow()));
        await EventuallyAsync("it is a place", async () => await app.Query<bool>("select exists (select from places where id = $1)", id));
        var place = Assert.Single((await app.Office().Establishment.ListPlacesAsync(new() { DivisionCode = code })).Places);
        Assert.Equal(("第三网格", PlaceKind.Grid, 0), (place.Name, place.Kind, place.FullMembers));
        await app.Office().Establishment.UpdatePlaceAsync(new() { RequestId = NewId(), Id = place.Id, UpdateMask = new() { Paths = { "full_members", "survey_date" } }, FullMembers = 9, SurveyDate = "2026-03-01" });
        await Refused(StatusCode.FailedPrecondition, "PLACE_KEPT_BY_GRID", () => app.Office().Establishment.UpdatePlaceAsync(new() { Id = place.Id, UpdateMask = new() { Paths = { "name" } }, Name = "网格" }));
        var request = Trees.ToEstablish(await app.NewTop(), OrganizationKind.Branch, OrganizationSeat.Grid, code);
        request.PlaceId = place.Id;
        var branch = await app.Office().Organizations.EstablishOrganizationAsync(request);
        Assert.Equal(code, branch.DivisionCode);
        await app.PublishAsync(new GridChanged(id, code, "第四网格", "General", "Updated", app.Clock.GetUtcNow()));
        await app.PublishAsync(new GridChanged(id, code, "第四网格", "General", "Retired", app.Clock.GetUtcNow()));
        await EventuallyAsync("it is closed", async () => await app.Query<bool>("select closed and name = '第四网格' and full_members = 9 from places where id = $1", id));
        Assert.Equal(code, (await app.Office().Organizations.GetOrganizationAsync(new() { Id = branch.Id })).DivisionCode);
    }

    // What Grid tells when communities merge: the old grid is retired, another one with an id of its own is created under the new code, and CommunitiesReorganized says which is which. They
    // come on two queues, so in any order.
    [Theory]
    [InlineData("510104026015", "510104026016", 0)]
    [InlineData("510104023018", "510104026012", 1)]
    [InlineData("510104026013", "510104026014", 2)]
    public async Task What_sits_in_a_grid_follows_it_to_the_grid_as_which_it_goes_on(string first, string second, int reorganizedComes)
    {
        var (former, next, code, anew) = (NewGuid(), NewGuid(), first + "001", second + "002");
        var (elsewhere, nextCode) = (NewGuid(), second + "001");
        await Grid(former, code, "Created", "第一网格");
        await Grid(elsewhere, nextCode, "Created", "原有网格");
        await EventuallyAsync("both are places", async () => await app.Query<long>("select count(*) from places where id in ($1, $2)", former, elsewhere) == 2);
        await app.Office().Establishment.UpdatePlaceAsync(new() { RequestId = NewId(), Id = former.ToString(), UpdateMask = new() { Paths = { "full_members", "survey_date" } }, FullMembers = 9, SurveyDate = "2026-03-01" });
        var top = await app.NewTop();
        async Task<Organization> In(Guid place, string at)
        {
            var request = Trees.ToEstablish(top, OrganizationKind.Branch, OrganizationSeat.Grid, at);
            request.PlaceId = place.ToString();
            return await app.Office().Organizations.EstablishOrganizationAsync(request);
        }
        var (branch, beside) = (await In(former, code), await In(elsewhere, nextCode));
        var member = await app.NewMember(branch);

        var reorganized = new CommunitiesReorganized(NewGuid(), "510104", [first], [second], app.Clock.GetUtcNow(), [code], [anew]);
        var told = new Func<Task>[] { () => app.PublishAsync(reorganized), () => Grid(former, code, "Retired", "第一网格"), () => Grid(next, anew, "Created", "第一网格") }.ToList();
        (told[0], told[reorganizedComes]) = (told[reorganizedComes], told[0]);
        foreach (var tell in told)
        {
            var before = await Consumed();
            await tell();
            await EventuallyAsync("it is consumed", async () => await Consumed() > before);
        }
        Assert.Equal((anew, next, next.ToString()), (await app.Query<string>("select area from organizations where id = $1", Guid.Parse(branch.Id)),
            await app.Query<Guid>("select place_id from organizations where id = $1", Guid.Parse(branch.Id)), await app.Query<string>("select seat_of from organizations where id = $1", Guid.Parse(branch.Id))));
        Assert.Equal(anew, await app.Query<string>("select area from members where id = $1", Guid.Parse(member.Id)));
        Assert.Equal(elsewhere, await app.Query<Guid>("select place_id from organizations where id = $1", Guid.Parse(beside.Id)));
        var place = Assert.Single((await app.Office().Establishment.ListPlacesAsync(new() { DivisionCode = anew })).Places);
        Assert.Equal((next.ToString(), "第一网格", 9, "2026-03-01"), (place.Id, place.Name, place.FullMembers, place.SurveyDate));
        // The old one is closed, wherever it stands, and nothing that goes on stands under the old code.
        Assert.Empty((await app.Office().Establishment.ListPlacesAsync(new() { DivisionCode = code })).Places);
        var again = Trees.ToEstablish(top, OrganizationKind.Branch, OrganizationSeat.Grid, anew);
        again.PlaceId = next.ToString();
        await Refused(StatusCode.AlreadyExists, "SEAT_TAKEN", () => app.Office().Organizations.EstablishOrganizationAsync(again));

        Task Grid(Guid id, string at, string change, string name) => app.PublishAsync(new GridChanged(id, at, name, "General", change, app.Clock.GetUtcNow()));
        async Task<long> Consumed() => await app.Query<long>("select count(*) from inbox where consumer in ('OnGridChanged', 'OnCommunitiesReorganized')");
    }

    [Fact]
    public async Task No_table_with_a_place_is_forgotten_when_communities_are_reorganised()
    {
        await app.WatchPlacesAsync();
        await app.PublishAsync(new CommunitiesReorganized(NewGuid(), "510104", ["510104029995"], ["510104029996"], app.Clock.GetUtcNow(), ["510104029995001"], ["510104029996001"]));
        await EventuallyAsync("it is consumed", async () => await app.Query<long>("select count(*) from touched_places where column_name = 'area' and table_name = 'workers'") > 0);
        Assert.Equal([], (await app.UntouchedPlacesAsync()).Except(Facts));
        await WrongFields(() => app.Office("51").RegionalItems.ClaimItemAsync(new() { RequestId = NewId(), ItemId = NewId(), CommunityCode = "510104029995", Quantity = 1 }), "community_code");
        // A command that asks no map is refused by the database, and told the code that took over.
        var told = await Refused(StatusCode.FailedPrecondition, "PLACE_MOVED", () => app.Office("51").People.EnterPersonAsync(Boards.ToEnter("510104029995")));
        Assert.Equal("510104029996", told.Facts["successorCode"]);
    }

    // What is written down of a place and stays true of it: the log, the trail, where somebody served or worked, how somebody was graded; and what is set by a county and above.
    private static readonly string[] Facts =
    [
        "audit.area", "events.area", "service_entries.place_code", "waiting_records.place_code", "worker_assignments.place", "regradings.area", "member_batches.area", "roster_days.area",
        "deliberation_rules.area", "grade_schemes.area", "member_rules.area", "organization_rules.area", "score_schemes.area", "team_rules.area",
    ];

    [Fact]
    public async Task Communities_that_merge_bring_their_organisations_and_places_and_the_second_is_found()
    {
        const string first = "510104023013", second = "510104023016", third = "510104023017", town = "510104023";
        var top = await app.NewTop();
        var above = await app.New(top, OrganizationKind.Committee, OrganizationSeat.Town, town);
        async Task<Organization> Community(string code) => await app.New(above, OrganizationKind.Branch, OrganizationSeat.Community, code);
        var (a, b, c) = (await Community(first), await Community(second), await Community(third));
        var inside = await app.New(a, OrganizationKind.FunctionalGroup);
        async Task<Place> Group(string code) => await app.Office().Establishment.EnterPlaceAsync(new() { RequestId = NewId(), DivisionCode = code, Name = "一组", Kind = PlaceKind.ResidentGroup });
        var (groupA, groupB, groupC) = (await Group(first), await Group(second), await Group(third));
        var id = NewGuid();
        for (var i = 0; i < 2; i++) await app.PublishAsync(new CommunitiesReorganized(NewGuid(), "510104", [first, second], [third, third], app.Clock.GetUtcNow()), id);
        await EventuallyAsync("they are in the third", async () => await app.Query<long>("select count(*) from organizations where area = $1", third) == 4);
        async Task<Organization> Now(Organization organization) => await app.Office().Organizations.GetOrganizationAsync(new() { Id = organization.Id });
        Assert.Equal([third, third, third, third], new[] { await Now(a), await Now(b), await Now(c), await Now(inside) }.Select(o => o.DivisionCode));
        var places = (await app.Office().Establishment.ListPlacesAsync(new() { DivisionCode = third })).Places.ToDictionary(p => p.Id, p => p.Name);
        Assert.Equal((3, $"一组（{first}）", $"一组（{second}）", "一组"), (places.Count, places[groupA.Id], places[groupB.Id], places[groupC.Id]));
        var several = (await app.Office().Establishment.CheckEstablishmentAsync(new() { DivisionCode = town, Kind = FindingKind.Several })).Findings;
        Assert.Equal(new[] { a.Id, b.Id }.Order(StringComparer.Ordinal), several.Select(f => f.OrganizationId).Order(StringComparer.Ordinal));
        await Refused(StatusCode.AlreadyExists, "SEAT_TAKEN", () => Community(third));
        await app.Office().Organizations.MergeOrganizationsAsync(new() { RequestId = NewId(), Id = a.Id, IntoId = c.Id, Reason = "社区合并" });
        Assert.Equal([b.Id], (await app.Office().Establishment.CheckEstablishmentAsync(new() { DivisionCode = town, Kind = FindingKind.Several })).Findings.Select(f => f.OrganizationId));

        // To another town: the one above no longer covers it, which is found, and put right by a move.
        const string elsewhere = "510104026006";
        await app.PublishAsync(new CommunitiesReorganized(NewGuid(), "510104", [third], [elsewhere], app.Clock.GetUtcNow()));
        await EventuallyAsync("they are in the other town", async () => (await Now(c)).DivisionCode == elsewhere);
        await Refused(StatusCode.AlreadyExists, "SEAT_TAKEN", () => app.New(top, OrganizationKind.Branch, OrganizationSeat.Community, elsewhere));
        var outside = (await app.Office().Establishment.CheckEstablishmentAsync(new() { DivisionCode = elsewhere[..9], Kind = FindingKind.OutsideParent })).Findings;
        Assert.Contains(c.Id, outside.Select(f => f.OrganizationId));
        await app.Office().Organizations.MoveOrganizationAsync(new() { RequestId = NewId(), Id = c.Id, ParentId = top.Id });
        Assert.DoesNotContain(c.Id, (await app.Office().Establishment.CheckEstablishmentAsync(new() { DivisionCode = elsewhere[..9], Kind = FindingKind.OutsideParent })).Findings.Select(f => f.OrganizationId));
    }

    [Fact]
    public async Task News_out_of_its_order_moves_nothing_to_where_nobody_is_any_more()
    {
        const string county = "510703";
        var places = SmallMap.Rows.Select(r => r.Code).Where(c => c.Length == 12 && c.StartsWith(county, StringComparison.Ordinal)).TakeLast(7).ToList();
        var top = await app.NewTop(county);
        var branches = new List<Organization>();
        foreach (var place in places) branches.Add(await app.New(top, OrganizationKind.Branch, OrganizationSeat.Workplace, place));
        var at = app.Clock.GetUtcNow();
        async Task Tell(int minute, params (int From, int To)[] moves)
        {
            var id = NewGuid();
            await app.PublishAsync(new CommunitiesReorganized(NewGuid(), county, [.. moves.Select(m => places[m.From])], [.. moves.Select(m => places[m.To])], at.AddMinutes(minute)), id);
            await EventuallyAsync("it is consumed", () => app.Query<bool>("select exists (select from inbox where event_id = $1)", id));
        }
        async Task<List<int>> Where() => [.. (await Task.WhenAll(branches.Select(b => app.Office("51").Organizations.GetOrganizationAsync(new() { Id = b.Id }).ResponseAsync))).Select(o => places.IndexOf(o.DivisionCode))];
        // One went to the next and that to the one after; the second is heard first.
        await Tell(2, (1, 2));
        await Tell(1, (0, 1));
        Assert.Equal([2, 2, 2, 3, 4, 5, 6], await Where());
        // There and back, heard back first: it is where it was.
        await Tell(4, (4, 3));
        await Tell(3, (3, 4));
        Assert.Equal([2, 2, 2, 3, 3, 5, 6], await Where());
        // A code that was given again since: what came to it is not taken away by older news.
        await Tell(6, (5, 6));
        await Tell(5, (6, 0));
        Assert.Equal([2, 2, 2, 3, 3, 6, 6], await Where());
        // In its order, there and back, as Grid undoes nothing but by another reorganisation.
        await Tell(7, (2, 1));
        await Tell(8, (1, 2));
        Assert.Equal([2, 2, 2, 3, 3, 6, 6], await Where());
    }

    [Fact]
    public async Task Older_news_of_a_grid_changes_nothing()
    {
        var (id, code, at) = (NewGuid(), "510104022006009", app.Clock.GetUtcNow());
        async Task Tell(string area, string name, string change, int minute)
        {
            var news = NewGuid();
            await app.PublishAsync(new GridChanged(id, area, name, "General", change, at.AddMinutes(minute)), news);
            await EventuallyAsync("it is dealt with", () => app.Query<bool>("select exists (select from places where id = $1 and followed_at >= $2)", id, at.AddMinutes(minute).UtcDateTime));
        }
        await Tell(code, "第九网格", "Retired", 5);
        await Tell(code, "旧网格", "Updated", 4);
        // A third one behind it in the queue.
        await Tell(code, "第九网格", "Retired", 6);
        Assert.True(await app.Query<bool>("select closed and name = '第九网格' from places where id = $1", id));
    }

    [Fact]
    public async Task News_of_the_map_waits_for_whoever_holds_the_tree_still()
    {
        const string first = "510105002003", second = "510105002004";
        var top = await app.NewTop("510105");
        var branch = await app.New(top, OrganizationKind.Branch, OrganizationSeat.Workplace, first);
        var (grid, code) = (NewGuid(), first + "001");
        await app.PublishAsync(new GridChanged(grid, code, "第一网格", "General", "Created", app.Clock.GetUtcNow()));
        await EventuallyAsync("it is a place", async () => await app.Query<bool>("select exists (select from places where id = $1)", grid));
        await Waits(new CommunitiesReorganized(NewGuid(), "510105", [first], [second], app.Clock.GetUtcNow()));
        await EventuallyAsync("the branch has moved", async () => (await app.Office("51").Organizations.GetOrganizationAsync(new() { Id = branch.Id })).DivisionCode == second);
        await Waits(new GridChanged(grid, code, "第一网格（改名）", "General", "Updated", app.Clock.GetUtcNow()));
        await EventuallyAsync("the grid has its new name", async () => await app.Query<bool>("select name = '第一网格（改名）' from places where id = $1", grid));

        async Task Waits(object happened)
        {
            await using var connection = new Npgsql.NpgsqlConnection(app.Database);
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var hold = new Npgsql.NpgsqlCommand("select pg_advisory_xact_lock_shared(7424001)", connection)) await hold.ExecuteNonQueryAsync();
            await app.PublishAsync(happened);
            await EventuallyAsync($"{happened.GetType().Name} waits", async () => await app.Query<bool>("select exists (select from pg_locks where locktype = 'advisory' and objid = 7424001 and not granted and database = (select oid from pg_database where datname = current_database()))"));
        }
    }

    [Fact]
    public async Task The_file_of_the_map_again_changes_nothing()
    {
        var (exit, said) = await app.RunCommandAsync("map", SmallMap.File);
        Assert.True(exit == 0, said);
        Assert.Contains("map: 0 of 37728", (await app.RunCommandAsync("map", SmallMap.File)).Output, StringComparison.Ordinal);
    }
}
