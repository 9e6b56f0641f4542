using Governance.Grid.Calls;
using Governance.Grid.Categories;
using Governance.Map;

namespace Governance.Grid.Tests.Calls;

/// <summary>The clock of a call, without a host: what was paused, granted and reminded survives a new category and a new calendar.</summary>
public sealed class KeepingTime
{
    // Monday, 2026-03-02, 09:00 in Sichuan.
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly Unit Lights = new() { Code = "510104-03", Name = "城管", DivisionCode = "510104" };

    [Fact]
    public void A_pause_before_a_new_category_still_counts()
    {
        var call = InProgress(out var rules);
        call.Pause(PauseReason.ExpertOpinion, "等待专家", At(1, 9));
        call.Resume(rules, At(3, 9));                                   // two working days
        call.Escalate("需要区级协调", true, rules, At(3, 10));
        call.Triage(rules.Leaf("0202")!, null, rules, At(3, 11));        // five working days instead of seven
        Assert.Equal(China(2026, 3, 10, 17), call.Times.ResolveDueAt);   // 2 March + 5 + 2 working days: the last hour of Tuesday the 10th
    }

    [Fact]
    public void Time_that_was_granted_survives_a_new_calendar_and_the_reminder_comes_once()
    {
        var call = InProgress(out var rules, year: 2026);
        call.Extend(3, "需要采购灯具", rules, At(1, 9));
        var due = call.Times.ResolveDueAt;
        call.OnAlarm(new Actor("system:clock", call.Times.NextAlarmAt!.Value));
        Assert.Single(call.Steps, s => s.Kind == "Remind");
        call.Reschedule(rules, At(8, 9));
        Assert.Equal(due, call.Times.ResolveDueAt);
        call.OnAlarm(new Actor("system:clock", At(8, 10).At));
        Assert.Single(call.Steps, s => s.Kind == "Remind");
    }

    [Fact]
    public void A_calendar_that_is_published_moves_a_provisional_limit_and_keeps_the_pause()
    {
        var call = InProgress(out _, year: 2025);                        // 2026 is not published yet
        Assert.True(call.Times.Provisional);
        call.Pause(PauseReason.ExpertOpinion, "等待专家", At(1, 9));
        call.Resume(Rules(2025), At(3, 9));
        var before = call.Times.ResolveDueAt!.Value;
        call.Reschedule(Rules(2026, (new DateOnly(2026, 3, 6), false)), At(3, 12));
        Assert.False(call.Times.Provisional);
        Assert.Equal(before.AddDays(1), call.Times.ResolveDueAt);        // the 6th is off now: Thursday becomes Friday, and the two days of the pause are still granted
    }

    [Fact]
    public void An_extension_is_bounded_by_the_limit_in_force_and_an_emergency_gets_none()
    {
        var call = InProgress(out var rules, CallUrgency.Urgent);
        Assert.Equal("EXTENSION_TOO_LONG", Assert.Throws<Governance.Rpc.Refusal>(() => call.Extend(2, "需要采购灯具", rules, At(0, 10))).Reason);    // 24 hours: one working day more
        call.Extend(1, "需要采购灯具", rules, At(0, 10));
        var emergency = InProgress(out rules, CallUrgency.Emergency);
        Assert.Equal("CALL_IS_EMERGENCY", Assert.Throws<Governance.Rpc.Refusal>(() => emergency.Extend(1, "需要采购灯具", rules, At(0, 10))).Reason);
    }

    [Fact]
    public void Who_accepts_after_the_limit_has_missed_it_also_before_the_clock_looks()
    {
        var rules = Rules(2026);
        var call = Open(rules, CallUrgency.Normal);
        call.Accept(At(2, 9));
        Assert.True(call.Overdue);
        Assert.Single(call.Steps, s => s.Kind == "Overdue");
        Assert.Equal(CallState.Accepted, call.State);
    }

    [Fact]
    public void Opened_again_it_begins_anew()
    {
        var call = InProgress(out var rules);
        call.Pause(PauseReason.ExpertOpinion, "等待专家", At(1, 9));
        call.Resume(rules, At(3, 9));
        call.Resolve("已经修好了", At(3, 10));
        call.Reopen("又不亮了", rules, At(4, 9));
        Assert.Equal((TimeSpan.Zero, false, China(2026, 3, 16, 17)), (call.Times.PausedWork, call.Times.Reminded, call.Times.ResolveDueAt!.Value));
    }

    private static Call InProgress(out Reference rules, CallUrgency urgency = CallUrgency.Normal, int year = 2026)
    {
        rules = Rules(year);
        var call = Open(rules, urgency);
        call.Accept(At(0, 9));
        call.Start(At(0, 9));
        return call;
    }

    private static Call Open(Reference rules, CallUrgency urgency) => Call.Open(Guid.CreateVersion7(Monday),
        new Appeal("路灯不亮", SmallMap.Community, null, null, null, null, urgency, CallSource.Online, []), rules.Leaf("0201"), rules, At(0, 9));

    private static Reference Rules(int year, params (DateOnly, bool)[] days) => new([Category("0201", 7), Category("0202", 5)], [Lights], [],
        new WorkingCalendar([.. days, (new DateOnly(year, 1, 1), false)]));

    private static Category Category(string code, int days) => new()
    {
        Code = code, Name = code, Level = ResponseLevel.Town, DefaultUnitSuffix = code == "0201" ? "03" : "", AcceptAmount = 1, AcceptUnit = TimeLimitUnit.WorkingDay, ResolveAmount = days, ResolveUnit = TimeLimitUnit.WorkingDay,
    };

    private static Actor At(int day, int hour) => new("somebody", Monday.AddDays(day).AddHours(hour - 9));

    private static DateTimeOffset China(int year, int month, int day, int hour) => new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime();
}
