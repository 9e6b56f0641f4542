using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Grid.Calls;
using Governance.Grid.Categories;
using Governance.Messaging;

namespace Governance.Grid.Whistles;

// The numbers are those of the proto.
internal enum TaskState { Summoned = 1, ReportedIn, HandedIn, Withdrawn }

/// <summary>Several units summoned to one call, each with a task.</summary>
internal sealed class Whistle : Aggregate, IGoesAlong
{
    private static readonly TimeSpan UrgentLimit = TimeSpan.FromMinutes(30), NormalLimit = TimeSpan.FromHours(4);
    private readonly List<WhistleTask> tasks = [];
    private string? calledOffBy;

    private Whistle() { }

    public Guid CallId { get; private init; }
    public string Reason { get; private init; } = "";
    public DateTimeOffset BlownAt { get; private init; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public IReadOnlyList<WhistleTask> Tasks => tasks;

    // Whoever withdraws their own call calls off what was summoned to it.
    string? IGoesAlong.Along => calledOffBy;

    public static Whistle Blow(Guid id, Call call, string reason, IEnumerable<(Unit Unit, string Task)> summons, Reference rules, Actor by)
    {
        if (call.IsDone || call.IsAnswered) throw CallRefusals.IsDone(call.State);
        var urgent = call.Urgency != CallUrgency.Normal;
        // A unit that is called to a burst pipe at night comes at night.
        var due = rules.Calendar.Add(by.At, urgent ? UrgentLimit : NormalLimit, byClock: urgent).At;
        var whistle = new Whistle { Id = id, Area = call.Area, CallId = call.Id, Reason = reason, BlownAt = by.At };
        whistle.tasks.AddRange(summons.Select(s => new WhistleTask(id, s.Unit.Code, call.Area, s.Task, due)));
        call.Whistled(whistle.tasks.Count, reason, by);
        whistle.Raise(new WhistleBlown(id, call.Id, call.Area, [.. whistle.tasks.Select(t => t.Unit)], due, by.At));
        return whistle;
    }

    public void ReportIn(string unit, Actor by)
    {
        // Whoever is faster than the clock's next round is late all the same.
        OnAlarm(new Actor("system:clock", by.At));
        var task = TaskOf(unit);
        task.ReportIn(by.At);
        Raise(new UnitReportedIn(Id, CallId, Area, unit, !task.IsLate(by.At), by.At));
    }

    /// <summary>A unit hands in; with the last task the call is answered by what all units did.</summary>
    public void HandIn(string unit, string result, Call call, Reference rules, Actor by)
    {
        TaskOf(unit).HandIn(result, by.At);
        call.TaskHandedIn();
        Raise(new UnitHandedIn(Id, CallId, Area, unit, IsOver, by.At));
        if (IsOver) Complete(call, rules, by);
    }

    /// <summary>Units that are no more hand nothing in: nobody waits for them. Where they were the last, what the others handed in answers the call; where there are no others, the call is its unit's again.</summary>
    public void Excuse(IReadOnlyCollection<string> units, Call call, Reference rules, Actor by)
    {
        var gone = tasks.Where(t => t.State is TaskState.Summoned or TaskState.ReportedIn && units.Contains(t.Unit)).ToList();
        if (CompletedAt is not null || gone.Count == 0) return;
        foreach (var task in gone) task.Withdraw(by.Subject);
        call.WhistleWithdrawn(gone.Count, "被召集的单位已撤销", by);
        Raise(new WhistleWithdrawn(Id, CallId, Area, [.. gone.Select(t => t.Unit)], by.At));
        if (IsOver) Complete(call, rules, by);
    }

    /// <summary>The clock has struck: units that have not reported in within their limit. Once each.</summary>
    public void OnAlarm(Actor clock)
    {
        if (CompletedAt is not null) return;
        foreach (var task in tasks.Where(t => t.State == TaskState.Summoned && !t.ReportMissed && t.ReportDueAt <= clock.At))
        {
            task.MissReport();
            Raise(new WhistleOverdue(Id, CallId, Area, task.Unit, task.ReportDueAt, clock.At));
        }
    }

    private bool IsOver => tasks.All(t => t.State is TaskState.HandedIn or TaskState.Withdrawn);

    private void Complete(Call call, Reference rules, Actor by)
    {
        CompletedAt = by.At;
        var done = tasks.Where(t => t.State == TaskState.HandedIn).ToList();
        if (done.Count > 0) call.ResolveElsewhere("WhistleDone", string.Join("\n", done.Select(t => $"{rules.UnitName(t.Unit)}：{t.Result}")), by);
    }

    /// <summary>What is not handed in is no longer needed; the call waits for nobody any more.</summary>
    public void Withdraw(string reason, Call call, Actor by)
    {
        if (CompletedAt is not null) throw WhistleRefusals.Complete();
        var open = tasks.Where(t => t.State != TaskState.HandedIn).ToList();
        foreach (var task in open) task.Withdraw(by.Subject);
        (CompletedAt, calledOffBy) = (by.At, by.Subject);
        call.WhistleWithdrawn(open.Count, reason, by);
        Raise(new WhistleWithdrawn(Id, CallId, Area, [.. open.Select(t => t.Unit)], by.At));
    }

    /// <summary>Follows its call to another place.</summary>
    public void MoveTo(string area)
    {
        Area = area;
        foreach (var task in tasks) task.MoveTo(area);
    }

    public void Appraise(string unit, int score, string comment) => TaskOf(unit).Appraise(score, comment);

    private WhistleTask TaskOf(string unit) => tasks.FirstOrDefault(t => t.Unit == unit) ?? throw WhistleRefusals.NotSummoned(unit);
}

/// <summary>What one unit is to do.</summary>
internal sealed class WhistleTask(Guid whistleId, string unit, string area, string task, DateTimeOffset reportDueAt) : IAreaScoped, IUnitBound, IGoesAlong
{
    private string? calledOffBy;

    public Guid WhistleId { get; private init; } = whistleId;
    public string Unit { get; private init; } = unit;
    public string Area { get; private set; } = area;
    public string Task { get; private init; } = task;
    public DateTimeOffset ReportDueAt { get; private init; } = reportDueAt;
    public TaskState State { get; private set; } = TaskState.Summoned;
    public DateTimeOffset? ReportedAt { get; private set; }

    /// <summary>The clock has told that the limit was missed.</summary>
    public bool ReportMissed { get; private set; }
    public DateTimeOffset? HandedInAt { get; private set; }
    public string? Result { get; private set; }
    public int Score { get; private set; }
    public string? ScoreComment { get; private set; }

    string? IUnitBound.Unit => Unit;
    string? IGoesAlong.Along => calledOffBy;

    public bool IsLate(DateTimeOffset now) => (ReportedAt ?? now) > ReportDueAt;

    public void MoveTo(string area) => Area = area;

    public void Withdraw(string by) => (State, calledOffBy) = (TaskState.Withdrawn, by);

    public void MissReport() => ReportMissed = true;

    public void ReportIn(DateTimeOffset at)
    {
        if (State == TaskState.Withdrawn) throw WhistleRefusals.Withdrawn(Unit);
        if (State != TaskState.Summoned) throw WhistleRefusals.HasReportedIn(Unit);
        (State, ReportedAt) = (TaskState.ReportedIn, at);
    }

    public void HandIn(string result, DateTimeOffset at)
    {
        if (State == TaskState.Withdrawn) throw WhistleRefusals.Withdrawn(Unit);
        if (State == TaskState.Summoned) throw WhistleRefusals.NotReportedIn(Unit);
        if (State == TaskState.HandedIn) throw WhistleRefusals.HandedIn(Unit);
        (State, HandedInAt, Result) = (TaskState.HandedIn, at, result);
    }

    public void Appraise(int score, string comment)
    {
        if (State != TaskState.HandedIn) throw WhistleRefusals.NotHandedIn(Unit);
        (Score, ScoreComment) = (score, comment);
    }
}
