using Governance.Events.Grid.V1;
using Governance.Grid.V1;
using static Governance.Grid.Tests.Calls.Appeals;

namespace Governance.Grid.Tests.Calls;

/// <summary>Several people call about the same: one answer, told to all of them, and both counts are kept.</summary>
[Collection(WithBroker.Name)]
public sealed class AnsweringManyAtOnce(GridAppWithBroker app)
{
    [Fact]
    public async Task The_answer_goes_out_to_everybody_once()
    {
        var (_, stays, merged) = await Cluster(app, 3);
        await Resolve(stays, "东门路灯已修复");
        foreach (var (resident, call) in merged)
        {
            var told = await EventuallyAsync("the answer", async () => Assert.Single((await resident.Calls.ListCallsAsync(new())).Calls, c => c.Id == call.Id), c => c.Resolution.Length > 0);
            Assert.Equal(("东门路灯已修复", CallState.Merged, ""), (told.Resolution, told.State, told.OwnerCode));
        }
        Assert.Equal([1L, 1L, 1L], await Told(merged));
        // A second delivery, by whatever id it comes, tells nobody anything new.
        var first = Guid.Parse(await app.Query<string>("select id::text from events where aggregate_id = $1 and type like '%.CallResolved'", Guid.Parse(stays.Id)));
        var happened = new CallResolved(Guid.Parse(stays.Id), stays.DivisionCode, StreetLight, Appeals.Unit, true, app.Clock.GetUtcNow());
        await app.PublishAsync(happened, first);
        var again = Guid.CreateVersion7(app.Clock.GetUtcNow());
        await app.PublishAsync(happened, again);
        await EventuallyAsync("the repeated event is consumed", async () => await app.Query<long>("select count(*) from inbox where event_id = $1", again) == 1);
        Assert.Equal([1L, 1L, 1L], await Told(merged));
    }

    [Fact]
    public async Task Opened_again_and_answered_anew_they_get_the_new_answer_and_who_comes_late_gets_it_at_once()
    {
        var (resident, stays, merged) = await Cluster(app, 1);
        await Resolve(stays, "已经更换灯泡");
        await EventuallyAsync("the answer", async () => (await Told(merged))[0] == 1);
        await resident.Calls.ReopenCallAsync(new() { Id = stays.Id, Reason = "路灯又不亮了，请再来看" });
        await app.Centre().Calls.DispatchCallAsync(new() { Id = stays.Id, UnitCode = Appeals.Unit, Reason = "再次派单" });
        await Resolve(stays, "已经更换线路");
        await EventuallyAsync("the new answer", async () => (await Told(merged))[0] == 2);
        Assert.Equal("已经更换线路", (await merged[0].Resident.Calls.ListCallsAsync(new())).Calls[0].Resolution);

        var late = app.AsResident();
        var call = await late.Calls.OpenCallAsync(Appeal());
        await app.Centre().Calls.MergeCallsAsync(new() { Id = call.Id, IntoId = stays.Id, Reason = "同一盏路灯" });
        Assert.Equal("已经更换线路", Assert.Single((await late.Calls.ListCallsAsync(new())).Calls).Resolution);
    }

    [Fact]
    public async Task What_a_case_tells_its_own_caller_is_told_to_nobody_else_and_the_others_go_on()
    {
        var (resident, stays, merged) = await Cluster(app, 2);
        await app.PublishAsync(new Governance.Events.Welfare.V1.CaseClosed(Guid.Parse(NewId()), stays.DivisionCode, Guid.Parse(stays.Id), "已为您办理低保", app.Clock.GetUtcNow()));
        await EventuallyAsync("the caller is answered", async () => (await resident.Calls.GetCallAsync(new() { Id = stays.Id })).Resolution == "已为您办理低保");
        merged = [.. merged.OrderBy(m => m.Call.Id, StringComparer.Ordinal)];
        var heir = await EventuallyAsync("the oldest of the others goes on", async () => await merged[0].Resident.Calls.GetCallAsync(new() { Id = merged[0].Call.Id }), c => c.State == CallState.Reopened);
        Assert.Equal(("", "510104"), (heir.Resolution, heir.OwnerCode));
        Assert.Equal((heir.Id, ""), (await merged[1].Resident.Calls.GetCallAsync(new() { Id = merged[1].Call.Id })) is var other ? (other.MergedIntoId, other.Resolution) : default);
        Assert.Equal([0L, 0L], await Told(merged));
        var late = await app.AsResident().Calls.OpenCallAsync(Appeal());
        await Refused(Grpc.Core.StatusCode.FailedPrecondition, "CALL_ANSWER_IS_CONFIDENTIAL", () => app.Centre().Calls.MergeCallsAsync(new() { Id = late.Id, IntoId = stays.Id, Reason = "同一盏路灯" }).ResponseAsync);
    }

    [Fact]
    public async Task Whoever_called_about_the_same_says_what_they_think_of_the_answer()
    {
        var (_, stays, merged) = await Cluster(app, 1);
        var (resident, call) = merged[0];
        await Refused(Grpc.Core.StatusCode.FailedPrecondition, "CALL_NOT_RESOLVED", () => resident.Calls.EvaluateCallAsync(new() { Id = call.Id, Score = 2 }).ResponseAsync);
        await Resolve(stays, "路灯已经修复");
        await EventuallyAsync("the answer", async () => (await Told(merged))[0] == 1);
        var evaluated = await resident.Calls.EvaluateCallAsync(new() { RequestId = NewId(), Id = call.Id, Score = 2, Comment = "又坏了" });
        Assert.Equal((CallState.Merged, 2), (evaluated.State, evaluated.Evaluation.Score));
        await Refused(Grpc.Core.StatusCode.FailedPrecondition, "CALL_NOT_RESOLVED", () => resident.Calls.EvaluateCallAsync(new() { Id = call.Id, Score = 5 }).ResponseAsync);
        Assert.Equal(Appeals.Unit, await app.Query<string>("select payload->>'unit' from events where aggregate_id = $1 and type like '%.CallEvaluated'", Guid.Parse(call.Id)));
        Assert.True((await app.Centre().Calls.FollowUpCallAsync(new() { Id = call.Id, Findings = "线路老化，已更换", Rectified = true })).FollowUp.Rectified);
    }

    [Fact]
    public async Task The_board_counts_calls_and_on_how_many_things_people_called()
    {
        var before = await Folded();
        await Cluster(app, 3);
        var board = await Folded();
        Assert.Equal((before.Total.OpenedCount + 4, before.Total.MergedCount + 3, before.Total.DistinctCount + 1), (board.Total.OpenedCount, board.Total.MergedCount, board.Total.DistinctCount));
        Assert.Equal(board.Total.DistinctCount, board.Children.Sum(c => c.DistinctCount));
        // Merged on another day, they still count on the day on which they came in.
        var (_, stays, _) = await Cluster(app, 0);
        var late = await app.AsResident().Calls.OpenCallAsync(Appeal());
        app.Clock.Advance(TimeSpan.FromDays(1));
        // The clock strikes both in between: whoever merges meanwhile is told to look again.
        await EventuallyAsync("the clock has struck", async () => await app.Query<long>("select count(*) from calls where times_next_alarm_at <= $1", app.Clock.GetUtcNow()) == 0);
        await app.Centre().Calls.MergeCallsAsync(new() { Id = late.Id, IntoId = stays.Id, Reason = "同一盏路灯" });
        var opened = DateOnly.FromDateTime(app.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(-1).ToString("yyyy-MM-dd", null);
        await Folded();
        var day = await app.Centre().Calls.GetBoardAsync(new() { DivisionCode = "510104", FromDate = opened, ToDate = opened });
        Assert.Equal(board.Total.MergedCount + 1, (await Folded()).Total.MergedCount);
        Assert.Equal(day.Total.OpenedCount - day.Total.MergedCount, day.Total.DistinctCount);
        Assert.True(day.Total.MergedCount >= 1);
    }

    [Fact]
    public async Task A_call_that_goes_on_under_the_category_of_the_other_is_one_open_call_of_that_category_on_the_board()
    {
        static long Open(Board board, string group) => board.Categories.SingleOrDefault(c => c.Code == group)?.OpenCount ?? 0;
        var before = await Folded();
        var head = await app.AsResident().Calls.OpenCallAsync(Appeal(""));
        app.Clock.Advance(TimeSpan.FromMilliseconds(2));
        var heir = await app.AsResident().Calls.OpenCallAsync(Appeal(""));
        await app.Centre().Calls.MergeCallsAsync(new() { Id = heir.Id, IntoId = head.Id, Reason = "同一盏路灯" });
        await app.Centre().Calls.TriageCallAsync(new() { Id = head.Id, CategoryCode = StreetLight });
        await app.Centre().Calls.WithdrawCallAsync(new() { Id = head.Id, Reason = "居民撤回" });
        Assert.Equal(StreetLight, (await app.Centre().Calls.GetCallAsync(new() { Id = heir.Id })).CategoryCode);
        var board = await Folded();
        Assert.Equal((Open(before, ""), Open(before, StreetLight[..2]) + 1), (Open(board, ""), Open(board, StreetLight[..2])));
    }

    private static async Task<(GridCaller Resident, Call Stays, List<(GridCaller Resident, Call Call)> Merged)> Cluster(GridAppWithBroker app, int others)
    {
        var first = app.AsResident();
        var stays = await first.Calls.OpenCallAsync(Appeal());
        var merged = new List<(GridCaller, Call)>();
        for (var i = 0; i < others; i++)
        {
            var resident = app.AsResident();
            var call = await resident.Calls.OpenCallAsync(Appeal(text: "东门的灯坏了"));
            await app.Centre().Calls.MergeCallsAsync(new() { Id = call.Id, IntoId = stays.Id, Reason = "同一盏路灯" });
            merged.Add((resident, call));
        }
        return (first, stays, merged);
    }

    private async Task Resolve(Call call, string answer)
    {
        var clerk = app.Clerk();
        await clerk.Calls.AcceptCallAsync(new() { Id = call.Id });
        await clerk.Calls.StartCallAsync(new() { Id = call.Id });
        await clerk.Calls.ResolveCallAsync(new() { Id = call.Id, Resolution = answer });
    }

    private async Task<List<long>> Told(List<(GridCaller Resident, Call Call)> merged)
    {
        var counts = new List<long>();
        foreach (var (_, call) in merged) counts.Add(await app.Query<long>("select count(*) from events where aggregate_id = $1 and type like '%.CallAnswered'", Guid.Parse(call.Id)));
        return counts;
    }

    // The board follows the log: as it is once everything that happened is folded in.
    private async Task<Board> Folded()
    {
        while (await app.Query<bool>("select exists (select 1 from events e join board_lanes l using (lane) where (e.xid, e.position) > (l.xid, l.position))")) await Task.Delay(50);
        return await app.Centre().Calls.GetBoardAsync(new() { DivisionCode = "510104", FromDate = "2026-03-01", ToDate = "2026-03-31" });
    }
}
