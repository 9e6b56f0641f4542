using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Calls;

/// <summary>Two replicas of the service share the database: everything the clock does must still happen once.</summary>
public sealed class TheClockOfACall(GridApp app) : IClassFixture<GridApp>, IAsyncLifetime
{
    public ValueTask InitializeAsync()
    {
        app.StartReplica();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_reminds_at_eighty_percent_marks_what_is_missed_and_escalates_each_once()
    {
        var call = await app.AsResident(subject: "clock").Calls.OpenCallAsync(Appeals.Appeal());

        await Pass(call, TimeSpan.FromHours(6.7), steps => steps.Count(s => s.Kind == "Remind") == 1);
        await Pass(call, TimeSpan.FromHours(2), steps => steps.Count(s => s.Kind == "Overdue") == 1);
        var late = await app.Centre().Calls.GetCallAsync(new() { Id = call.Id });
        Assert.True(late.Overdue);
        Assert.Equal((ResponseLevel.County, CallState.Dispatched, Appeals.Unit), (late.Level, late.State, late.UnitCode));

        await Pass(call, TimeSpan.FromDays(9), steps => steps.Count(s => s.Kind == "Overdue") == 2);
        var steps = (await app.Centre().Calls.ListCallStepsAsync(new() { Id = call.Id })).Steps;
        Assert.Equal(2, steps.Count(s => s.Kind == "Escalate"));
        var events = await app.QueryAll<string>("select payload::text from events where aggregate_id = $1 and type like '%CallOverdue' order by position", Guid.Parse(call.Id));
        Assert.Equal(2, events.Count);
        Assert.Contains("\"firstMiss\":true", events[0], StringComparison.Ordinal);
        Assert.Contains("\"firstMiss\":false", events[1], StringComparison.Ordinal);
        Assert.Equal(ResponseLevel.City, (await app.Centre().Calls.GetCallAsync(new() { Id = call.Id })).Level);

        // An answer too late stays late.
        var clerk = app.Clerk();
        await clerk.Calls.AcceptCallAsync(new() { Id = call.Id });
        await clerk.Calls.StartCallAsync(new() { Id = call.Id });
        Assert.True((await clerk.Calls.ResolveCallAsync(new() { Id = call.Id, Resolution = "迟到的答复" })).Overdue);
        Assert.Contains("\"onTime\":false", await app.Query<string>("select payload::text from events where aggregate_id = $1 and type like '%CallResolved'", Guid.Parse(call.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_is_paused_no_time_passes()
    {
        var call = await app.InProgress();
        var left = call.ResolveDueTime.ToDateTimeOffset();
        var clerk = app.Clerk();
        var paused = await clerk.Calls.PauseCallAsync(new() { Id = call.Id, PauseReason = PauseReason.WaitingForResident, Reason = "等待居民补充位置" });
        Assert.Null(paused.ResolveDueTime);
        await Refused(StatusCode.FailedPrecondition, "CALL_IS_PAUSED", () => clerk.Calls.PauseCallAsync(new() { Id = call.Id, PauseReason = PauseReason.ExpertOpinion, Reason = "再暂停一次" }));

        app.Clock.Advance(TimeSpan.FromDays(28));
        var resumed = await clerk.Calls.ResumeCallAsync(new() { Id = call.Id });

        Assert.False(resumed.Overdue);
        Assert.True(resumed.ResolveDueTime.ToDateTimeOffset() > left.AddDays(27));
        await Refused(StatusCode.FailedPrecondition, "CALL_NOT_PAUSED", () => clerk.Calls.ResumeCallAsync(new() { Id = call.Id }));
    }

    [Fact]
    public async Task More_time_is_given_once_and_not_more_than_the_limit_again()
    {
        var call = await app.InProgress();
        var centre = app.Centre();
        await Refused(StatusCode.FailedPrecondition, "EXTENSION_TOO_LONG", () => centre.Calls.ExtendCallAsync(new() { Id = call.Id, WorkingDays = 8, Reason = "需要采购灯具" }));
        var extended = await centre.Calls.ExtendCallAsync(new() { Id = call.Id, WorkingDays = 3, Reason = "需要采购灯具" });

        Assert.True(extended.ResolveDueTime.ToDateTimeOffset() >= call.ResolveDueTime.ToDateTimeOffset().AddDays(3));
        await Refused(StatusCode.FailedPrecondition, "CALL_EXTENDED_BEFORE", () => centre.Calls.ExtendCallAsync(new() { Id = call.Id, WorkingDays = 1, Reason = "还需要采购" }));
    }

    // The clocks of both replicas tick when the time moves; what they do is awaited.
    private async Task Pass(Call call, TimeSpan time, Func<IReadOnlyList<CallStep>, bool> until)
    {
        app.Clock.Advance(time);
        for (var i = 0; i < 200; i++)
        {
            var steps = (await app.Centre().Calls.ListCallStepsAsync(new() { Id = call.Id })).Steps;
            if (until(steps)) return;
            app.Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(50);
        }
        Assert.Fail($"The clock did not strike within 400 s after {time}");
    }
}
