using Governance.Events.Grid.V1;
using Governance.Messaging;

namespace Governance.Grid.Emergencies;

// The numbers are those of the proto.
internal enum EmergencyState { Active = 1, Ended }

/// <summary>Sums of household checks.</summary>
internal readonly record struct CheckFigures(int Grids, int CompleteGrids, int Households, int Checked, int Away, int Help);

/// <summary>A plan at work in a division. One at a time for a division and hazard: a constraint.</summary>
internal sealed class Emergency : Aggregate
{
    private Emergency() { }

    public Guid PlanId { get; private init; }
    public Hazard Hazard { get; private init; }
    public int Level { get; private init; }
    public string Reason { get; private init; } = "";
    public int GridCount { get; private set; }
    public DateTimeOffset ActivatedAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? Summary { get; private set; }
    public int EndGrids { get; private set; }
    public int EndCompleteGrids { get; private set; }
    public int EndHouseholds { get; private set; }
    public int EndChecked { get; private set; }
    public int EndAway { get; private set; }
    public int EndHelp { get; private set; }

    public EmergencyState State => EndedAt is null ? EmergencyState.Active : EmergencyState.Ended;

    public CheckFigures EndFigures => new(EndGrids, EndCompleteGrids, EndHouseholds, EndChecked, EndAway, EndHelp);

    public static Emergency Activate(EmergencyPlan plan, string area, int level, string reason, DateTimeOffset at)
    {
        plan.MustHold();
        var emergency = new Emergency { Id = Guid.CreateVersion7(at), Area = area, PlanId = plan.Id, Hazard = plan.Hazard, Level = level, Reason = reason, ActivatedAt = at };
        emergency.Raise(new EmergencyActivated(emergency.Id, area, Word(plan.Hazard), level, at));
        return emergency;
    }

    public void Checks(int grids) => GridCount = grids;

    /// <summary>The record is written from the checks as they stand, under a lock that keeps reports out.</summary>
    public void Deactivate(string summary, CheckFigures figures, DateTimeOffset at)
    {
        MustBeActive();
        (EndedAt, Summary) = (at, summary);
        (EndGrids, EndCompleteGrids, EndHouseholds, EndChecked, EndAway, EndHelp) = figures;
        Raise(new EmergencyDeactivated(Id, Area, Word(Hazard), figures.Grids, figures.CompleteGrids, at));
    }

    /// <summary>The community that it was declared in goes on as another.</summary>
    public void MoveTo(string area) => Area = area;

    public void MustBeActive()
    {
        if (EndedAt is not null) throw EmergencyRefusals.Ended();
    }

    // What the event promises: small letters.
    private static string Word(Hazard hazard) => hazard.ToString().ToLowerInvariant();
}

/// <summary>That the households of one grid are looked in on. Made as a set, see <see cref="EmergencyRows"/>; figures are totals so far, and no names are kept.</summary>
internal sealed class HouseholdCheck : Aggregate
{
    private HouseholdCheck() { }

    public Guid EmergencyId { get; private init; }
    public int HouseholdCount { get; private init; }
    public int CheckedCount { get; private set; }
    public int AwayCount { get; private set; }
    public int HelpCount { get; private set; }
    public bool Complete { get; private set; }

    /// <summary>Why it is done though somebody is left, or more were found than are registered; null when the figures speak for themselves.</summary>
    public string? CompleteReason { get; private set; }
    public DateTimeOffset? ReportedAt { get; private set; }

    /// <summary>The same again changes nothing.</summary>
    public void Report(int met, int away, int help, bool complete, string reason, DateTimeOffset at)
    {
        // What is said to be done was done; and nobody was met who is not there.
        if (complete && met + away < HouseholdCount && reason.Length == 0) throw EmergencyRefusals.NotComplete(HouseholdCount - met - away);
        if (met + away > HouseholdCount && reason.Length == 0) throw EmergencyRefusals.MoreThanThereAre(HouseholdCount);
        var why = reason.Length == 0 ? null : reason;
        if (ReportedAt is not null && (CheckedCount, AwayCount, HelpCount, Complete, CompleteReason) == (met, away, help, complete, why)) return;
        (CheckedCount, AwayCount, HelpCount, Complete, CompleteReason, ReportedAt) = (met, away, help, complete, why, at);
    }

    /// <summary>Its grid goes on under another code.</summary>
    public void MoveTo(string grid) => Area = grid;
}
