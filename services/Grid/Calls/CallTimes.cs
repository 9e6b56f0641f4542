using Governance.Grid.Categories;
using Governance.Map;

namespace Governance.Grid.Calls;

internal enum Alarm { AcceptReminder, AcceptMissed, ResolveReminder, ResolveMissed }

/// <summary>The clock of a call: two limits, a reminder at 80 % of each, pauses. Pure: what has fired is remembered, so each fires once.</summary>
internal sealed class CallTimes
{
    private const double ReminderAt = 0.8;
    private static readonly TimeLimit UrgentLimit = new(24, TimeLimitUnit.ClockHour), EmergencyLimit = new(2, TimeLimitUnit.ClockHour);
    private static readonly TimeSpan UrgentAccept = TimeSpan.FromHours(1), EmergencyAccept = TimeSpan.FromMinutes(15);

    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? AcceptRemindAt { get; private set; }
    public DateTimeOffset? AcceptDueAt { get; private set; }
    public bool AcceptMissed { get; private set; }
    public DateTimeOffset? ResolveRemindAt { get; private set; }
    public DateTimeOffset? ResolveDueAt { get; private set; }
    public bool ResolveMissed { get; private set; }
    public bool ByClock { get; private set; }
    public bool Provisional { get; private set; }
    public PauseReason? Pause { get; private set; }

    /// <summary>The limit in force when it last began to run: the category's, shortened by urgency.</summary>
    public TimeSpan Span { get; private set; }

    /// <summary>Since when the clock stands still.</summary>
    public DateTimeOffset? PausedAt { get; private set; }

    /// <summary>How long it has stood still so far, in working time and by the clock. Both are kept: a new category may count the other way.</summary>
    public TimeSpan PausedWork { get; private set; }
    public TimeSpan PausedClock { get; private set; }

    /// <summary>Working time granted on top, once.</summary>
    public TimeSpan ExtendedBy { get; private set; }
    public DateTimeOffset? ExtendedAt { get; private set; }

    /// <summary>The reminder of the time to answer has been given.</summary>
    public bool Reminded { get; private set; }

    public bool Extended => ExtendedAt is not null;

    /// <summary>When the clock strikes next; the column that <see cref="CallClock"/> looks at.</summary>
    public DateTimeOffset? NextAlarmAt { get; private set; }

    /// <summary>For a call that goes on in the place of another.</summary>
    public CallTimes Copy() => (CallTimes)MemberwiseClone();

    /// <summary>The time to answer begins to run, or runs anew under another category or calendar: what was paused, granted and reminded before still counts.</summary>
    public void Start(Call call, Reference rules, DateTimeOffset from)
    {
        if (call.State == CallState.Reopened)
        {
            (ResolveMissed, AcceptMissed, AcceptDueAt, AcceptRemindAt) = (false, false, null, null);
            (PausedWork, PausedClock, ExtendedBy, ExtendedAt, Reminded) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, null, false);
            (Pause, PausedAt) = (null, null);
        }
        var limit = Shorter(rules.OrUnclassified(call.Category).Resolve, call.Urgency, UrgentLimit, EmergencyLimit);
        (StartedAt, Span, ByClock) = (from, limit.Span, limit.ByClock);
        Reckon(rules.Calendar);
        Next();
    }

    public void Dispatched(Call call, Reference rules, DateTimeOffset at)
    {
        var limit = rules.OrUnclassified(call.Category).Accept;
        var (span, byClock) = call.Urgency switch
        {
            CallUrgency.Emergency => (EmergencyAccept, true),
            CallUrgency.Urgent => (UrgentAccept, true),
            _ => (limit.Span, limit.ByClock),
        };
        AcceptDueAt = rules.Calendar.Add(at, span, byClock).At;
        AcceptRemindAt = rules.Calendar.Add(at, span * ReminderAt, byClock).At;
        AcceptMissed = false;
        Next();
    }

    /// <summary>Accepted, or no longer with a unit: the limit to accept is over; whether it was missed stays.</summary>
    public void Accepted()
    {
        AcceptRemindAt = null;
        if (!AcceptMissed) AcceptDueAt = null;
        Next();
    }

    public void Stop(PauseReason reason, DateTimeOffset at)
    {
        (Pause, PausedAt) = (reason, at);
        if (!ResolveMissed) (ResolveDueAt, ResolveRemindAt) = (null, null);
        Next();
    }

    public void Continue(WorkingCalendar calendar, DateTimeOffset at)
    {
        PausedWork += calendar.Between(PausedAt!.Value, at, byClock: false);
        PausedClock += at - PausedAt.Value;
        (Pause, PausedAt) = (null, null);
        if (!ResolveMissed) Reckon(calendar);
        Next();
    }

    public void Extend(TimeSpan workingTime, WorkingCalendar calendar, DateTimeOffset at)
    {
        (ExtendedBy, ExtendedAt, Reminded) = (workingTime, at, false);
        Reckon(calendar);
        Next();
    }

    /// <summary>Answered or ended: nothing strikes any more; the limits stay readable.</summary>
    public void Over()
    {
        (AcceptRemindAt, ResolveRemindAt, Pause, PausedAt, NextAlarmAt) = (null, null, null, null, null);
    }

    /// <summary>What has come due by now, each with the moment it was due; it will not come again.</summary>
    public List<(Alarm Kind, DateTimeOffset Due)> Strike(DateTimeOffset now, bool waitsForAcceptance)
    {
        var struck = new List<(Alarm, DateTimeOffset)>();
        if (waitsForAcceptance && !AcceptMissed)
        {
            if (AcceptDueAt is { } due && due <= now) { struck.Add((Alarm.AcceptMissed, due)); (AcceptMissed, AcceptRemindAt) = (true, null); }
            else if (AcceptRemindAt is { } remind && remind <= now) { struck.Add((Alarm.AcceptReminder, remind)); AcceptRemindAt = null; }
        }
        if (Pause is null && !ResolveMissed)
        {
            if (ResolveDueAt is { } due && due <= now) { struck.Add((Alarm.ResolveMissed, due)); (ResolveMissed, ResolveRemindAt) = (true, null); }
            else if (ResolveRemindAt is { } remind && remind <= now) { struck.Add((Alarm.ResolveReminder, remind)); (ResolveRemindAt, Reminded) = (null, true); }
        }
        Next();
        return struck;
    }

    private void Next()
    {
        NextAlarmAt = null;
        if (AcceptDueAt is not null && !AcceptMissed) Consider(AcceptRemindAt ?? AcceptDueAt);
        if (ResolveDueAt is not null && !ResolveMissed) Consider(ResolveRemindAt ?? ResolveDueAt);
    }

    // Always from the beginning, so that a new category, calendar or pause changes nothing else. After an extension the reminder comes at 80 % of what was left then.
    private void Reckon(WorkingCalendar calendar)
    {
        var paused = ByClock ? PausedClock : PausedWork;
        var due = calendar.Add(StartedAt, Span + paused, ByClock);
        if (ExtendedBy > TimeSpan.Zero)
        {
            var later = calendar.Add(due.At, ExtendedBy, byClock: false);
            due = later with { Provisional = due.Provisional || later.Provisional };
        }
        (ResolveDueAt, Provisional) = (due.At, due.Provisional);
        ResolveRemindAt = Reminded ? null
            : ExtendedAt is { } at ? calendar.Add(at, calendar.Between(at, due.At, byClock: false) * ReminderAt, byClock: false).At
            : calendar.Add(StartedAt, Span * ReminderAt + paused, ByClock).At;
    }

    private void Consider(DateTimeOffset? at)
    {
        if (at is not null && (NextAlarmAt is null || at < NextAlarmAt)) NextAlarmAt = at;
    }

    // Urgency shortens a limit, it never lengthens one.
    private static TimeLimit Shorter(TimeLimit limit, CallUrgency urgency, TimeLimit urgent, TimeLimit emergency)
    {
        var most = urgency switch { CallUrgency.Emergency => emergency, CallUrgency.Urgent => urgent, _ => limit };
        return limit.ByClock && limit.Span < most.Span ? limit : most;
    }
}
