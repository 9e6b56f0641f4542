using Governance.Access;
using Governance.Events.Welfare.V1;
using Governance.Messaging;
using Governance.Welfare.People;

namespace Governance.Welfare.Cases;

// The numbers are those of the proto; Transferred is what those see whom a case has left.
internal enum CaseState { Referred = 1, Screened, Open, Planned, InService, Review, Closed, Transferred }
internal enum CaseSource { Staff = 1, Call, Agency }
internal enum CaseOutcome { GoalsMet = 1, NotEligible, Declined, MovedAway, Died, Duplicate, Withdrawn }
internal enum CaseStepKind
{
    Referred = 1, Screened, Opened, PlanSubmitted, Planned, PlanRejected, Started, ResultRecorded, Reviewed, Continued, ClosureProposed, ClosureRejected, Closed, Reopened, Flagged, Assigned,
    LimitMissed, Transferred, Withdrawn,
}

/// <summary>What is due next, and when.</summary>
internal readonly record struct Due(CaseLimitKind Kind, DateTimeOffset At);

/// <summary>What is done for a person. One that is under way a person, by a constraint; the case of an appeal once, by another.</summary>
internal sealed class Case : Aggregate
{
    private const int MostStepsASave = 8;
    private const string AppealClosed = "来源诉求已办结或撤回，转介随之撤回";
    private readonly List<CaseStep> steps = [];
    private int stepped;

    private Case() { }

    /// <summary>Null until screening has found out who it is.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Appeal in Grid that it answers.</summary>
    public Guid? CallId { get; private set; }
    public CaseSource Source { get; private init; }
    public CaseState State { get; private set; }

    /// <summary>Sign-in name of who is responsible.</summary>
    public string Worker { get; private set; } = "";
    public List<int> Flags { get; private set; } = [];
    public CaseLimitKind? DueKind { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The limit was missed: the supervisor's queue, until the step has been made.</summary>
    public bool WithSupervisor { get; private set; }

    /// <summary>How many plans were submitted; the last may wait.</summary>
    public int PlanCount { get; private set; }
    public bool PlanWaits { get; private set; }

    /// <summary>Who proposes that it be closed; kept with the closure.</summary>
    public string? ClosureBy { get; private set; }
    public CaseOutcome? Outcome { get; private set; }
    public string? ClosureMessage { get; private set; }
    public DateTimeOffset ReferredAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public IReadOnlyList<CaseStep> Steps => steps;

    public bool ClosureWaits => ClosureBy is not null && State != CaseState.Closed;

    public static Case Refer(string area, Guid? personId, Guid? callId, CaseSource source, Due due, Actor me)
    {
        var found = new Case { Id = Guid.CreateVersion7(me.At), Area = area, PersonId = personId, CallId = callId, Source = source, State = CaseState.Referred, ReferredAt = me.At };
        found.Await(due);
        found.Step(CaseStepKind.Referred, me);
        found.Raise(new CaseReferred(found.Id, area, source.ToString(), callId, me.At));
        return found;
    }

    public void Screen(Person person, Due due, Actor me)
    {
        MustBe(CaseState.Referred);
        (PersonId, Area) = (person.Id, person.Area);
        Move(CaseState.Screened, CaseStepKind.Screened, due, me);
        Progressed(me);
    }

    /// <summary>The limit of its plan runs since it was screened, so that nothing lies between the two without a clock.</summary>
    public void Open(string worker, Actor me)
    {
        MustBe(CaseState.Screened);
        (State, Worker) = (CaseState.Open, worker);
        Step(CaseStepKind.Opened, me);
        Raise(new CaseAccepted(Id, Area, CallId, me.At));
    }

    public void Assign(string worker, Actor me)
    {
        MustBe(CaseState.Open, CaseState.Planned, CaseState.InService, CaseState.Review);
        Worker = worker;
        Step(CaseStepKind.Assigned, me);
    }

    /// <summary>Number of the plan.</summary>
    public int SubmitPlan(Actor me)
    {
        MustBe(CaseState.Open, CaseState.Planned, CaseState.InService, CaseState.Review);
        if (PlanWaits) throw CaseRefusals.PlanWaits();
        PlanWaits = true;
        Step(CaseStepKind.PlanSubmitted, me);
        return ++PlanCount;
    }

    public void DecidePlan(CasePlan plan, bool approve, Due due, Actor me)
    {
        if (!PlanWaits) throw CaseRefusals.NoPlanWaits();
        plan.Decide(approve, me);
        PlanWaits = false;
        if (!approve)
        {
            Step(CaseStepKind.PlanRejected, me);
            return;
        }
        // A new plan in the course of a case holds at once and does not set the case back.
        if (State == CaseState.Open) Move(CaseState.Planned, CaseStepKind.Planned, due, me);
        else Step(CaseStepKind.Planned, me);
        Raise(new CasePlanned(Id, Area, me.At));
    }

    public void Start(Due due, Actor me)
    {
        MustBe(CaseState.Planned);
        Move(CaseState.InService, CaseStepKind.Started, due, me);
        Progressed(me);
    }

    public void RecordResult(Actor me)
    {
        MustBe(CaseState.Planned, CaseState.InService, CaseState.Review);
        Step(CaseStepKind.ResultRecorded, me);
    }

    public void Review(Due due, Actor me)
    {
        MustBe(CaseState.InService);
        Move(CaseState.Review, CaseStepKind.Reviewed, due, me);
        Progressed(me);
    }

    public void Continue(Due due, Actor me)
    {
        MustBe(CaseState.Review);
        Move(CaseState.InService, CaseStepKind.Continued, due, me);
        Progressed(me);
    }

    public void ProposeClosure(CaseOutcome outcome, string message, Actor me)
    {
        MustBe(CaseState.Screened, CaseState.Open, CaseState.Planned, CaseState.InService, CaseState.Review);
        if (ClosureBy is not null) throw CaseRefusals.ClosureWaits();
        (ClosureBy, Outcome, ClosureMessage) = (me.Subject, outcome, message);
        Step(CaseStepKind.ClosureProposed, me);
    }

    public void DecideClosure(bool approve, Actor me)
    {
        if (!ClosureWaits) throw CaseRefusals.NoClosureWaits();
        if (ClosureBy == me.Subject) throw CaseRefusals.OwnApproval();
        if (!approve)
        {
            (ClosureBy, Outcome, ClosureMessage) = (null, null, null);
            Step(CaseStepKind.ClosureRejected, me);
            return;
        }
        (State, ClosedAt, PlanWaits, DueKind, DueAt, WithSupervisor) = (CaseState.Closed, me.At, false, null, null, false);
        Step(CaseStepKind.Closed, me);
        Raise(new CaseClosed(Id, Area, CallId, ClosureMessage!, me.At));
    }

    /// <summary>The appeal that it came from is closed. What somebody has taken on goes on.</summary>
    public void Withdraw(Actor me)
    {
        if (State is not (CaseState.Referred or CaseState.Screened)) return;
        (State, ClosedAt, DueKind, DueAt, WithSupervisor) = (CaseState.Closed, me.At, null, null, false);
        (ClosureBy, Outcome, ClosureMessage) = (me.Subject, CaseOutcome.Withdrawn, AppealClosed);
        Step(CaseStepKind.Withdrawn, me);
        Raise(new CaseClosed(Id, Area, CallId, AppealClosed, me.At));
    }

    /// <summary>The appeal was merged into another, which is answered instead.</summary>
    public void Follow(Guid callId, Actor me)
    {
        if (State == CaseState.Closed) return;
        CallId = callId;
        Step(CaseStepKind.Referred, me);
    }

    public void Reopen(Due due, Actor me)
    {
        MustBe(CaseState.Closed);
        (ClosureBy, Outcome, ClosureMessage, ClosedAt) = (null, null, null, null);
        Move(CaseState.Open, CaseStepKind.Reopened, due, me);
        Raise(new CaseReopened(Id, Area, me.At));
    }

    public void Flag(List<int> flags, Actor me)
    {
        Flags = flags;
        Step(CaseStepKind.Flagged, me);
    }

    /// <summary>It may be offered to another unit or area.</summary>
    public void MustBeUnderWay() => MustBe(CaseState.Open, CaseState.Planned, CaseState.InService, CaseState.Review);

    /// <summary>Comes to another area by the right of its transfer. What waits for a decision is decided before: it would be lost on the way.</summary>
    public void Arrive(string area, Due due, Actor me)
    {
        MustBeUnderWay();
        if (PlanWaits) throw CaseRefusals.PlanWaits();
        if (ClosureWaits) throw CaseRefusals.ClosureWaits();
        var former = Area;
        ArriveIn(area);
        Worker = "";
        Move(CaseState.Open, CaseStepKind.Transferred, due, me);
        Raise(new CaseTransferred(Id, area, former, me.At));
    }

    /// <summary>False: it was made in time, or lies with the supervisor already.</summary>
    public bool MissLimit(Actor me)
    {
        if (WithSupervisor || DueAt is not { } due || due > me.At) return false;
        WithSupervisor = true;
        Step(CaseStepKind.LimitMissed, me);
        Raise(new CaseOverdue(Id, Area, DueKind!.Value.ToString(), due, me.At));
        return true;
    }

    // Whoever folds the events must come to the same state as the row, in the same place.
    private void Progressed(Actor me) => Raise(new CaseProgressed(Id, Area, State.ToString(), me.At));

    private void MustBe(params ReadOnlySpan<CaseState> states)
    {
        if (!states.Contains(State)) throw CaseRefusals.NotThere(State);
    }

    private void Move(CaseState state, CaseStepKind step, Due due, Actor me)
    {
        State = state;
        Await(due);
        Step(step, me);
    }

    private void Await(Due due) => (DueKind, DueAt, WithSupervisor) = (due.Kind, due.At, false);

    private void Step(CaseStepKind kind, Actor me) => steps.Add(new CaseStep { CaseId = Id, Number = Version * MostStepsASave + stepped++, Area = Area, Kind = kind, At = me.At, By = me.Subject });
}

/// <summary>What happened to a case, without its content. Its own area: what happened elsewhere before a transfer is told only when it was shared.</summary>
internal sealed class CaseStep : IAreaScoped
{
    public Guid CaseId { get; init; }
    public int Number { get; init; }
    public required string Area { get; init; }
    public CaseStepKind Kind { get; init; }
    public DateTimeOffset At { get; init; }
    public string By { get; init; } = "";
}
