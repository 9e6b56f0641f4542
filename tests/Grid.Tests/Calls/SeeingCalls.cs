using Google.Protobuf.WellKnownTypes;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Calls;

public sealed class SeeingCalls(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task A_county_sees_nothing_of_the_next_on_any_rpc()
    {
        var theirs = await app.AsResident(SmallMap.NextCounty).Calls.OpenCallAsync(Appeals.Appeal(place: SmallMap.NextCounty));
        var mine = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        var centre = app.Centre();
        var id = theirs.Id;

        await NotFound(() => centre.Calls.GetCallAsync(new() { Id = id }));
        await NotFound(() => centre.Calls.GetCallAsync(new() { Id = theirs.Number }));
        await NotFound(() => centre.Calls.ListCallStepsAsync(new() { Id = id }));
        await NotFound(() => centre.Calls.ListDuplicatesAsync(new() { Id = id }));
        await NotFound(() => centre.Calls.RevealContactAsync(new() { Id = id, Purpose = "回访核实地点" }));
        await NotFound(() => centre.Calls.TriageCallAsync(new() { Id = id, CategoryCode = "0202" }));
        await NotFound(() => centre.Calls.DispatchCallAsync(new() { Id = id, UnitCode = Appeals.Unit, Reason = "抢单" }));
        await NotFound(() => app.Clerk().Calls.AcceptCallAsync(new() { Id = id }));
        await NotFound(() => app.Clerk().Calls.ReturnCallAsync(new() { Id = id, Reason = "不属于本单位职责" }));
        await NotFound(() => app.Clerk().Calls.StartCallAsync(new() { Id = id }));
        await NotFound(() => app.Clerk().Calls.PauseCallAsync(new() { Id = id, PauseReason = PauseReason.ExpertOpinion, Reason = "专家" }));
        await NotFound(() => app.Clerk().Calls.ResumeCallAsync(new() { Id = id }));
        await NotFound(() => app.Clerk().Calls.ResolveCallAsync(new() { Id = id, Resolution = "已经修好了" }));
        await NotFound(() => centre.Calls.ExtendCallAsync(new() { Id = id, WorkingDays = 1, Reason = "需要采购灯具" }));
        await NotFound(() => centre.Calls.EvaluateCallAsync(new() { Id = id, Score = 1 }));
        await NotFound(() => centre.Calls.FollowUpCallAsync(new() { Id = id, Findings = "回访" }));
        await NotFound(() => centre.Calls.CloseCallAsync(new() { Id = id }));
        await NotFound(() => centre.Calls.WithdrawCallAsync(new() { Id = id, Reason = "撤回" }));
        await NotFound(() => centre.Calls.ReopenCallAsync(new() { Id = id, Reason = "重新打开此件" }));
        await NotFound(() => centre.Calls.MergeCallsAsync(new() { Id = mine.Id, IntoId = id, Reason = "并到邻区" }));
        await NotFound(() => centre.Calls.MergeCallsAsync(new() { Id = id, IntoId = mine.Id, Reason = "并入本区" }));
        await NotFound(() => centre.Calls.EscalateCallAsync(new() { Id = id, Reason = "需要上级协调" }));
        await NotFound(() => centre.Whistles.BlowWhistleAsync(new() { CallId = id, Reason = "需要多个单位", Summons = { new Summons { UnitCode = Appeals.Unit, Task = "到场" } } }));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => centre.Calls.GetBoardAsync(new() { DivisionCode = "510105", FromDate = "2026-03-01", ToDate = "2026-03-31" }));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => centre.Calls.GetBoardAsync(new() { DivisionCode = "5101", FromDate = "2026-03-01", ToDate = "2026-03-31" }));
        Assert.Empty((await centre.Calls.ListCallsAsync(new() { DivisionCode = "510105" })).Calls);
        Assert.DoesNotContain((await centre.Calls.ListCallsAsync(new() { PageSize = 500 })).Calls, c => c.DivisionCode.StartsWith("510105", StringComparison.Ordinal));
        Assert.Equal(1, await app.Query<int>("select version from calls where id = $1", Guid.Parse(id)));
    }

    [Fact]
    public async Task A_token_without_area_sees_nothing()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        var nowhere = app.As("county-centre");

        await NotFound(() => nowhere.Calls.GetCallAsync(new() { Id = call.Id }));
        Assert.Empty((await nowhere.Calls.ListCallsAsync(new())).Calls);
        var malformed = app.As("county-centre", "51010");
        Assert.Empty((await malformed.Calls.ListCallsAsync(new())).Calls);
    }

    [Fact]
    public async Task A_clerk_sees_the_calls_of_the_unit_and_a_resident_the_own()
    {
        var (one, other) = (app.AsResident(subject: "one"), app.AsResident(subject: "other"));
        var mine = await one.Calls.OpenCallAsync(Appeals.Appeal());
        var theirs = await other.Calls.OpenCallAsync(Appeals.Appeal("0402"));

        Assert.Equal([mine.Id], (await one.Calls.ListCallsAsync(new())).Calls.Select(c => c.Id));
        await NotFound(() => one.Calls.GetCallAsync(new() { Id = theirs.Id }));
        Assert.All((await app.Clerk().Calls.ListCallsAsync(new())).Calls, c => Assert.Equal(Appeals.Unit, c.UnitCode));
        await NotFound(() => app.Clerk().Calls.GetCallAsync(new() { Id = theirs.Id }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => one.Calls.AcceptCallAsync(new() { Id = mine.Id }));
    }

    [Fact]
    public async Task Pages_hold_every_call_once_while_others_come_in()
    {
        var place = "510703";
        var community = await app.Query<string>("select min(code) from divisions where code like '510703%' and length(code) = 12");
        var resident = app.AsResident(community);
        var ids = new List<string>();
        for (var i = 0; i < 23; i++)
        {
            ids.Add((await resident.Calls.OpenCallAsync(Appeals.Appeal(place: community))).Id);
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));    // the order of intake is known to the millisecond
        }
        var centre = app.Centre(place);
        var seen = new List<string>();
        var token = "";
        do
        {
            var page = await centre.Calls.ListCallsAsync(new() { PageSize = 5, PageToken = token, DivisionCode = place });
            seen.AddRange(page.Calls.Select(c => c.Id));
            token = page.NextPageToken;
            await resident.Calls.OpenCallAsync(Appeals.Appeal(place: community));
        }
        while (token.Length > 0);

        Assert.Equal(Enumerable.Reverse(ids), seen);
        var first = await centre.Calls.ListCallsAsync(new() { PageSize = 5 });
        await WrongFields(() => centre.Calls.ListCallsAsync(new() { PageSize = 5, PageToken = first.NextPageToken, OverdueOnly = true }), "page_token");
        await WrongFields(() => centre.Calls.ListCallsAsync(new() { PageSize = -1, DivisionCode = "5", CategoryCode = "1", States = { (CallState)77 } }), "page_size", "division_code", "category_code", "states");
    }

    [Fact]
    public async Task Filters_choose_by_state_category_unit_and_period()
    {
        var from = app.Clock.GetUtcNow();
        var light = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var middle = app.Clock.GetUtcNow();
        var suggestion = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(Appeals.Suggestion));
        var centre = app.Centre();

        async Task<string[]> List(ListCallsRequest r)
        {
            r.OpenedFrom = Timestamp.FromDateTimeOffset(from);
            r.PageSize = 500;
            return [.. (await centre.Calls.ListCallsAsync(r)).Calls.Select(c => c.Id).Where(i => i == light.Id || i == suggestion.Id)];
        }
        Assert.Equal([suggestion.Id, light.Id], await List(new()));
        Assert.Equal([light.Id], await List(new() { OpenedBefore = Timestamp.FromDateTimeOffset(middle) }));
        Assert.Equal([light.Id], await List(new() { CategoryCode = "02" }));
        Assert.Equal([light.Id], await List(new() { CategoryCode = "0201" }));
        Assert.Equal([light.Id], await List(new() { UnitCode = Appeals.Unit }));
        Assert.Equal([suggestion.Id], await List(new() { QueueOnly = true }));
        Assert.Equal([suggestion.Id], await List(new() { States = { CallState.Triaged } }));
        Assert.Empty(await List(new() { OverdueOnly = true }));
    }

    [Fact]
    public async Task Of_several_areas_the_newest_calls_come_first_whichever_area_they_are_of()
    {
        var ids = new List<string>();
        foreach (var place in new[] { SmallMap.Community, SmallMap.NextCounty, SmallMap.Community, SmallMap.NextCounty })
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            ids.Insert(0, (await app.AsResident(place).Calls.OpenCallAsync(Appeals.Appeal(place: place))).Id);
        }
        var both = app.As("county-centre", "510104,510105");
        var first = await both.Calls.ListCallsAsync(new() { PageSize = 3 });
        Assert.Equal(ids[..3], first.Calls.Select(c => c.Id));
        Assert.Equal(ids[3], (await both.Calls.ListCallsAsync(new() { PageSize = 3, PageToken = first.NextPageToken })).Calls[0].Id);
    }

    [Fact]
    public async Task A_watch_ends_with_its_token()
    {
        using var watch = app.WithToken(app.Token("county-centre", "510104", TimeSpan.FromSeconds(2))).Calls.WatchCalls(new());
        var told = await Refused(StatusCode.Unauthenticated, "TOKEN_EXPIRED", async () =>
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None)) { }
        });
        Assert.Contains("续传", told.Chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_of_a_private_call_is_not_in_lists()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(Appeals.ElderlyAlone, text: "独居老人三天没有下楼"));
        var centre = app.Centre();

        Assert.Equal("独居老人三天没有下楼", (await centre.Calls.GetCallAsync(new() { Id = call.Id })).Text);
        var listed = Assert.Single((await centre.Calls.ListCallsAsync(new() { CategoryCode = Appeals.ElderlyAlone })).Calls);
        Assert.DoesNotContain("独居", listed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_delivers_what_happens_in_my_area_in_order_and_goes_on_from_its_token()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var watch = app.Centre().Calls.WatchCalls(new(), cancellationToken: stop.Token);
        var changes = watch.ResponseStream.ReadAllAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        async Task<CallChange> Next() => await changes.MoveNextAsync() ? changes.Current : throw new InvalidOperationException("the watch ended");
        // A watch begins behind what is certain, and nothing is while any transaction of the cluster is open that began before: under load the last events of the scenario before this one come
        // after "Ready". So only the own call counts; of the next county nothing may come at all.
        async Task<CallChange> NextOf(string id)
        {
            while (true)
            {
                var change = await Next();
                Assert.StartsWith("510104", change.Call.DivisionCode, StringComparison.Ordinal);
                if (change.Call.Id == id) return change;
            }
        }
        Assert.Equal("Ready", (await Next()).Kind);

        await app.AsResident(SmallMap.NextCounty).Calls.OpenCallAsync(Appeals.Appeal(place: SmallMap.NextCounty));
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        var opened = await NextOf(call.Id);
        Assert.Equal(("CallOpened", call.Id), (opened.Kind, opened.Call.Id));
        Assert.Equal(("CallDispatched", call.Id), ((await NextOf(call.Id)) is var dispatched ? (dispatched.Kind, dispatched.Call.Id) : default));

        await app.Clerk().Calls.AcceptCallAsync(new() { Id = call.Id });
        using var again = app.Centre().Calls.WatchCalls(new() { ResumeToken = opened.ResumeToken }, cancellationToken: stop.Token);
        var kinds = new List<string>();
        await foreach (var change in again.ResponseStream.ReadAllAsync(stop.Token))
        {
            if (change.Kind == "Ready" || change.Call.Id == call.Id) kinds.Add(change.Kind);
            if (kinds.Count == 3) break;
        }
        Assert.Equal(["Ready", "CallDispatched", "CallAccepted"], kinds);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task The_board_counts_what_happened_by_place_and_category()
    {
        var before = await Folded();
        var call = await app.Resolved();
        await app.Centre().Calls.EvaluateCallAsync(new() { Id = call.Id, Score = 4 });
        await app.Centre().Calls.CloseCallAsync(new() { Id = call.Id });
        await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        await app.AsResident(SmallMap.OtherTown).Calls.OpenCallAsync(Appeals.Appeal("", SmallMap.OtherTown));

        var board = await Folded();

        Assert.Equal(before.Total.OpenedCount + 3, board.Total.OpenedCount);
        Assert.Equal(before.Total.ClosedCount + 1, board.Total.ClosedCount);
        Assert.Equal(before.Total.OpenCount + 2, board.Total.OpenCount);
        Assert.Equal(before.Total.AcceptedOnTimeCount + 1, board.Total.AcceptedOnTimeCount);
        Assert.Equal(before.Total.ResolvedOnTimeCount + 1, board.Total.ResolvedOnTimeCount);
        Assert.Equal(before.Total.SatisfiedCount + 1, board.Total.SatisfiedCount);
        Assert.Equal(board.Total.OpenedCount, board.Children.Sum(c => c.OpenedCount));
        Assert.Equal(board.Total.OpenedCount, board.Categories.Sum(c => c.OpenedCount));
        Assert.Contains(board.Children, c => c.Code == SmallMap.OtherTown[..9] && c.OpenedCount == 1);
        Assert.Contains(board.Categories, c => c is { Code: "", Name: "未分类" });
        // The city's board holds the county as one child; days outside the period hold nothing but what is open.
        var city = await app.As("city-centre", "5101").Calls.GetBoardAsync(new() { DivisionCode = "5101", FromDate = "2026-03-04", ToDate = "2026-03-04" });
        Assert.Equal(board.Total.OpenedCount, city.Children.Single(c => c.Code == "510104").OpenedCount);
        var later = await app.Centre().Calls.GetBoardAsync(new() { DivisionCode = "510104", FromDate = "2026-04-02", ToDate = "2026-05-01" });
        Assert.Equal((0, board.Total.OpenCount), (later.Total.OpenedCount, later.Total.OpenCount));
        await WrongFields(() => app.Centre().Calls.GetBoardAsync(new() { DivisionCode = "510104", FromDate = "2026-13-01", ToDate = "" }), "from_date", "to_date");
    }

    // The board follows the log: as it is once everything that happened is folded in.
    private async Task<Board> Folded()
    {
        while (await app.Query<bool>("select exists (select 1 from events e join board_lanes l using (lane) where (e.xid, e.position) > (l.xid, l.position))")) await Task.Delay(50);
        return await app.Centre().Calls.GetBoardAsync(new() { DivisionCode = "510104", FromDate = "2026-03-01", ToDate = "2026-03-31" });
    }

    private static Task NotFound<T>(Func<AsyncUnaryCall<T>> call) => Refused(StatusCode.NotFound, "CALL_NOT_FOUND", call);
}
