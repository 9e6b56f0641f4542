using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Grid.Calls;
using Governance.Messaging;
using Governance.Rpc;

namespace Governance.Grid.Disputes;

// The numbers are those of the proto.
internal enum DisputeKind { Neighbours = 1, Family, Housing, PropertyManagement, Land, Demolition, Labour, Debt, Compensation, Traffic, Medical, Consumption, Other }
internal enum DisputeRisk { Low = 1, Medium, High }
internal enum DisputeState { Open = 1, Proceeding, Settled, Closed, Withdrawn }
internal enum DisputePartyRole { Applicant = 1, Respondent, Third }
internal enum ProceedingKind { PeoplesMediation = 1, AdministrativeMediation, Arbitration, AdministrativeRuling, AdministrativeReview, Litigation }
internal enum Docking { Court = 1, Police, Procuratorate, Petitions }
internal enum ProceedingOutcome { Settled = 1, Failed, Escalated, Withdrawn }
internal enum Performance { Performed = 1, Partly, Broken }

/// <summary>What a dispute is taken in with; what people said is sealed already.</summary>
internal sealed record DisputeIntake(string Place, DisputeKind Kind, DisputeRisk Risk, byte[] Facts, IReadOnlyList<SealedParty> Parties, Guid? CallId)
{
    /// <summary>The place that was named, when a reorganisation has made another of it; else null.</summary>
    public string? Named { get; init; }
}

internal sealed record SealedParty(DisputePartyRole Role, byte[] Name, byte[]? Phone, byte[]? Number);

/// <summary>A dispute, from intake to an agreement that is kept: its state, its level, and what its clock strikes (plan ch. 4 §3, 矛盾纠纷全链条).</summary>
internal sealed class Dispute : Aggregate, IFollows
{
    private readonly List<DisputeParty> parties = [];
    private readonly List<DisputeProceeding> proceedings = [];
    private readonly List<DisputeStep> steps = [];
    private string? named;

    private Dispute() { }

    public DisputeKind Kind { get; private init; }
    public DisputeRisk Risk { get; private set; }
    public DisputeState State { get; private set; }
    public ResponseLevel Level { get; private set; }
    public Guid? CallId { get; private init; }

    /// <summary>Sealed.</summary>
    public byte[] Facts { get; private init; } = [];

    /// <summary>Sealed.</summary>
    public byte[]? Agreement { get; private set; }
    public DateOnly? SignedOn { get; private set; }
    public DateOnly? PerformBy { get; private set; }
    public bool FollowUpDue { get; private set; }
    public int ReopenCount { get; private set; }

    /// <summary>Since when the limit of this level runs, and how much of it, in working time; what is left of it while another authority has the dispute.</summary>
    public DateTimeOffset LevelSince { get; private set; }
    public TimeSpan LevelSpan { get; private set; }
    public DateTimeOffset? LevelDueAt { get; private set; }
    public bool Provisional { get; private set; }

    /// <summary>A level missed its limit once; never taken back.</summary>
    public bool Overdue { get; private set; }

    /// <summary>The limit of this level was missed, and there is none above.</summary>
    public bool LevelMissed { get; private set; }
    public DateTimeOffset? ReportDueAt { get; private set; }
    public DateTimeOffset? ReportedAt { get; private set; }
    public bool ReportMissed { get; private set; }
    public DateTimeOffset OpenedAt { get; private init; }

    /// <summary>Where it was taken in, when its community has been reorganised since; the figures of intake and settlement stay there.</summary>
    public string? OpenedIn { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>At which level and which way it was settled, last.</summary>
    public ProceedingKind? SettledBy { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public int StepCount { get; private set; }
    public int ProceedingCount { get; private set; }

    /// <summary>When the clock strikes next; the column that <see cref="DisputeClock"/> looks at.</summary>
    public DateTimeOffset? NextAlarmAt { get; private set; }

    string? IFollows.EnteredFor => named;
    public IReadOnlyList<DisputeParty> Parties => parties;
    public IReadOnlyList<DisputeProceeding> Proceedings => proceedings;
    public IReadOnlyList<DisputeStep> Steps => steps;
    public bool IsOpen => State is DisputeState.Open or DisputeState.Proceeding;
    public bool IsDone => State is DisputeState.Closed or DisputeState.Withdrawn;

    /// <summary>Division whose centre answers for it at its level.</summary>
    public string Centre => Level switch { ResponseLevel.City => Area[..4], ResponseLevel.County => Area[..6], ResponseLevel.Town => Area[..9], _ => Area };

    private DisputeProceeding? GoesOn => proceedings.Find(p => p.EndedAt is null);

    public static Dispute Open(DisputeIntake intake, DisputeTerms terms, Actor by)
    {
        var dispute = new Dispute
        {
            Id = Guid.CreateVersion7(by.At), Area = intake.Place, Kind = intake.Kind, Risk = intake.Risk, State = DisputeState.Open, Level = ResponseLevel.Community, CallId = intake.CallId,
            Facts = intake.Facts, OpenedAt = by.At, named = intake.Named,
        };
        dispute.parties.AddRange(intake.Parties.Select((p, i) => new DisputeParty(Guid.CreateVersion7(by.At), dispute.Id, i + 1, p)));
        dispute.Raise(new DisputeOpened(dispute.Id, dispute.Area, dispute.Kind.ToString(), dispute.Risk.ToString(), dispute.CallId, by.At));
        dispute.Step("Open", by, "");
        dispute.MustReport(terms, by.At);
        dispute.BeginLevel(terms, by.At);
        return dispute;
    }

    public void SetRisk(DisputeRisk risk, string reason, DisputeTerms terms, Actor by)
    {
        MustBeOpen();
        NoticeMissedReport(by.At);
        Risk = risk;
        MustReport(terms, by.At);
        Step("SetRisk", by, $"{risk.Chinese()}：{reason}");
        Next();
    }

    /// <summary>The county is told; too late is better than never, and stays marked.</summary>
    public void Report(string remark, Actor by)
    {
        // Also once it is settled: that the county was not told is not put right by an agreement.
        if (IsDone) throw DisputeRefusals.NotOpen(State);
        if (ReportDueAt is null || (Risk != DisputeRisk.High && !ReportMissed)) throw DisputeRefusals.ReportNotNeeded();
        if (ReportedAt is not null) throw DisputeRefusals.ReportedBefore();
        // Whoever is faster than the clock's next round is late all the same.
        NoticeMissedReport(by.At);
        ReportedAt = by.At;
        Step("Report", by, remark);
        Raise(new DisputeReported(Id, Area, Kind.ToString(), !ReportMissed, by.At));
        Next();
    }

    public void Begin(ProceedingKind kind, Docking? docking, string number, string reason, DisputeTerms terms, Actor by)
    {
        MustBeOpen();
        if (GoesOn is not null) throw DisputeRefusals.ProceedingGoesOn();
        if (!kind.IsMediation() && reason.Length == 0 && !proceedings.Exists(p => p.Kind.IsMediation() && p.Outcome is ProceedingOutcome.Failed or ProceedingOutcome.Escalated)) throw DisputeRefusals.MediationFirst();
        proceedings.Add(new DisputeProceeding(Id, ++ProceedingCount, kind, Level, by.At) { Docking = docking, DockingNumber = number });
        State = DisputeState.Proceeding;
        if (!kind.IsMediation()) Pause(terms, by.At);
        Step("BeginProceeding", by, reason.Length == 0 ? kind.Chinese() : $"{kind.Chinese()}：{reason}");
        if (docking is { } side) Step("RecordDocking", by, $"{side.Chinese()}：{number}");
    }

    public void RecordDocking(Docking docking, string number, Actor by)
    {
        if (IsDone) throw DisputeRefusals.NotOpen(State);
        if (proceedings.Count == 0) throw DisputeRefusals.NoProceeding();
        var last = proceedings.MaxBy(p => p.Ordinal)!;
        (last.Docking, last.DockingNumber) = (docking, number);
        // The proceeding shows the latest; that there was another before stays in the timeline.
        Step("RecordDocking", by, $"{docking.Chinese()}：{number}");
    }

    public void Fail(string reason, DisputeTerms terms, Actor by)
    {
        End(ProceedingOutcome.Failed, by.At);
        State = DisputeState.Open;
        Resume(terms, by.At);
        Step("EndProceeding", by, reason);
    }

    public void Settle(byte[] agreement, DateOnly signedOn, DateOnly performBy, Actor by)
    {
        NoticeMissedReport(by.At);
        var way = End(ProceedingOutcome.Settled, by.At);
        (State, Agreement, SignedOn, PerformBy, SettledAt, SettledBy, FollowUpDue) = (DisputeState.Settled, agreement, signedOn, performBy, by.At, way.Kind, false);
        (LevelDueAt, Provisional) = (null, false);
        Step("Settle", by, way.Kind.Chinese());
        Raise(new DisputeSettled(Id, Area, Kind.ToString(), way.Kind.ToString(), Level.ToString(), CallId, by.At));
        Next();
    }

    public void Escalate(string reason, DisputeTerms terms, Actor by)
    {
        MustBeOpen();
        if (Level == ResponseLevel.City) throw DisputeRefusals.AtTopLevel();
        if (GoesOn is { } way && !way.Kind.IsMediation()) throw DisputeRefusals.ProceedingElsewhere();
        GoUp(automatic: false, reason, terms, by);
    }

    /// <param name="performance">What was found.</param>
    /// <param name="findings">In words; sealed.</param>
    /// <param name="next">When to look again.</param>
    /// <param name="terms">Limits in force.</param>
    /// <param name="by">Who, when.</param>
    public void FollowUp(Performance performance, byte[] findings, DateOnly? next, DisputeTerms terms, Actor by)
    {
        if (State != DisputeState.Settled) throw DisputeRefusals.NotSettled(State);
        NoticeMissedReport(by.At);
        FollowUpDue = false;
        if (performance == Performance.Partly) PerformBy = next;
        if (performance == Performance.Performed) Close(DisputeState.Closed, by.At);
        if (performance == Performance.Broken)
        {
            (State, SettledAt, SettledBy) = (DisputeState.Open, null, null);
            ReopenCount++;
            BeginLevel(terms, by.At);
            Raise(new DisputeReopened(Id, Area, Kind.ToString(), ReopenCount, by.At));
        }
        Step("FollowUp", by, performance.Chinese(), findings);
        Next();
    }

    public void Withdraw(string reason, Actor by)
    {
        MustBeOpen();
        NoticeMissedReport(by.At);
        if (GoesOn is not null) End(ProceedingOutcome.Withdrawn, by.At);
        Close(DisputeState.Withdrawn, by.At);
        Step("Withdraw", by, reason);
        Next();
    }

    /// <summary>The clock has struck. Each thing fires once, since that it has fired is written down with it.</summary>
    public void OnAlarm(DisputeTerms terms, Actor clock)
    {
        if (!IsDone) NoticeMissedReport(clock.At);
        if (IsOpen && LevelDueAt <= clock.At && !LevelMissed)
        {
            Overdue = true;
            if (Level < ResponseLevel.City) GoUp(automatic: true, "本级超过调处时限，自动提级", terms, clock);
            else
            {
                LevelMissed = true;
                Step("Overdue", clock, "市级超过调处时限");
            }
        }
        if (State == DisputeState.Settled && !FollowUpDue && FollowUpAt <= clock.At)
        {
            FollowUpDue = true;
            Step("FollowUpDue", clock, "履行期限已到，须回访履行情况");
        }
        Next();
    }

    /// <summary>A year of the calendar was published: a provisional limit is worked out anew.</summary>
    public void Reschedule(DisputeTerms terms)
    {
        if (!IsOpen || !Provisional || LevelDueAt is null || LevelMissed) return;
        Reckon(terms);
        Next();
    }

    /// <summary>Its community was reorganised. Nothing else about it changes.</summary>
    public void MoveTo(string area, Actor by)
    {
        var former = Area;
        OpenedIn ??= former;
        Area = area;
        Step("Move", by, $"社区建制调整：{former} → {area}");
        Raise(new DisputeMoved(Id, Area, former, Kind.ToString(), by.At));
    }

    private DateTimeOffset? FollowUpAt => PerformBy is { } day ? ChinaTime.StartOf(day.AddDays(1)) : null;

    private void GoUp(bool automatic, string reason, DisputeTerms terms, Actor by)
    {
        if (GoesOn is not null)
        {
            End(ProceedingOutcome.Escalated, by.At);
            State = DisputeState.Open;
        }
        Level++;
        BeginLevel(terms, by.At);
        Step("Escalate", by, reason);
        Raise(new DisputeEscalated(Id, Area, Kind.ToString(), Level.ToString(), automatic, by.At));
    }

    private void BeginLevel(DisputeTerms terms, DateTimeOffset at)
    {
        (LevelSince, LevelSpan, LevelMissed) = (at, terms.Span(Level), false);
        Reckon(terms);
        Next();
    }

    // What another authority decides is not for the centre to hurry.
    private void Pause(DisputeTerms terms, DateTimeOffset at)
    {
        LevelSpan -= terms.Calendar.Between(LevelSince, at, byClock: false);
        if (LevelSpan < TimeSpan.Zero) LevelSpan = TimeSpan.Zero;
        (LevelDueAt, Provisional) = (null, false);
        Next();
    }

    private void Resume(DisputeTerms terms, DateTimeOffset at)
    {
        if (LevelDueAt is not null || LevelMissed) return;
        LevelSince = at;
        Reckon(terms);
        Next();
    }

    private void Reckon(DisputeTerms terms)
    {
        var due = terms.Calendar.Add(LevelSince, LevelSpan, byClock: false);
        (LevelDueAt, Provisional) = (due.At, due.Provisional);
    }

    private void MustReport(DisputeTerms terms, DateTimeOffset at)
    {
        // From when it was high first: whoever calls it less in between wins no time. While it is not high the limit rests.
        if (Risk == DisputeRisk.High) ReportDueAt ??= at + terms.ReportWithin;
    }

    // Whoever is faster than the clock's next round wipes nothing off.
    private void NoticeMissedReport(DateTimeOffset at)
    {
        if (Risk != DisputeRisk.High || ReportDueAt is not { } due || at < due || ReportedAt is not null || ReportMissed) return;
        ReportMissed = true;
        Step("ReportMissed", new Actor("system:clock", at), "高风险纠纷未按时上报县级");
        Raise(new DisputeReportOverdue(Id, Area, Kind.ToString(), ReportDueAt!.Value, at));
    }

    private DisputeProceeding End(ProceedingOutcome outcome, DateTimeOffset at)
    {
        var way = GoesOn ?? throw DisputeRefusals.NoProceeding();
        (way.EndedAt, way.Outcome) = (at, outcome);
        return way;
    }

    private void Close(DisputeState state, DateTimeOffset at)
    {
        (State, EndedAt, LevelDueAt, Provisional) = (state, at, null, false);
        Raise(new DisputeClosed(Id, Area, Kind.ToString(), state.ToString(), at));
    }

    private void MustBeOpen()
    {
        if (!IsOpen) throw DisputeRefusals.NotOpen(State);
    }

    private void Next()
    {
        NextAlarmAt = null;
        if (IsOpen && !LevelMissed) Consider(LevelDueAt);
        if (!IsDone && Risk == DisputeRisk.High && ReportedAt is null && !ReportMissed) Consider(ReportDueAt);
        if (State == DisputeState.Settled && !FollowUpDue) Consider(FollowUpAt);
    }

    private void Consider(DateTimeOffset? at)
    {
        if (at is not null && (NextAlarmAt is null || at < NextAlarmAt)) NextAlarmAt = at;
    }

    private void Step(string kind, Actor by, string reason, byte[]? findings = null) => steps.Add(new DisputeStep(Guid.CreateVersion7(by.At), Id, ++StepCount, kind, State, Level, by.Subject, reason, findings, by.At));
}

/// <summary>Somebody in a dispute; everything that tells who is sealed.</summary>
[Nationwide("reached only through its dispute, which is filtered")]
internal sealed class DisputeParty
{
    private DisputeParty() { }

    public DisputeParty(Guid id, Guid dispute, int ordinal, SealedParty party) =>
        (Id, DisputeId, Ordinal, Role, Name, Phone, Number) = (id, dispute, ordinal, party.Role, party.Name, party.Phone, party.Number);

    public Guid Id { get; private init; }
    public Guid DisputeId { get; private init; }
    public int Ordinal { get; private init; }
    public DisputePartyRole Role { get; private init; }
    public byte[] Name { get; private init; } = [];
    public byte[]? Phone { get; private init; }
    public byte[]? Number { get; private init; }
}

/// <summary>One way that was tried; of a dispute one goes on at a time, a constraint too.</summary>
[Nationwide("reached only through its dispute, which is filtered")]
internal sealed class DisputeProceeding(Guid disputeId, int ordinal, ProceedingKind kind, ResponseLevel level, DateTimeOffset begunAt)
{
    public Guid DisputeId { get; private init; } = disputeId;
    public int Ordinal { get; private init; } = ordinal;
    public ProceedingKind Kind { get; private init; } = kind;
    public ResponseLevel Level { get; private init; } = level;
    public DateTimeOffset BegunAt { get; private init; } = begunAt;
    public Docking? Docking { get; set; }
    public string DockingNumber { get; set; } = "";
    public DateTimeOffset? EndedAt { get; set; }
    public ProceedingOutcome? Outcome { get; set; }
}

/// <summary>One row of the timeline. Never changed. What a follow-up found is sealed.</summary>
[Nationwide("reached only through its dispute, which is filtered")]
internal sealed record DisputeStep(Guid Id, Guid DisputeId, int Ordinal, string Kind, DisputeState State, ResponseLevel Level, string Actor, string Reason, byte[]? Findings, DateTimeOffset At);
