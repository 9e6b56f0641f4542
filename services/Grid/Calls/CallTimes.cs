using Governance.Grid.Calendar;
using Governance.Grid.Categories;

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
    public bool Extended { get; private set; }
    public PauseReason? Pause { get; private set; }
    public TimeSpan? Left { get; private set; }
    public TimeSpan? LeftToReminder { get; private set; }

    /// <summary>When the clock strikes next; the column that <see cref="CallClock"/> looks at.</summary>
    public DateTimeOffset? NextAlarmAt { get; private set; }

    /// <summary>The time to answer begins to run, or runs anew under another category.</summary>
    public void Start(Call call, Reference rules, DateTimeOffset from)
    {
        var limit = Shorter(rules.OrUnclassified(call.Category).Resolve, call.Urgency, UrgentLimit, EmergencyLimit);
        StartedAt = from;
        ByClock = limit.ByClock;
        SetDue(rules.Calendar.Add(from, limit.Span, ByClock));
        ResolveRemindAt = rules.Calendar.Add(from, limit.Span * ReminderAt, ByClock).At;
        // A miss stays a miss until the call is opened again.
        if (call.State == CallState.Reopened) (ResolveMissed, AcceptMissed, Extended, AcceptDueAt, AcceptRemindAt) = (false, false, false, null, null);
        (Pause, Left, LeftToReminder) = (null, null, null);
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

    public void Stop(PauseReason reason, WorkingCalendar calendar, DateTimeOffset at)
    {
        Pause = reason;
        Left = ResolveDueAt is { } due ? calendar.Between(at, due, ByClock) : TimeSpan.Zero;
        LeftToReminder = ResolveRemindAt is { } remind ? calendar.Between(at, remind, ByClock) : null;
        if (!ResolveMissed) (ResolveDueAt, ResolveRemindAt) = (null, null);
        Next();
    }

    public void Continue(WorkingCalendar calendar, DateTimeOffset at)
    {
        if (!ResolveMissed)
        {
            SetDue(calendar.Add(at, Left ?? TimeSpan.Zero, ByClock));
            ResolveRemindAt = LeftToReminder is { } left ? calendar.Add(at, left, ByClock).At : null;
        }
        (Pause, Left, LeftToReminder) = (null, null, null);
        Next();
    }

    public void Extend(TimeSpan workingTime, WorkingCalendar calendar, DateTimeOffset at)
    {
        Extended = true;
        var due = calendar.Add(ResolveDueAt!.Value, workingTime, byClock: false);
        SetDue(due);
        ResolveRemindAt = calendar.Add(at, calendar.Between(at, due.At, byClock: false) * ReminderAt, byClock: false).At;
        Next();
    }

    /// <summary>Answered or ended: nothing strikes any more; the limits stay readable.</summary>
    public void Over()
    {
        (AcceptRemindAt, ResolveRemindAt, Pause, Left, LeftToReminder, NextAlarmAt) = (null, null, null, null, null, null);
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
            else if (ResolveRemindAt is { } remind && remind <= now) { struck.Add((Alarm.ResolveReminder, remind)); ResolveRemindAt = null; }
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

    private void SetDue(Deadline due)
    {
        ResolveDueAt = due.At;
        Provisional = due.Provisional;
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
