using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;

namespace Governance.SocialOrganizations.SocialWork;

internal enum SocialWorkStationKind { County = 1, Town, Community }

internal enum OutputKind { Case = 1, Group, Activity, Visit, Served, Volunteer }

/// <summary>Where social workers work; one that is open in a division, by a constraint. Whoever posts somebody takes the row in common, who closes takes it alone.</summary>
internal sealed class SocialWorkStation : Aggregate
{
    private SocialWorkStation() { }

    public SocialWorkStationKind Kind { get; private init; }
    public string Name { get; private set; } = "";
    public Guid? OperatorId { get; private set; }
    public int PlannedStaff { get; private set; }
    public bool Closed { get; private set; }
    public DateTimeOffset OpenedAt { get; private init; }

    public static SocialWorkStationKind KindOf(string area) => area.Length switch { 6 => SocialWorkStationKind.County, 9 => SocialWorkStationKind.Town, _ => SocialWorkStationKind.Community };

    public static SocialWorkStation Open(string area, string name, Guid? operatorId, int plannedStaff, DateTimeOffset at)
    {
        var station = new SocialWorkStation { Id = Guid.CreateVersion7(at), Area = area, Kind = KindOf(area), Name = name, OperatorId = operatorId, PlannedStaff = plannedStaff, OpenedAt = at };
        station.Raise(new SocialWorkStationOpened(station.Id, area, station.Kind.ToString(), operatorId, at));
        return station;
    }

    public void Update(string? name, Guid? operatorId, int? plannedStaff)
    {
        MustBeOpen();
        (Name, PlannedStaff) = (name ?? Name, plannedStaff ?? PlannedStaff);
        if (operatorId is { } by) OperatorId = by == Guid.Empty ? null : by;
    }

    /// <summary>Whoever ran it runs it no more; the authority does, until it names another.</summary>
    public void EndOperator() => OperatorId = null;

    public void Close(int staff, DateTimeOffset at)
    {
        MustBeOpen();
        if (staff > 0) throw SocialWorkRefusals.Staffed();
        Closed = true;
        Raise(new SocialWorkStationClosed(Id, Area, Kind.ToString(), at));
    }

    /// <summary>Its community has become one with another that has a station: it ends there, and whoever works at it goes to that one.</summary>
    public void GiveWay(string successor, DateTimeOffset at)
    {
        (Area, Closed) = (successor, true);
        Raise(new SocialWorkStationClosed(Id, Area, Kind.ToString(), at));
    }

    public void MustBeOpen()
    {
        if (Closed) throw SocialWorkRefusals.StationClosed();
    }
}

/// <summary>What a station does for a time.</summary>
internal sealed class StationProject : Aggregate
{
    private StationProject() { }

    public Guid StationId { get; private init; }
    public string Title { get; private init; } = "";
    public DateOnly StartsOn { get; private init; }
    public DateOnly EndsOn { get; private init; }
    public bool Finished { get; private set; }

    public static StationProject Start(SocialWorkStation station, string title, DateOnly from, DateOnly until, DateTimeOffset at)
    {
        station.MustBeOpen();
        var project = new StationProject { Id = Guid.CreateVersion7(at), Area = station.Area, StationId = station.Id, Title = title, StartsOn = from, EndsOn = until };
        project.Raise(new StationProjectStarted(project.Id, project.Area, station.Id, at));
        return project;
    }

    public ProjectOutput Record(OutputKind kind, int count, DateOnly on, DateTimeOffset at)
    {
        MustRun();
        return new ProjectOutput { Id = Guid.CreateVersion7(at), ProjectId = Id, Kind = kind, Count = count, On = on };
    }

    public void Finish(DateTimeOffset at)
    {
        MustRun();
        Finished = true;
        Raise(new StationProjectFinished(Id, Area, StationId, at));
    }

    private void MustRun()
    {
        if (Finished) throw SocialWorkRefusals.ProjectFinished();
    }
}

/// <summary>What came of a project on a day. Insert-only; totals are sums of these.</summary>
[Nationwide("reached only through its project, which is area-scoped")]
internal sealed class ProjectOutput
{
    public Guid Id { get; init; }
    public Guid ProjectId { get; init; }
    public OutputKind Kind { get; init; }
    public int Count { get; init; }
    public DateOnly On { get; init; }
}
