using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Calls;

public sealed class HandlingACall(GridApp app) : IClassFixture<GridApp>
{
    [Fact]
    public async Task From_open_to_closed_every_step_is_in_the_timeline_and_every_event_in_the_log_in_order()
    {
        var (resident, clerk, centre) = (app.AsResident(subject: "whole-life"), app.Clerk(), app.Centre());
        var call = await resident.Calls.OpenCallAsync(Appeals.Appeal());
        await clerk.Calls.AcceptCallAsync(new() { Id = call.Id, Etag = call.Etag });
        await clerk.Calls.StartCallAsync(new() { Id = call.Id });
        await clerk.Calls.ResolveCallAsync(new() { Id = call.Id, Resolution = "已更换路灯，现已恢复照明" });
        await resident.Calls.EvaluateCallAsync(new() { Id = call.Id, Score = 5, Comment = "很快" });
        var closed = await centre.Calls.CloseCallAsync(new() { Id = call.Id });

        Assert.Equal(CallState.Closed, closed.State);
        Assert.Equal(5, closed.Evaluation.Score);
        Assert.NotNull(closed.CloseTime);
        var steps = (await resident.Calls.ListCallStepsAsync(new() { Id = call.Id })).Steps;
        Assert.Equal(["Open", "AutoDispatch", "Accept", "Start", "Resolve", "Evaluate", "Close"], steps.Select(s => s.Kind));
        Assert.Equal(Enumerable.Range(1, 7), steps.Select(s => s.Ordinal));
        Assert.Equal("whole-life", steps[0].Actor);
        var types = await app.QueryAll<string>("select split_part(type, '.', 4) from events where aggregate_id = $1 order by xid, position", Guid.Parse(call.Id));
        Assert.Equal(["CallOpened", "CallDispatched", "CallAccepted", "CallProgressed", "CallResolved", "CallEvaluated", "CallClosed"], types);
        Assert.Equal(Enumerable.Range(1, 7), await app.QueryAll<int>("select sequence from events where aggregate_id = $1 order by xid, position", Guid.Parse(call.Id)));
        Assert.Equal(6, await app.Query<long>("select count(*) from audit where aggregate_id = $1", Guid.Parse(call.Id)));
    }

    [Fact]
    public async Task Two_centres_at_once_one_wins_and_the_other_is_told()
    {
        for (var round = 0; round < 5; round++)
        {
            var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(Appeals.Suggestion));
            var attempts = await Task.WhenAll(new[] { "510104-01", "510104-02", "510104-05", "510104-11" }.Select(async unit =>
            {
                try { return (await app.Centre().Calls.DispatchCallAsync(new() { Id = call.Id, UnitCode = unit, Reason = "会商决定" })).UnitCode; }
                catch (RpcException e) { return Read(e).Reason; }
            }));

            var winner = Assert.Single(attempts, a => a.StartsWith("510104", StringComparison.Ordinal));
            Assert.All(attempts.Where(a => a != winner), a => Assert.Contains(a, (string[])["ETAG_MISMATCH", "CALL_NOT_IN_QUEUE"]));
            Assert.Equal(1, await app.Query<long>("select count(*) from events where aggregate_id = $1 and type like '%CallDispatched'", Guid.Parse(call.Id)));
        }
    }

    [Fact]
    public async Task A_retry_after_the_call_has_moved_on_gets_the_first_answer()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        var clerk = app.Clerk();
        var request = new ReturnCallRequest { RequestId = NewId(), Id = call.Id, Reason = "不属于本单位职责" };
        var first = await clerk.Calls.ReturnCallAsync(request);

        // The call has left the unit: the clerk could not even see it any more.
        Assert.Equal(first, await clerk.Calls.ReturnCallAsync(request));
        Assert.Equal(1, first.ReturnCount);
    }

    [Fact]
    public async Task A_stale_etag_is_refused()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        await app.Clerk().Calls.AcceptCallAsync(new() { Id = call.Id });

        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Clerk().Calls.StartCallAsync(new() { Id = call.Id, Etag = call.Etag }));
    }

    [Fact]
    public async Task Twice_returned_the_centre_decides_and_its_unit_must_take_it()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        await app.Clerk().Calls.ReturnCallAsync(new() { Id = call.Id, Reason = "不属于本单位职责" });
        await app.Centre().Calls.DispatchCallAsync(new() { Id = call.Id, UnitCode = "510104-14", Reason = "供电设施" });
        var returned = await app.Clerk("510104-14").Calls.ReturnCallAsync(new() { Id = call.Id, Reason = "路灯不归供电公司" });
        Assert.Equal((2, CallState.Returned), (returned.ReturnCount, returned.State));
        await app.Centre().Calls.DispatchCallAsync(new() { Id = call.Id, UnitCode = Appeals.Unit, Reason = "中心裁定" });

        await Refused(StatusCode.FailedPrecondition, "CALL_RETURNED_TOO_OFTEN", () => app.Clerk().Calls.ReturnCallAsync(new() { Id = call.Id, Reason = "仍然不想办理" }));
    }

    [Fact]
    public async Task Nobody_returns_or_pauses_an_emergency()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(Appeals.GasLeak));
        await Refused(StatusCode.FailedPrecondition, "CALL_IS_EMERGENCY", () => app.Clerk(call.UnitCode).Calls.ReturnCallAsync(new() { Id = call.Id, Reason = "不属于本单位职责" }));

        var working = await app.InProgress(Appeals.GasLeak);
        await Refused(StatusCode.FailedPrecondition, "CALL_IS_EMERGENCY",
            () => app.Clerk(working.UnitCode).Calls.PauseCallAsync(new() { Id = working.Id, PauseReason = PauseReason.ForceMajeure, Reason = "暴雨" }));
    }

    [Fact]
    public async Task A_bad_review_must_be_followed_up_and_put_right_before_closing()
    {
        var call = await app.Resolved();
        var centre = app.Centre();
        await centre.Calls.EvaluateCallAsync(new() { Id = call.Id, Score = 2 });

        await Refused(StatusCode.FailedPrecondition, "BAD_REVIEW_NOT_RECTIFIED", () => centre.Calls.CloseCallAsync(new() { Id = call.Id }));
        await centre.Calls.FollowUpCallAsync(new() { Id = call.Id, Findings = "灯又坏了" });
        await Refused(StatusCode.FailedPrecondition, "BAD_REVIEW_NOT_RECTIFIED", () => centre.Calls.CloseCallAsync(new() { Id = call.Id }));
        await centre.Calls.FollowUpCallAsync(new() { Id = call.Id, Findings = "已重修", Rectified = true });
        Assert.Equal(CallState.Closed, (await centre.Calls.CloseCallAsync(new() { Id = call.Id })).State);
    }

    [Fact]
    public async Task What_nobody_evaluates_can_be_closed_after_seven_days()
    {
        var call = await app.Resolved();
        await Refused(StatusCode.FailedPrecondition, "CALL_NOT_EVALUATED", () => app.Centre().Calls.CloseCallAsync(new() { Id = call.Id }));
        app.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(CallState.Closed, (await app.Centre().Calls.CloseCallAsync(new() { Id = call.Id })).State);
    }

    [Fact]
    public async Task A_reopened_call_goes_to_the_queue_with_new_limits()
    {
        var call = await app.Resolved();
        app.Clock.Advance(TimeSpan.FromDays(20));
        var again = await app.Centre().Calls.ReopenCallAsync(new() { Id = call.Id, Reason = "路灯又不亮了" });

        Assert.Equal(CallState.Reopened, again.State);
        Assert.Empty(again.UnitCode);
        Assert.Empty(again.Resolution);
        Assert.True(again.ResolveDueTime.ToDateTimeOffset() > app.Clock.GetUtcNow().AddDays(6));    // seven working days, counted anew
        Assert.Contains((await app.Centre().Calls.ListCallsAsync(new() { QueueOnly = true })).Calls, c => c.Id == call.Id);

        var old = await app.Resolved();
        app.Clock.Advance(TimeSpan.FromDays(31));
        await Refused(StatusCode.FailedPrecondition, "CALL_DONE_TOO_LONG_AGO", () => app.Centre().Calls.ReopenCallAsync(new() { Id = old.Id, Reason = "路灯又不亮了" }));
    }

    [Fact]
    public async Task A_call_accepted_late_and_opened_again_has_no_alarm_in_the_past()
    {
        var call = await app.AsResident(subject: "late").Calls.OpenCallAsync(Appeals.Appeal());
        app.Clock.Advance(TimeSpan.FromDays(5));
        for (var i = 0; i < 200 && !call.Overdue; i++)
        {
            // The scenarios of this class share a clock: five days may be a holiday week.
            app.Clock.Advance(TimeSpan.FromHours(1));
            await Task.Delay(50);
            call = await app.Centre().Calls.GetCallAsync(new() { Id = call.Id });
        }
        Assert.True(call.Overdue);
        var clerk = app.Clerk();
        await clerk.Calls.AcceptCallAsync(new() { Id = call.Id });
        await clerk.Calls.StartCallAsync(new() { Id = call.Id });
        await clerk.Calls.ResolveCallAsync(new() { Id = call.Id, Resolution = "已更换路灯" });
        await app.Centre().Calls.ReopenCallAsync(new() { Id = call.Id, Reason = "路灯又不亮了" });

        Assert.True(await app.Query<bool>("select times_next_alarm_at > $2 from calls where id = $1", Guid.Parse(call.Id), app.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_resident_takes_only_the_own_appeal_back()
    {
        var resident = app.AsResident(subject: "withdrawer");
        var call = await resident.Calls.OpenCallAsync(Appeals.Appeal());

        await Refused(StatusCode.NotFound, "CALL_NOT_FOUND", () => app.AsResident(subject: "neighbour").Calls.WithdrawCallAsync(new() { Id = call.Id, Reason = "已自行解决" }));
        Assert.Equal(CallState.Withdrawn, (await resident.Calls.WithdrawCallAsync(new() { Id = call.Id, Reason = "已自行解决" })).State);
        await Refused(StatusCode.FailedPrecondition, "CALL_IS_DONE", () => resident.Calls.WithdrawCallAsync(new() { Id = call.Id, Reason = "已自行解决" }));
    }

    [Fact]
    public async Task Only_what_may_be_answered_alike_is_merged_and_nothing_that_others_are_at_work_on()
    {
        var centre = app.Centre();
        async Task<Call> Opened(string category, string place = SmallMap.Community) => await app.AsResident(place).Calls.OpenCallAsync(Appeals.Appeal(category, place));
        async Task Refuses(string reason, Call goes, Call stays) => await Refused(StatusCode.FailedPrecondition, reason, () => centre.Calls.MergeCallsAsync(new() { Id = goes.Id, IntoId = stays.Id, Reason = "同一件事" }));
        await Refuses("CALL_IS_PRIVATE", await Opened(Appeals.ElderlyAlone), await Opened(Appeals.ElderlyAlone));
        await Refuses("CALLS_OF_DIFFERENT_CATEGORIES", await Opened(Appeals.Suggestion), await Opened(Appeals.StreetLight));
        await Refuses("CALLS_OF_DIFFERENT_CATEGORIES", await Opened(""), await Opened(Appeals.StreetLight));
        var (stays, whistled, disputed) = (await Opened(Appeals.StreetLight), await Opened(Appeals.StreetLight), await Opened(Appeals.StreetLight));
        var whistle = await centre.Whistles.BlowWhistleAsync(new() { CallId = whistled.Id, Reason = "需要多个单位", Summons = { new Summons { UnitCode = Appeals.Unit, Task = "到场" } } });
        await Refuses("CALL_HAS_OPEN_TASKS", whistled, stays);
        await centre.Whistles.WithdrawWhistleAsync(new() { Id = whistle.Id, Reason = "已经不再需要" });
        await centre.Calls.MergeCallsAsync(new() { Id = whistled.Id, IntoId = stays.Id, Reason = "同一盏路灯" });
        var dispute = await app.As("town-clerk", "510104017").Disputes.OpenDisputeAsync(new() { CallId = disputed.Id, Kind = DisputeKind.Neighbours, Risk = DisputeRisk.Low });
        await Refuses("CALL_HAS_OPEN_DISPUTE", disputed, stays);
        await centre.Disputes.WithdrawDisputeAsync(new() { Id = dispute.Id, Reason = "双方和解" });
        Assert.Equal(2, (await centre.Calls.MergeCallsAsync(new() { Id = disputed.Id, IntoId = stays.Id, Reason = "同一盏路灯" })).MergedCount);
    }

    [Fact]
    public async Task Merged_calls_keep_both_timelines_and_share_the_answer()
    {
        var (first, second) = (app.AsResident(subject: "first"), app.AsResident(subject: "second"));
        var stays = await first.Calls.OpenCallAsync(Appeals.Appeal());
        var goes = await second.Calls.OpenCallAsync(Appeals.Appeal(text: "东门的灯坏了"));
        var centre = app.Centre();
        var merged = await centre.Calls.MergeCallsAsync(new() { Id = goes.Id, IntoId = stays.Id, Reason = "同一盏路灯" });

        Assert.Equal((stays.Id, 1), (merged.Id, merged.MergedCount));
        await Refused(StatusCode.FailedPrecondition, "CALL_HAS_MERGED_CALLS", () => centre.Calls.MergeCallsAsync(new() { Id = stays.Id, IntoId = app.AsResident().Calls.OpenCall(Appeals.Appeal()).Id, Reason = "同一盏路灯" }));
        await WrongFields(() => centre.Calls.MergeCallsAsync(new() { Id = goes.Id, IntoId = goes.Id, Reason = "自己" }), "into_id");
        var clerk = app.Clerk();
        await clerk.Calls.AcceptCallAsync(new() { Id = stays.Id });
        await clerk.Calls.StartCallAsync(new() { Id = stays.Id });
        await clerk.Calls.ResolveCallAsync(new() { Id = stays.Id, Resolution = "东门路灯已修复" });
        Assert.Equal("东门路灯已修复", (await second.Calls.GetCallAsync(new() { Id = goes.Id })).Resolution);
        var steps = (await centre.Calls.ListCallStepsAsync(new() { Id = stays.Id })).Steps;
        Assert.Equal(2, steps.Select(s => s.CallId).Distinct().Count());
        Assert.Contains(steps, s => s.Kind == "Merge");
    }

    [Fact]
    public async Task Duplicates_are_offered_by_distance_and_grid_within_three_days()
    {
        async Task<Call> At(double lat, double lon, string category = "0105")
        {
            var request = Appeals.Appeal(category);
            request.Point = new() { Latitude = lat, Longitude = lon };
            return await app.AsResident().Calls.OpenCallAsync(request);
        }
        var old = await At(30.6570, 104.0660);
        app.Clock.Advance(TimeSpan.FromHours(73));
        var near = await At(30.6570, 104.0660);
        await At(30.6600, 104.0660);                 // 279 m
        await At(30.6570, 104.0660, "0106");         // another category
        app.Clock.Advance(TimeSpan.FromHours(2));
        var call = await At(30.6575, 104.0662);

        var offered = (await app.Centre().Calls.ListDuplicatesAsync(new() { Id = call.Id })).Duplicates;

        var only = Assert.Single(offered);
        Assert.Equal(near.Id, only.Call.Id);
        Assert.InRange(only.DistanceMeters, 55, 62);
        Assert.DoesNotContain(offered, d => d.Call.Id == old.Id);
    }

    [Fact]
    public async Task Escalated_by_hand_it_waits_in_the_queue_of_the_level_above()
    {
        var call = await app.InProgress();
        var centre = app.Centre();
        var up = await centre.Calls.EscalateCallAsync(new() { Id = call.Id, Reason = "需要区级协调" });
        Assert.Equal((ResponseLevel.County, CallState.Triaged, ""), (up.Level, up.State, up.UnitCode));
        await centre.Calls.EscalateCallAsync(new() { Id = call.Id, Reason = "需要市级协调" });
        await Refused(StatusCode.FailedPrecondition, "CALL_AT_TOP_LEVEL", () => centre.Calls.EscalateCallAsync(new() { Id = call.Id, Reason = "还要再上一级" }));
    }

    [Fact]
    public async Task A_grid_worker_hands_up_the_own_calls_and_none_out_of_a_units_hands()
    {
        var worker = app.As("grid-worker", SmallMap.Community, subject: "li");
        var request = Appeals.Appeal(Appeals.Suggestion);
        request.Source = CallSource.GridWorker;
        var mine = await worker.Calls.OpenCallAsync(request);
        Assert.Equal(CallState.Triaged, (await worker.Calls.EscalateCallAsync(new() { Id = mine.Id, Reason = "社区无法解决" })).State);
        await Refused(StatusCode.NotFound, "CALL_NOT_FOUND", () => app.As("grid-worker", SmallMap.Community, subject: "wu").Calls.EscalateCallAsync(new() { Id = mine.Id, Reason = "社区无法解决" }));
        request = Appeals.Appeal();
        request.Source = CallSource.GridWorker;
        var dispatched = await worker.Calls.OpenCallAsync(request);
        await Refused(StatusCode.FailedPrecondition, "CALL_WITH_UNIT", () => worker.Calls.EscalateCallAsync(new() { Id = dispatched.Id, Reason = "社区无法解决" }));
    }

    [Fact]
    public async Task Steps_out_of_turn_are_refused_with_the_state_in_words()
    {
        var call = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal());
        var (clerk, centre) = (app.Clerk(), app.Centre());
        await Refused(StatusCode.FailedPrecondition, "CALL_NOT_ACCEPTED", () => clerk.Calls.StartCallAsync(new() { Id = call.Id }));
        await Refused(StatusCode.FailedPrecondition, "CALL_NOT_IN_PROGRESS", () => clerk.Calls.ResolveCallAsync(new() { Id = call.Id, Resolution = "已经修好了" }));
        await Refused(StatusCode.FailedPrecondition, "CALL_NOT_RESOLVED", () => centre.Calls.EvaluateCallAsync(new() { Id = call.Id, Score = 5 }));
        await Refused(StatusCode.FailedPrecondition, "CALL_NOT_IN_QUEUE", () => centre.Calls.TriageCallAsync(new() { Id = call.Id, CategoryCode = "0202" }));
        await Refused(StatusCode.FailedPrecondition, "CALL_NOT_DONE", () => centre.Calls.ReopenCallAsync(new() { Id = call.Id, Reason = "重新打开看看" }));
        var told = await Refused(StatusCode.FailedPrecondition, "CALL_NOT_EVALUATED", () => centre.Calls.CloseCallAsync(new() { Id = call.Id }));
        Assert.Contains("待接单", told.Chinese, StringComparison.Ordinal);
        var unclassified = await app.AsResident().Calls.OpenCallAsync(Appeals.Appeal(category: ""));
        await Refused(StatusCode.FailedPrecondition, "CALL_NOT_TRIAGED", () => centre.Calls.DispatchCallAsync(new() { Id = unclassified.Id, UnitCode = Appeals.Unit, Reason = "先派" }));
        await Refused(StatusCode.FailedPrecondition, "UNIT_SERVES_ELSEWHERE", () => centre.Calls.DispatchCallAsync(new() { Id = unclassified.Id, UnitCode = "510105-03", Reason = "派到邻区" }));
        var triaged = await centre.Calls.TriageCallAsync(new() { Id = unclassified.Id, CategoryCode = Appeals.StreetLight });
        Assert.Equal((CallState.Dispatched, Appeals.Unit), (triaged.State, triaged.UnitCode));
    }
}
