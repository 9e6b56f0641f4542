using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Incubation;

internal enum ResidencyState { Admitted = 1, Running, Graduated, Exited }

internal enum StageState { Waiting = 1, Running, Passed }

/// <summary>The place of an organisation in an incubator, one at a time by a constraint. A stage begins when the one before it is passed, and is passed when all its milestones were reached.</summary>
internal sealed class Residency : Aggregate, IStaffed
{
    public const int MostExtensions = 2, MostYears = 3;

    public const int RemindDays = 30;

    private Residency() { }

    public Guid IncubatorId { get; private init; }
    public Guid OrganizationId { get; private init; }
    public string OrganizationName { get; private init; } = "";
    public string? Owner { get; private init; }
    public string[] FormerStaff { get; private init; } = [];
    public ResidencyState State { get; private set; }
    public string Agreement { get; private set; } = "";
    public DateOnly? StartsOn { get; private set; }
    public DateOnly? EndsOn { get; private set; }
    public DateOnly? EndedOn { get; private set; }
    public int ExtensionCount { get; private set; }
    /// <summary>Who reported last. The version before asks it, and keeps no other; each stage has all of its own.</summary>
    public string ReportedBy { get; private set; } = "";
    public bool Overdue { get; private set; }

    /// <summary>When the clock looks at it next: a month before its last day, and the day after it; null = never.</summary>
    public DateOnly? RemindOn { get; private set; }
    public List<ResidencyStage> Stages { get; } = [];

    public static Residency Of(Incubator incubator, Candidacy candidacy, DateTimeOffset at)
    {
        var residency = new Residency
        {
            Id = Guid.CreateVersion7(at), Area = incubator.Area, IncubatorId = incubator.Id, OrganizationId = candidacy.OrganizationId, OrganizationName = candidacy.OrganizationName, Owner = candidacy.Owner, FormerStaff = candidacy.FormerStaff, State = ResidencyState.Admitted,
        };
        residency.Raise(new ResidencyGranted(residency.Id, residency.Area, residency.OrganizationId, incubator.Id, at));
        return residency;
    }

    public void Sign(Organization organization, string agreement, DateOnly from, DateOnly until, IReadOnlyList<StagePlan> stages, string by)
    {
        MustBeOfAnother(by);
        Must(ResidencyState.Admitted);
        organization.MustBeGiven();
        if (organization.State == OrganizationState.Applied) throw OrganizationRefusals.StateForbids(organization.State);
        (State, Agreement, StartsOn) = (ResidencyState.Running, agreement, from);
        Last(until);
        Stages.AddRange(stages.Select((s, i) => new ResidencyStage
        {
            ResidencyId = Id, Number = i + 1, Title = s.Title, DueOn = s.DueOn, State = i == 0 ? StageState.Running : StageState.Waiting,
            MilestoneTitles = [.. s.Milestones], Reached = new DateOnly?[s.Milestones.Count], Evidence = [.. s.Milestones.Select(_ => "")], ReportedBy = [.. s.Milestones.Select(_ => "")],
        }));
    }

    public void Reach(int stage, int milestone, string evidence, string by, DateOnly today)
    {
        RunningStage(stage, milestone).Reach(milestone - 1, evidence, by, today);
        ReportedBy = by;
    }

    /// <summary>What was reported does not show what it should: the milestone is open again, and may be reached anew.</summary>
    public void Return(int stage, int milestone, string reason, string by, DateTimeOffset at)
    {
        var running = RunningStage(stage, milestone);
        MustAssess(running, by);
        running.Return(milestone - 1, reason);
        Raise(new ResidencyMilestoneReturned(Id, Area, OrganizationId, stage, milestone, at));
    }

    public void Pass(Organization organization, string by, DateOnly today, DateTimeOffset at)
    {
        Must(ResidencyState.Running);
        organization.MustBeGiven();
        var stage = Stages.SingleOrDefault(s => s.State == StageState.Running) ?? throw IncubationRefusals.StateForbids();
        if (stage.Reached.Any(r => r is null)) throw IncubationRefusals.MilestonesOpen(stage.Reached.Count(r => r is null));
        MustAssess(stage, by);
        stage.Pass(today);
        Stages.SingleOrDefault(s => s.Number == stage.Number + 1)?.Begin();
        Raise(new ResidencyStagePassed(Id, Area, OrganizationId, stage.Number, at));
    }

    public void Extend(Organization organization, DateOnly until, string by)
    {
        MustBeOfAnother(by);
        Must(ResidencyState.Running);
        organization.MustBeGiven();
        if (until <= EndsOn) throw IncubationRefusals.NotLater();
        if (ExtensionCount >= MostExtensions) throw IncubationRefusals.ExtendedEnough();
        ExtensionCount++;
        Last(until);
    }

    /// <summary>The paper that the organisation's own gate asks for comes of itself, and of nothing else.</summary>
    public OrganizationPaper Graduate(Organization organization, Incubator incubator, string by, DateOnly today, DateTimeOffset at)
    {
        MustBeOfAnother(by);
        Must(ResidencyState.Running);
        organization.MustBeGiven();
        if (Stages.Any(s => s.State != StageState.Passed)) throw IncubationRefusals.StagesOpen();
        End(ResidencyState.Graduated, incubator, today, at);
        return new OrganizationPaper { Id = Guid.CreateVersion7(at), OrganizationId = OrganizationId, Kind = PaperKind.FinalAssessment, Reference = Agreement, Date = today, PresentedAt = at };
    }

    public void Exit(Incubator incubator, string by, DateOnly today, DateTimeOffset at)
    {
        MustBeOfAnother(by);
        if (State is not (ResidencyState.Admitted or ResidencyState.Running)) throw IncubationRefusals.StateForbids();
        End(ResidencyState.Exited, incubator, today, at);
    }

    /// <summary>Tells that its term will end, and once more that it has and the place is still taken.</summary>
    public void Remind(DateOnly today, DateTimeOffset at)
    {
        // One that the version before has ended during an upgrade still has a day to be told of.
        if (State != ResidencyState.Running || EndsOn is not { } last)
        {
            RemindOn = null;
            return;
        }
        if (today > last)
        {
            (Overdue, RemindOn) = (true, null);
            Raise(new ResidencyOverdue(Id, Area, OrganizationId, IncubatorId, last, at));
            return;
        }
        (Overdue, RemindOn) = (false, last.AddDays(1));
        Raise(new ResidencyReminded(Id, Area, OrganizationId, IncubatorId, last, at));
    }

    // A stage that runs, and a milestone that it has.
    private ResidencyStage RunningStage(int stage, int milestone)
    {
        Must(ResidencyState.Running);
        var found = Stages.SingleOrDefault(s => s.Number == stage);
        if (found is null || milestone < 1 || milestone > found.MilestoneTitles.Length) throw IncubationRefusals.NoMilestone();
        if (found.State != StageState.Running) throw IncubationRefusals.StageNotRunning();
        return found;
    }

    // Who reported anything of a stage, or has an interest in it, neither passes it nor sends it back.
    private void MustAssess(ResidencyStage stage, string by)
    {
        if (by == ReportedBy || stage.ReportedBy.Contains(by) || this.IsOf(by)) throw IncubationRefusals.SamePerson();
    }

    private void Last(DateOnly until) => (EndsOn, RemindOn, Overdue) = (until, until.AddDays(-RemindDays), false);

    private void End(ResidencyState how, Incubator incubator, DateOnly today, DateTimeOffset at)
    {
        (State, EndedOn, RemindOn, Overdue) = (how, today, null, false);
        incubator.Free();
        Raise(new ResidencyEnded(Id, Area, OrganizationId, IncubatorId, how.ToString(), at));
    }

    private void MustBeOfAnother(string by)
    {
        if (this.IsOf(by)) throw IncubationRefusals.SamePerson();
    }

    private void Must(ResidencyState state)
    {
        if (State != state) throw IncubationRefusals.StateForbids();
    }
}

/// <summary>A stage as it is planned.</summary>
internal sealed record StagePlan(string Title, DateOnly DueOn, IReadOnlyList<string> Milestones);

/// <summary>A stage with its milestones, columns of one length; what the version before has signed has no reporters and no returns yet.</summary>
[Nationwide("reached only through its residency, which is area-scoped")]
internal sealed class ResidencyStage
{
    public Guid ResidencyId { get; init; }
    public int Number { get; init; }
    public string Title { get; init; } = "";
    public DateOnly DueOn { get; init; }
    public StageState State { get; set; }
    public string[] MilestoneTitles { get; init; } = [];
    public DateOnly?[] Reached { get; set; } = [];
    public string[] Evidence { get; set; } = [];
    public string[] ReportedBy { get; set; } = [];

    /// <summary>Why each was sent back last; it stays when the milestone is reached anew, for whoever assesses it then.</summary>
    public string[] ReturnReasons { get; set; } = [];
    public DateOnly? AssessedOn { get; set; }

    public void Reach(int milestone, string evidence, string by, DateOnly today)
    {
        if (Reached[milestone] is not null) throw IncubationRefusals.MilestoneReached();
        // New arrays: that an element of one has changed goes unnoticed. Of one that the version before has signed nobody is kept yet.
        (Reached, Evidence) = ([.. Reached.Select((r, i) => i == milestone ? today : r)], [.. Evidence.Select((e, i) => i == milestone ? evidence : e)]);
        ReportedBy = [.. Reached.Select((_, i) => i == milestone ? by : ReportedBy.ElementAtOrDefault(i) ?? "")];
    }

    public void Return(int milestone, string reason)
    {
        if (Reached[milestone] is null) throw IncubationRefusals.MilestoneNotReached();
        (Reached, Evidence) = ([.. Reached.Select((r, i) => i == milestone ? null : r)], [.. Evidence.Select((e, i) => i == milestone ? "" : e)]);
        ReturnReasons = [.. Reached.Select((_, i) => i == milestone ? reason : ReturnReasons.ElementAtOrDefault(i) ?? "")];
    }

    public void Pass(DateOnly today) => (State, AssessedOn) = (StageState.Passed, today);

    public void Begin() => State = StageState.Running;
}
