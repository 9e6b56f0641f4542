using Governance.Access;
using Governance.Events.Welfare.V1;
using Governance.Messaging;
using Governance.Welfare.People;

namespace Governance.Welfare.Protection;

// The numbers are those of the proto.
internal enum ChildReportState { Reported = 1, Responded, Placed, Closed }
internal enum ReportLevel { Town = 1, County, City }
internal enum PlacementKind { Relative = 1, Temporary, Institution }
internal enum GuardianKind { Parent = 1, Relative, Designated, CivilAffairs }
internal enum ReporterDuty { None = 1, School, Hospital, Committee, Police, Other }
internal enum ChildStepKind { Reported = 1, Responded, Placed, Escalated, GuardianConfirmed }

/// <summary>
/// A child without a guardian in an emergency. Two clocks run from the report; each missed limit calls in the next level. Anyone reports anywhere: for that one save the row is the reporter's own, and
/// nothing but the sealed column remembers whose it was.
/// </summary>
internal sealed class ChildReport : Aggregate, IOwned
{
    private readonly List<ChildStep> steps = [];
    private string? reporting;

    private ChildReport() { }

    public ChildReportState State { get; private set; }

    /// <summary>Encrypted, as all that people write.</summary>
    public byte[] Text { get; private init; } = [];
    public byte[]? Address { get; private init; }
    public byte[]? ChildName { get; private init; }

    /// <summary>Name, phone, duty and subject of who reported, under a purpose of its own.</summary>
    public byte[] Reporter { get; private init; } = [];
    public Sex? Sex { get; private init; }
    public int Age { get; private init; }
    public Guid? PersonId { get; private set; }
    public DateTimeOffset ReportedAt { get; private init; }
    public DateTimeOffset RespondBy { get; private init; }
    public DateTimeOffset PlaceBy { get; private init; }
    public int EscalateMinutes { get; private init; }
    public bool RespondOverdue { get; private set; }
    public bool PlaceOverdue { get; private set; }
    public ReportLevel Level { get; private set; }

    /// <summary>When a clock strikes next; null = none runs.</summary>
    public DateTimeOffset? NextAlarmAt { get; private set; }
    public PlacementKind? Placement { get; private set; }
    public GuardianKind? Guardian { get; private set; }
    public IReadOnlyList<ChildStep> Steps => steps;

    string? IOwned.Owner => null;

    bool IOwned.OwnedAnywhere => true;

    bool IOwned.IsOwnedBy(string subject) => reporting == subject;

    public static ChildReport Report(ReportedChild child, ProtectionRule limits, string by, DateTimeOffset at)
    {
        var report = new ChildReport
        {
            Id = Guid.CreateVersion7(at), Area = child.Place, State = ChildReportState.Reported, Text = child.Text, Address = child.Address, ChildName = child.Name, Reporter = child.Reporter, Sex = child.Sex, Age = child.Age,
            ReportedAt = at, RespondBy = at.AddMinutes(limits.RespondMinutes), PlaceBy = at.AddMinutes(limits.PlaceMinutes), EscalateMinutes = limits.EscalateMinutes, Level = ReportLevel.Town, reporting = by,
        };
        report.SetAlarm(at);
        report.Step(ChildStepKind.Reported, "", at, ReportLevel.Town);
        report.Raise(new ChildAtRiskReported(report.Id, report.Area, report.RespondBy, report.PlaceBy, at));
        return report;
    }

    public void Respond(Guid? personId, byte[] text, Actor me)
    {
        Must(ChildReportState.Reported);
        (State, PersonId) = (ChildReportState.Responded, personId);
        SetAlarm(me.At);
        Step(ChildStepKind.Responded, me.Subject, me.At, Above, text);
    }

    public void Place(PlacementKind kind, byte[] text, Actor me)
    {
        if (State is not (ChildReportState.Responded or ChildReportState.Placed)) throw ChildReportRefusals.StateForbids(State);
        (State, Placement) = (ChildReportState.Placed, kind);
        SetAlarm(me.At);
        Step(ChildStepKind.Placed, me.Subject, me.At, Above, text);
        Raise(new ChildPlaced(Id, Area, kind.ToString(), me.At));
    }

    /// <summary>A guardian may turn out to be there before the child was placed.</summary>
    public void ConfirmGuardian(GuardianKind kind, byte[] text, Actor me)
    {
        if (State is not (ChildReportState.Responded or ChildReportState.Placed)) throw ChildReportRefusals.StateForbids(State);
        if (steps.Exists(s => s.By == me.Subject && s.Kind is ChildStepKind.Responded or ChildStepKind.Placed)) throw ChildReportRefusals.OwnApproval();
        (State, Guardian, NextAlarmAt) = (ChildReportState.Closed, kind, null);
        Step(ChildStepKind.GuardianConfirmed, me.Subject, me.At, Above, text);
        Raise(new GuardianConfirmed(Id, Area, kind.ToString(), me.At));
    }

    /// <summary>A limit was missed, or the level that was called in did not act: the next one is.</summary>
    public void OnAlarm(DateTimeOffset now)
    {
        if (NextAlarmAt is null || NextAlarmAt > now) return;
        RespondOverdue |= State == ChildReportState.Reported && now >= RespondBy;
        PlaceOverdue |= State < ChildReportState.Placed && now >= PlaceBy;
        Level = Above;
        SetAlarm(now);
        Step(ChildStepKind.Escalated, "system:clock", now, Level);
        Raise(new ChildReportEscalated(Id, Area, Level.ToString(), PlaceOverdue ? "Place" : "Respond", now));
    }

    public void TakeNotice(int number, Actor me, Func<string, bool> covers)
    {
        var step = steps.Find(s => s.Number == number) ?? throw ChildReportRefusals.NoStep();
        if (!covers(Area[..DigitsOf(step.Told)])) throw Caller.NotYours();
        if (step.NoticedAt is null) (step.NoticedBy, step.NoticedAt) = (me.Subject, me.At);
    }

    /// <summary>Digits of a level's division.</summary>
    public static int DigitsOf(ReportLevel level) => level switch { ReportLevel.Town => 9, ReportLevel.County => 6, _ => 4 };

    private ReportLevel Above => Level == ReportLevel.City ? ReportLevel.City : Level + 1;

    private void SetAlarm(DateTimeOffset now)
    {
        var missed = (State == ChildReportState.Reported && RespondOverdue) || PlaceOverdue;
        NextAlarmAt = State >= ChildReportState.Placed ? null
            : missed && Level < ReportLevel.City ? Earlier(now.AddMinutes(EscalateMinutes))
            : State == ChildReportState.Reported && !RespondOverdue ? RespondBy
            : PlaceOverdue ? null : PlaceBy;
    }

    private DateTimeOffset Earlier(DateTimeOffset at) => PlaceOverdue || at < PlaceBy ? at : PlaceBy;

    private void Step(ChildStepKind kind, string by, DateTimeOffset at, ReportLevel told, byte[]? text = null) =>
        steps.Add(new ChildStep { ReportId = Id, Number = steps.Count + 1, Id = Guid.CreateVersion7(at), Area = Area, Kind = kind, By = by, At = at, Told = told, Text = text });

    private void Must(ChildReportState state)
    {
        if (State != state) throw ChildReportRefusals.StateForbids(State);
    }
}

/// <summary>One step, signed, timed, told to a level.</summary>
internal sealed class ChildStep : IAreaScoped, IOwned
{
    public Guid ReportId { get; init; }
    public int Number { get; init; }

    /// <summary>By which the command reseal finds it.</summary>
    public Guid Id { get; init; }
    public required string Area { get; init; }
    public ChildStepKind Kind { get; init; }
    public string By { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public ReportLevel Told { get; init; }
    public byte[]? Text { get; init; }
    public string NoticedBy { get; set; } = "";
    public DateTimeOffset? NoticedAt { get; set; }

    string? IOwned.Owner => null;

    bool IOwned.OwnedAnywhere => true;

    /// <summary>The first step is the report: whoever may report may write it, and it names nobody.</summary>
    bool IOwned.IsOwnedBy(string subject) => Kind == ChildStepKind.Reported && NoticedAt is null;
}

/// <summary>What is reported, checked and sealed.</summary>
internal sealed record ReportedChild(string Place, byte[] Text, byte[]? Address, byte[]? Name, byte[] Reporter, Sex? Sex, int Age);
