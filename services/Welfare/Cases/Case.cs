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
    private const string AppealClosed = "来源诉求已办结或撤回，转介随之撤回", OtherGoesOn = "同一人重复建档已合并，由另一个案继续办理";

    // One sentence for all, for readers of events who do not know the outcome yet.
    private const string Answered = "您反映的事项已由民政部门办结";
    private readonly List<CaseStep> steps = [];
    private int stepped;

    private Case() { }

    /// <summary>Null until screening has found out who it is.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Appeal in Grid that it answers.</summary>
    public Guid? CallId { get; private set; }

    /// <summary>When Grid dispatched it, the last time.</summary>
    public DateTimeOffset? CallAt { get; private set; }
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

    /// <summary>What somebody typed, encrypted. It stays in the case: whoever appealed is told by the outcome alone, see <see cref="CaseClosed"/>.</summary>
    public byte[]? ClosureText { get; private set; }

    /// <summary>A sentence of ours; in cases of before <see cref="ClosureText"/> the text.</summary>
    public string? ClosureMessage { get; private set; }

    /// <summary>When the person died, if that is the outcome and was not recorded before.</summary>
    public DateOnly? ClosureDiedOn { get; private set; }
    public DateTimeOffset ReferredAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public IReadOnlyList<CaseStep> Steps => steps;

    public bool ClosureWaits => ClosureBy is not null && State != CaseState.Closed;

    public static Case Refer(string area, Guid? personId, Guid? callId, CaseSource source, Due due, Actor me, DateTimeOffset? callAt = null)
    {
        var found = new Case { Id = Guid.CreateVersion7(me.At), Area = area, PersonId = personId, CallId = callId, CallAt = callAt, Source = source, State = CaseState.Referred, ReferredAt = me.At };
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

    public void ProposeClosure(CaseOutcome outcome, byte[] text, DateOnly? diedOn, Actor me)
    {
        MustBe(CaseState.Screened, CaseState.Open, CaseState.Planned, CaseState.InService, CaseState.Review);
        if (ClosureBy is not null) throw CaseRefusals.ClosureWaits();
        (ClosureBy, Outcome, ClosureText, ClosureDiedOn) = (me.Subject, outcome, text, diedOn);
        Step(CaseStepKind.ClosureProposed, me);
    }

    public void DecideClosure(bool approve, Actor me)
    {
        if (!ClosureWaits) throw CaseRefusals.NoClosureWaits();
        if (ClosureBy == me.Subject) throw CaseRefusals.OwnApproval();
        if (!approve)
        {
            Unpropose();
            Step(CaseStepKind.ClosureRejected, me);
            return;
        }
        End(CaseStepKind.Closed, me);
    }

    /// <summary>The person had two records, each with a case: the other one goes on.</summary>
    public void GiveWay(Actor me)
    {
        (ClosureBy, Outcome, ClosureText, ClosureMessage) = (me.Subject, CaseOutcome.Duplicate, null, OtherGoesOn);
        End(CaseStepKind.Closed, me);
    }

    /// <summary>The appeal that it came from is closed. What somebody has taken on goes on.</summary>
    public void Withdraw(Actor me)
    {
        if (State is not (CaseState.Referred or CaseState.Screened)) return;
        (ClosureBy, Outcome, ClosureText, ClosureMessage) = (me.Subject, CaseOutcome.Withdrawn, null, AppealClosed);
        End(CaseStepKind.Withdrawn, me);
    }

    /// <summary>The appeal was merged into another, which is answered instead.</summary>
    public void Follow(Guid callId, Actor me)
    {
        if (State == CaseState.Closed) return;
        CallId = callId;
        Step(CaseStepKind.Referred, me);
    }

    /// <param name="stays">Whoever was responsible may still open it; otherwise somebody is assigned anew.</param>
    /// <param name="due">Until when it is planned.</param>
    /// <param name="me">Who and when.</param>
    public void Reopen(bool stays, Due due, Actor me)
    {
        MustBe(CaseState.Closed);
        Unpropose();
        if (!stays) Worker = "";
        Move(CaseState.Open, CaseStepKind.Reopened, due, me);
        Raise(new CaseReopened(Id, Area, me.At));
    }

    /// <summary>The appeal that it answered, or was withdrawn with, was reopened and dispatched again: the referral begins anew.</summary>
    /// <param name="underWay">The person has another case by now: who it is must be found out again, as one goes on at a time.</param>
    /// <param name="due">Until when it is screened.</param>
    /// <param name="me">Who and when.</param>
    /// <param name="callAt">When it was dispatched.</param>
    public void ReferAgain(bool underWay, Due due, Actor me, DateTimeOffset callAt)
    {
        MustBe(CaseState.Closed);
        Unpropose();
        (Worker, CallAt) = ("", callAt);
        if (underWay) PersonId = null;
        Move(CaseState.Referred, CaseStepKind.Referred, due, me);
        Raise(new CaseReferred(Id, Area, Source.ToString(), CallId, me.At));
    }

    /// <summary>The appeal was dispatched anew while the case goes on. False: that was known.</summary>
    public bool DispatchedAgain(DateTimeOffset callAt)
    {
        if (CallAt >= callAt) return false;
        CallAt = callAt;
        return true;
    }

    /// <summary>The person lives in another community of the caller's areas, or the community is another now: the case goes along, and its worker unless they may not open it there.</summary>
    public void Relocate(string area, DateTimeOffset at, bool stays = true)
    {
        if (area == Area) return;
        var former = Area;
        Area = area;
        if (!stays) Worker = "";
        Raise(new CaseMoved(Id, area, former, at));
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

    private void Unpropose() => (ClosureBy, Outcome, ClosureText, ClosureMessage, ClosureDiedOn, ClosedAt) = (null, null, null, null, null, null);

    private void End(CaseStepKind step, Actor me)
    {
        (State, ClosedAt, PlanWaits, DueKind, DueAt, WithSupervisor) = (CaseState.Closed, me.At, false, null, null, false);
        Step(step, me);
        Raise(new CaseClosed(Id, Area, CallId, Answered, me.At, CodeOf(Outcome!.Value)));
    }

    // That somebody died or left is told to nobody who only appealed.
    private static string CodeOf(CaseOutcome outcome) => outcome switch { CaseOutcome.Died or CaseOutcome.MovedAway => "Ended", CaseOutcome.Duplicate => "Merged", _ => outcome.ToString() };

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
