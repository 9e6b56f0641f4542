using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Calls;

public sealed class BlowingAWhistle(GridApp app) : IClassFixture<GridApp>
{
    private const string Police = "510104-02", Urban = "510104-03";

    [Fact]
    public async Task Units_report_in_hand_in_and_are_scored_and_the_call_is_answered_by_what_they_did()
    {
        var call = await app.InProgress();
        var centre = app.Centre();
        var whistle = await Blow(call);
        await Refused(StatusCode.FailedPrecondition, "WHISTLE_TASKS_OPEN", () => app.Clerk().Calls.ResolveCallAsync(new() { Id = call.Id, Resolution = "已经修好了" }));
        await Refused(StatusCode.AlreadyExists, "WHISTLE_SOUNDING", () => centre.Whistles.BlowWhistleAsync(Summon(call)));

        await app.Clerk(Police).Whistles.ReportInAsync(new() { Id = whistle.Id, UnitCode = Police });
        await Refused(StatusCode.FailedPrecondition, "UNIT_HAS_REPORTED_IN", () => app.Clerk(Police).Whistles.ReportInAsync(new() { Id = whistle.Id, UnitCode = Police }));
        await Refused(StatusCode.FailedPrecondition, "UNIT_NOT_REPORTED_IN", () => app.Clerk(Urban).Whistles.HandInAsync(new() { Id = whistle.Id, UnitCode = Urban, Result = "已拆除违建" }));
        await Refused(StatusCode.PermissionDenied, "UNIT_NOT_YOURS", () => app.Clerk(Police).Whistles.HandInAsync(new() { Id = whistle.Id, UnitCode = Urban, Result = "已拆除违建" }));
        await Refused(StatusCode.FailedPrecondition, "TASK_NOT_HANDED_IN", () => centre.Whistles.AppraiseUnitAsync(new() { Id = whistle.Id, UnitCode = Police, Score = 5 }));
        await app.Clerk(Police).Whistles.HandInAsync(new() { Id = whistle.Id, UnitCode = Police, Result = "现场秩序已维护" });
        await app.Clerk(Urban).Whistles.ReportInAsync(new() { Id = whistle.Id, UnitCode = Urban });
        var done = await app.Clerk(Urban).Whistles.HandInAsync(new() { Id = whistle.Id, UnitCode = Urban, Result = "已拆除违建" });
        Assert.NotNull(done.CompleteTime);

        var resolved = await centre.Calls.GetCallAsync(new() { Id = call.Id });
        Assert.Equal(CallState.Resolved, resolved.State);
        Assert.Equal("锦江区公安局：现场秩序已维护\n锦江区综合行政执法局：已拆除违建", resolved.Resolution);
        var scored = await centre.Whistles.AppraiseUnitAsync(new() { Id = whistle.Id, UnitCode = Police, Score = 4, Comment = "到得快" });
        Assert.Equal(4, scored.Tasks.Single(t => t.UnitCode == Police).Score);
    }

    [Fact]
    public async Task A_unit_is_shown_its_own_task_and_the_centre_all()
    {
        var whistle = await Blow(await app.InProgress());
        Assert.Equal(2, whistle.Tasks.Count);
        Assert.Equal(Police, Assert.Single((await app.Clerk(Police).Whistles.ReportInAsync(new() { Id = whistle.Id, UnitCode = Police })).Tasks).UnitCode);
        Assert.Equal(Urban, Assert.Single((await app.Clerk(Urban).Whistles.GetWhistleAsync(new() { Id = whistle.Id })).Tasks).UnitCode);
    }

    [Fact]
    public async Task Called_off_nobody_is_waited_for()
    {
        var call = await app.InProgress();
        var whistle = await Blow(call);
        await app.Clerk(Police).Whistles.ReportInAsync(new() { Id = whistle.Id, UnitCode = Police });
        await app.Clerk(Police).Whistles.HandInAsync(new() { Id = whistle.Id, UnitCode = Police, Result = "现场秩序已维护" });
        await WrongFields(() => app.Centre().Whistles.WithdrawWhistleAsync(new() { Id = "x" }), "id", "reason");
        await Refused(StatusCode.NotFound, "WHISTLE_NOT_FOUND", () => app.Centre("510105").Whistles.WithdrawWhistleAsync(new() { Id = whistle.Id, Reason = "不再需要" + "了" }));

        var off = await app.Centre().Whistles.WithdrawWhistleAsync(new() { RequestId = NewId(), Id = whistle.Id, Reason = "一个单位已足够" });
        Assert.Equal([WhistleTaskState.HandedIn, WhistleTaskState.Withdrawn], off.Tasks.OrderBy(t => t.UnitCode).Select(t => t.State));
        await Refused(StatusCode.FailedPrecondition, "WHISTLE_COMPLETE", () => app.Centre().Whistles.WithdrawWhistleAsync(new() { RequestId = NewId(), Id = whistle.Id, Reason = "一个单位已足够" }));
        await Refused(StatusCode.FailedPrecondition, "TASK_WITHDRAWN", () => app.Clerk(Urban).Whistles.ReportInAsync(new() { Id = whistle.Id, UnitCode = Urban }));
        Assert.Contains(Urban, Assert.Single(await app.QueryAll<string>("select payload::text from events where aggregate_id = $1 and type like '%WhistleWithdrawn'", Guid.Parse(whistle.Id))), StringComparison.Ordinal);
        Assert.Equal(CallState.Resolved, (await app.Clerk().Calls.ResolveCallAsync(new() { Id = call.Id, Resolution = "已经修好了" })).State);
    }

    [Fact]
    public async Task A_call_that_its_resident_withdraws_calls_off_whoever_was_summoned()
    {
        var resident = app.AsResident(subject: "summoned-for");
        var call = await resident.Calls.OpenCallAsync(Appeals.Appeal());
        var whistle = await Blow(call);
        Assert.Equal(CallState.Withdrawn, (await resident.Calls.WithdrawCallAsync(new() { RequestId = NewId(), Id = call.Id, Reason = "已经修好了" })).State);
        var off = await app.Centre().Whistles.GetWhistleAsync(new() { Id = whistle.Id });
        Assert.NotNull(off.CompleteTime);
        Assert.All(off.Tasks, t => Assert.Equal(WhistleTaskState.Withdrawn, t.State));
        Assert.Single(await app.QueryAll<string>("select payload::text from events where aggregate_id = $1 and type like '%WhistleWithdrawn'", Guid.Parse(whistle.Id)));
        Assert.Equal(0, await app.Query<int>("select open_tasks from calls where id = $1", Guid.Parse(call.Id)));
        await Refused(StatusCode.FailedPrecondition, "TASK_WITHDRAWN", () => app.Clerk(Urban).Whistles.ReportInAsync(new() { Id = whistle.Id, UnitCode = Urban }));
    }

    [Fact]
    public async Task Who_is_not_summoned_sees_nothing()
    {
        var whistle = await Blow(await app.InProgress());

        await Refused(StatusCode.NotFound, "WHISTLE_NOT_FOUND", () => app.Clerk("510104-01").Whistles.GetWhistleAsync(new() { Id = whistle.Id }));
        await Refused(StatusCode.NotFound, "WHISTLE_NOT_FOUND", () => app.Clerk("510104-01").Whistles.ReportInAsync(new() { Id = whistle.Id, UnitCode = "510104-01" }));
        await Refused(StatusCode.NotFound, "WHISTLE_NOT_FOUND", () => app.Centre("510105").Whistles.GetWhistleAsync(new() { Id = whistle.Id }));
        await Refused(StatusCode.NotFound, "WHISTLE_NOT_FOUND", () => app.Centre("510105").Whistles.AppraiseUnitAsync(new() { Id = whistle.Id, UnitCode = Police, Score = 1 }));
        Assert.DoesNotContain((await app.Centre("510105").Whistles.ListWhistlesAsync(new())).Whistles, w => w.Id == whistle.Id);
        Assert.Contains((await app.Clerk(Police).Whistles.ListWhistlesAsync(new() { OpenOnly = true })).Whistles, w => w.Id == whistle.Id);
        Assert.Contains((await app.Centre().Whistles.ListWhistlesAsync(new() { UnitCode = Police })).Whistles, w => w.Id == whistle.Id);
    }

    [Fact]
    public async Task The_limit_to_report_in_is_thirty_minutes_when_it_is_urgent()
    {
        var urgent = await Blow(await app.InProgress(urgency: CallUrgency.Urgent));
        Assert.All(urgent.Tasks, t => Assert.Equal(app.Clock.GetUtcNow().AddMinutes(30), t.ReportDueTime.ToDateTimeOffset()));
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.True((await app.Clerk(Police).Whistles.ReportInAsync(new() { Id = urgent.Id, UnitCode = Police })).Tasks.Single(t => t.UnitCode == Police).Late);
    }

    [Fact]
    public async Task A_unit_that_does_not_report_in_is_told_of_once_also_when_it_comes_late()
    {
        var whistle = await Blow(await app.InProgress(urgency: CallUrgency.Urgent));
        await app.Clerk(Urban).Whistles.ReportInAsync(new() { Id = whistle.Id, UnitCode = Urban });
        Task<List<string>> Told() => app.QueryAll<string>("select payload->>'unit' from events where aggregate_id = $1 and type like '%.WhistleOverdue'", Guid.Parse(whistle.Id));
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        await EventuallyAsync("the clock tells", async () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(15));
            return (await Told()).Count > 0;
        });
        await app.Clerk(Police).Whistles.ReportInAsync(new() { Id = whistle.Id, UnitCode = Police });
        for (var i = 0; i < 3; i++) app.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal([Police], await Told());
    }

    [Fact]
    public async Task Every_wrong_summons_is_named()
    {
        var call = await app.InProgress();
        var request = new BlowWhistleRequest { CallId = call.Id, Reason = "短", Summons = { new Summons { UnitCode = "x" }, new Summons { UnitCode = Police, Task = "到场" }, new Summons { UnitCode = Police, Task = "再到场" } } };
        await WrongFields(() => app.Centre().Whistles.BlowWhistleAsync(request), "reason", "summons[0].task", "summons[0].unit_code", "summons[2].unit_code");
    }

    private async Task<Whistle> Blow(Call call) => await app.Centre().Whistles.BlowWhistleAsync(Summon(call));

    private static BlowWhistleRequest Summon(Call call) => new()
    {
        RequestId = NewId(), CallId = call.Id, Reason = "需要公安和城管联合处置",
        Summons = { new Summons { UnitCode = Police, Task = "维护现场秩序" }, new Summons { UnitCode = Urban, Task = "拆除违建" } },
    };
}
