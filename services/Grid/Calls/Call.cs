using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Grid.Categories;
using Governance.Map;
using Governance.Messaging;

namespace Governance.Grid.Calls;

// The numbers are those of the proto.
internal enum CallState { Open = 1, Triaged, Dispatched, Accepted, Returned, InProgress, Resolved, Evaluated, Closed, Withdrawn, Merged, Reopened }
internal enum CallSource { GridWorker = 1, Hotline, Online, WalkIn, Community, Sensor, DeputiesOffice, Agency }
internal enum CallUrgency { Normal = 1, Urgent, Emergency }
internal enum ResponseLevel { Community = 1, Town, County, City }
internal enum PauseReason { WaitingForResident = 1, ExpertOpinion, ForceMajeure, OtherAuthority }

/// <summary>Who does something to a call, when.</summary>
internal readonly record struct Actor(string Subject, DateTimeOffset At);

/// <summary>What a call is opened with.</summary>
internal sealed record Appeal(string Text, string Place, double? Latitude, double? Longitude, byte[]? ContactName, byte[]? ContactPhone,
    CallUrgency Urgency, CallSource Source, string[] Attachments)
{
    /// <summary>The place that was named, when it is not the one it belongs to but what a reorganisation has made of it; else null.</summary>
    public string? Named { get; init; }
}

/// <summary>A resident's appeal: its state, its clock, and every rule about both.</summary>
internal sealed partial class Call : Aggregate, IOwned, IUnitBound, IFollows
{
    public const int ReturnsAllowed = 2;
    public static readonly TimeSpan UnevaluatedFor = TimeSpan.FromDays(7), ReopenableFor = TimeSpan.FromDays(30);
    private readonly List<CallStep> steps = [];
    private readonly List<CallReturn> returns = [];
    private string? named;
    private string? passedOnBy;

    private Call() { }

    public string Owner { get; private init; } = "";
    public string Text { get; private init; } = "";
    public CallSource Source { get; private init; }
    public double? Latitude { get; private init; }
    public double? Longitude { get; private init; }
    public byte[]? ContactName { get; private init; }
    public byte[]? ContactPhone { get; private init; }
    public string[] Attachments { get; private init; } = [];
    public DateTimeOffset OpenedAt { get; private init; }
    public CallUrgency Urgency { get; private set; }
    public string? Category { get; private set; }
    public CallState State { get; private set; }
    public ResponseLevel Level { get; private set; }
    public string? Unit { get; private set; }
    public string DispatchReason { get; private set; } = "";
    public int ReturnCount { get; private set; }
    public Guid? MergedInto { get; private set; }
    public int MergedCount { get; private set; }
    public int OpenTasks { get; private set; }
    public int StepCount { get; private set; }

    /// <summary>A limit was missed once; never taken back.</summary>
    public bool Overdue { get; private set; }
    public string? Resolution { get; private set; }

    /// <summary>The answer is for the caller alone, such as the message of a case: nobody who called about the same is told it.</summary>
    public bool Confidential { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public int? Score { get; private set; }
    public string? Comment { get; private set; }
    public DateTimeOffset? EvaluatedAt { get; private set; }
    public string? Findings { get; private set; }
    public bool Rectified { get; private set; }
    public DateTimeOffset? FollowedUpAt { get; private set; }
    public CallTimes Times { get; private set; } = new();

    /// <summary>Where it was taken in, when its community has been reorganised since; the figures of intake stay there.</summary>
    public string? OpenedIn { get; private set; }
    public DateTimeOffset? MovedAt { get; private set; }

    public IReadOnlyList<CallStep> Steps => steps;
    public IReadOnlyList<CallReturn> Returns => returns;
    string? IOwned.Owner => Owner;
    bool IOwned.OwnedAnywhere => named is not null;
    string? IFollows.EnteredFor => named;

    // Whoever withdraws a call passes on what was merged into it, whosever that is.
    bool IOwned.IsOwnedBy(string subject) => Owner == subject || passedOnBy == subject;

    public bool IsDone => State is CallState.Closed or CallState.Withdrawn or CallState.Merged;
    public bool IsAnswered => State is CallState.Resolved or CallState.Evaluated;
    public bool IsInQueue => State is CallState.Open or CallState.Triaged or CallState.Returned or CallState.Reopened;
    private bool IsWithUnit => State is CallState.Dispatched or CallState.Accepted or CallState.InProgress;
    private bool IsBadlyReviewed => Score is 1 or 2;

    public static Call Open(Guid id, Appeal appeal, Category? category, Reference rules, Actor by)
    {
        var call = new Call
        {
            Id = id, Area = appeal.Place, Owner = by.Subject, Text = appeal.Text, Source = appeal.Source, Latitude = appeal.Latitude, Longitude = appeal.Longitude,
            ContactName = appeal.ContactName, ContactPhone = appeal.ContactPhone, Attachments = appeal.Attachments, OpenedAt = by.At,
            Urgency = category is { Emergency: true } ? CallUrgency.Emergency : appeal.Urgency, Category = category?.Code, State = CallState.Open,
            Level = rules.OrUnclassified(category?.Code).Level, named = appeal.Named,
        };
        call.Raise(new CallOpened(id, call.Area, call.Category, call.Source.ToString(), call.Urgency.ToString(), by.At));
        call.Times.Start(call, rules, by.At);
        call.Step("Open", null, by, call.Source.ToString());
        if (category is null)
        {
            call.DispatchReason = "尚未分类，待中心分类派单";
            return call;
        }
        call.State = CallState.Triaged;
        call.ApplyRules(category, rules, by);
        return call;
    }

    public void Triage(Category category, CallUrgency? urgency, Reference rules, Actor by)
    {
        if (!IsInQueue) throw CallRefusals.NotInQueue(State);
        var (before, from) = (Category, State);
        Category = category.Code;
        Urgency = category.Emergency ? CallUrgency.Emergency : urgency ?? Urgency;
        if (Level < category.Level) Level = category.Level;
        State = CallState.Triaged;
        Times.Start(this, rules, Times.StartedAt);
        Raise(new CallTriaged(Id, Area, category.Code, before, Urgency.ToString(), OpenedAt, by.At, OpenedIn, MovedAt));
        Step("Triage", from, by, $"{before ?? "未分类"} → {category.Code} {category.Name}");
        // A unit has sent it back: a rule would only send it there again.
        if (ReturnCount == 0) ApplyRules(category, rules, by);
    }

    public void Dispatch(Unit unit, string reason, Reference rules, Actor by)
    {
        if (!IsInQueue) throw CallRefusals.NotInQueue(State);
        if (Category is null) throw CallRefusals.NotTriaged(State);
        GoTo(unit, reason, automatic: false, rules, by);
    }

    public void Accept(Actor by)
    {
        if (State != CallState.Dispatched) throw CallRefusals.NotDispatched(State);
        var onTime = Times.AcceptDueAt is not { } due || by.At <= due;
        // A unit that is faster than the clock's next round is late all the same, and the miss is told first.
        if (!onTime && !Times.AcceptMissed) OnAlarm(new Actor("system:clock", by.At));
        Move(CallState.Accepted, "Accept", by, "");
        Times.Accepted();
        Raise(new CallAccepted(Id, Area, Category!, Unit!, onTime, by.At));
    }

    public void Start(Actor by)
    {
        if (State != CallState.Accepted) throw CallRefusals.NotAccepted(State);
        Move(CallState.InProgress, "Start", by, "");
        Progressed("Start", by);
    }

    public void Pause(PauseReason pause, string reason, Actor by)
    {
        if (State != CallState.InProgress) throw CallRefusals.NotInProgress(State);
        if (Urgency == CallUrgency.Emergency) throw CallRefusals.IsEmergency();
        if (Times.Pause is not null) throw CallRefusals.IsPaused();
        Times.Stop(pause, by.At);
        Step("Pause", State, by, reason);
        Progressed("Pause", by);
    }

    public void Resume(Reference rules, Actor by)
    {
        if (Times.Pause is null) throw CallRefusals.NotPaused();
        Times.Continue(rules.Calendar, by.At);
        Step("Resume", State, by, "");
        Progressed("Resume", by);
    }

    public void Extend(int workingDays, string reason, Reference rules, Actor by)
    {
        if (!IsWithUnit) throw CallRefusals.NotWithUnit(State);
        if (Times.Extended) throw CallRefusals.ExtendedBefore();
        if (Times.ResolveMissed || by.At > Times.ResolveDueAt) throw CallRefusals.IsOverdue();
        if (Times.Pause is not null) throw CallRefusals.IsPaused();
        if (Urgency == CallUrgency.Emergency) throw CallRefusals.IsEmergency();
        // At most the limit in force once more; 24 hours by the clock are a working day.
        var (more, most) = (WorkingCalendar.Day * workingDays, Times.ByClock ? WorkingCalendar.Day * (Times.Span / TimeSpan.FromDays(1)) : Times.Span);
        if (more > most) throw CallRefusals.ExtensionTooLong(most / WorkingCalendar.Day);
        Times.Extend(more, rules.Calendar, by.At);
        Step("Extend", State, by, reason);
        Progressed("Extend", by);
    }

    public void Resolve(string resolution, Actor by)
    {
        if (OpenTasks > 0) throw CallRefusals.TasksOpen(OpenTasks);
        if (State != CallState.InProgress) throw CallRefusals.NotInProgress(State);
        Answer("Resolve", resolution, by);
    }

    /// <summary>A room that knows better has dealt with the matter: a whistle whose last task was handed in, or a case that was closed. Nothing happens to an answered call.</summary>
    public void ResolveElsewhere(string step, string resolution, Actor by, bool confidential = false)
    {
        if (IsDone || IsAnswered) return;
        Confidential = confidential;
        Answer(step, resolution, by);
    }

    /// <summary>Another service has begun to deal with the matter: a call that waits for its unit counts as accepted and in progress.</summary>
    public void TakenOnElsewhere(Actor by)
    {
        if (State == CallState.Dispatched) Accept(by);
        if (State == CallState.Accepted) Start(by);
    }

    /// <param name="score">1 to 5.</param>
    /// <param name="comment">May be empty.</param>
    /// <param name="answeredBy">Unit that answered: of a merged call that of the call it was merged into.</param>
    /// <param name="by">Who, when.</param>
    public void Evaluate(int score, string comment, string? answeredBy, Actor by)
    {
        // Who called about the same was answered too, and says once what they think of it; their call stays merged.
        var merged = State == CallState.Merged && ResolvedAt is not null && Score is null;
        if (State != CallState.Resolved && !merged) throw CallRefusals.NotResolved(State);
        (Score, Comment, EvaluatedAt) = (score, comment, by.At);
        Move(merged ? CallState.Merged : CallState.Evaluated, "Evaluate", by, $"{score} 分");
        Raise(new CallEvaluated(Id, Area, Category ?? "", answeredBy ?? "", score, by.At));
    }

    public void FollowUp(string findings, bool rectified, Actor by)
    {
        if (State is not (CallState.Evaluated or CallState.Merged) || !IsBadlyReviewed) throw CallRefusals.NotBadlyReviewed();
        (Findings, Rectified, FollowedUpAt) = (findings, rectified, by.At);
        Step("FollowUp", State, by, rectified ? "已整改" : "整改中");
        Progressed("FollowUp", by);
    }

    public void Close(string remark, Actor by)
    {
        var unevaluated = State == CallState.Resolved && by.At - ResolvedAt >= UnevaluatedFor;
        if (State != CallState.Evaluated && !unevaluated) throw CallRefusals.NotEvaluated(State);
        if (IsBadlyReviewed && !Rectified) throw CallRefusals.NotRectified();
        End(CallState.Closed, "Close", by, remark);
    }

    public void Withdraw(string reason, IReadOnlyCollection<Call> merged, Reference rules, Actor by)
    {
        if (IsDone || IsAnswered) throw CallRefusals.IsDone(State);
        PassOn(merged, rules, by);
        End(CallState.Withdrawn, "Withdraw", by, reason);
    }

    public void Reopen(string reason, Reference rules, Actor by)
    {
        if (!IsAnswered && State != CallState.Closed) throw CallRefusals.NotDone(State);
        if (by.At - (EndedAt ?? ResolvedAt) > ReopenableFor) throw CallRefusals.DoneTooLongAgo();
        var wasClosed = State == CallState.Closed;
        (Unit, Resolution, Confidential, ResolvedAt, EndedAt) = (null, null, false, null, null);
        (Score, Comment, EvaluatedAt, Findings, Rectified, FollowedUpAt) = (null, null, null, null, false, null);
        DispatchReason = "重新打开：" + reason;
        Move(CallState.Reopened, "Reopen", by, reason);
        Times.Start(this, rules, by.At);
        Raise(new CallReopened(Id, Area, Category ?? "", wasClosed, by.At));
    }

    public void Escalate(string reason, bool mayTakeFromUnit, Reference rules, Actor by)
    {
        if (IsDone || IsAnswered) throw CallRefusals.IsDone(State);
        if (IsWithUnit && !mayTakeFromUnit) throw CallRefusals.WithUnit(State);
        if (Level == ResponseLevel.City) throw CallRefusals.AtTopLevel();
        // Whoever gets it next must not inherit a clock that stands still.
        if (Times.Pause is not null) Times.Continue(rules.Calendar, by.At);
        Level++;
        Unit = null;
        DispatchReason = "升级：" + reason;
        Move(Category is null ? CallState.Open : CallState.Triaged, "Escalate", by, reason);
        Times.Accepted();
        Raise(new CallEscalated(Id, Area, Category, Level.ToString(), false, by.At));
    }

    /// <summary>The clock has struck: reminders, missed limits, escalation. Each fires once, since what has fired is written down with it.</summary>
    public void OnAlarm(Actor clock)
    {
        if (IsDone || IsAnswered) return;
        foreach (var (kind, due) in Times.Strike(clock.At, State == CallState.Dispatched))
        {
            if (kind is Alarm.AcceptReminder or Alarm.ResolveReminder)
            {
                Step("Remind", State, clock, kind == Alarm.AcceptReminder ? "接单时限已过 80%" : "办理时限已过 80%");
                Progressed("Remind", clock);
                continue;
            }
            var limit = kind == Alarm.AcceptMissed ? "Accept" : "Resolve";
            var first = !Overdue;
            Overdue = true;
            Step("Overdue", State, clock, kind == Alarm.AcceptMissed ? "超过接单时限" : "超过办理时限");
            Raise(new CallOverdue(Id, Area, Category, Unit, limit, first, due, clock.At));
            if (Level == ResponseLevel.City) continue;
            // The level above takes charge; the unit that has it still has to answer.
            Level++;
            Step("Escalate", State, clock, "超时自动升级");
            Raise(new CallEscalated(Id, Area, Category, Level.ToString(), true, clock.At));
        }
    }

    /// <summary>A year of the calendar was published: provisional limits are worked out anew.</summary>
    public void Reschedule(Reference rules, Actor clock)
    {
        if (IsDone || IsAnswered || !Times.Provisional || Times.Pause is not null || Times.ResolveMissed) return;
        var before = Times.ResolveDueAt;
        Times.Start(this, rules, Times.StartedAt);
        if (Times.ResolveDueAt == before) return;
        Step("Reschedule", State, clock, "工作日历已公布，重算时限");
        Progressed("Reschedule", clock);
    }

    /// <summary>Its community was reorganised. Nothing else about it changes: unit, clock and queue stay.</summary>
    public void MoveTo(string area, Actor by)
    {
        var from = Area;
        OpenedIn ??= from;
        (Area, MovedAt) = (area, by.At);
        Step("Move", State, by, $"社区建制调整：{from} → {area}");
        Raise(new CallMoved(Id, Area, from, Category, !IsDone, by.At));
    }

    public void Whistled(int tasks, string reason, Actor by)
    {
        OpenTasks += tasks;
        Step("Whistle", State, by, reason);
    }

    public void TaskHandedIn() => OpenTasks--;

    public void WhistleWithdrawn(int tasks, string reason, Actor by)
    {
        OpenTasks -= tasks;
        Step("WithdrawWhistle", State, by, reason);
    }

    private void ApplyRules(Category category, Reference rules, Actor by)
    {
        var (unit, reason) = rules.Dispatch(category, Area);
        if (rules.Unit(unit) is { } chosen) GoTo(chosen, reason, automatic: true, rules, by);
        else DispatchReason = reason;
    }

    private void GoTo(Unit unit, string reason, bool automatic, Reference rules, Actor by)
    {
        (Unit, DispatchReason) = (unit.Code, reason);
        Move(CallState.Dispatched, automatic ? "AutoDispatch" : "Dispatch", by, reason);
        Times.Dispatched(this, rules, by.At);
        Raise(new CallDispatched(Id, Area, Category!, unit.Code, automatic, Times.AcceptDueAt!.Value, Times.ResolveDueAt ?? Times.AcceptDueAt.Value, by.At));
    }

    private void Answer(string step, string resolution, Actor by)
    {
        var onTime = !Times.ResolveMissed && (Times.ResolveDueAt is not { } due || by.At <= due);
        (Resolution, ResolvedAt) = (resolution, by.At);
        Move(CallState.Resolved, step, by, "");
        Times.Over();
        Raise(new CallResolved(Id, Area, Category ?? "", Unit ?? "", onTime, by.At));
    }

    private void End(CallState state, string step, Actor by, string reason)
    {
        EndedAt = by.At;
        Move(state, step, by, reason);
        Times.Over();
        Raise(new CallClosed(Id, Area, Category, state.ToString(), MergedInto, by.At, OpenedIn));
    }

    private void Progressed(string step, Actor by) => Raise(new CallProgressed(Id, Area, step, State.ToString(), Times.ResolveDueAt, by.At));

    private void Move(CallState to, string kind, Actor by, string reason)
    {
        var from = State;
        State = to;
        Step(kind, from, by, reason);
    }

    private void Step(string kind, CallState? from, Actor by, string reason) =>
        steps.Add(new CallStep(Id, ++StepCount, kind, from, State, by.Subject, Unit, reason, by.At));
}

/// <summary>One row of the timeline. Never changed.</summary>
[Nationwide("reached only through its call, which is filtered")]
internal sealed record CallStep(Guid CallId, int Ordinal, string Kind, CallState? From, CallState To, string Actor, string? Unit, string Reason, DateTimeOffset At);
