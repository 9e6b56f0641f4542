using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Messaging;

namespace Governance.Grid.Grids;

internal enum GridKind
{
    General = 1,
    Special = 2,
}

/// <summary>
/// A grid. Its area is its own code, which is unique for ever. At every moment it has one responsible worker or none: hand-overs go through its version, so of two at once
/// one wins, and the database allows one open assignment.
/// </summary>
internal sealed class Grid : Aggregate
{
    private readonly List<Assignment> assignments = [];

    private Grid()
    {
    }

    /// <summary>Code of the community and three digits.</summary>
    public string Code => Area;

    /// <summary>Code of the community.</summary>
    public string Community => Area[..12];

    public string Name { get; private set; } = "";

    public GridKind Kind { get; private set; }

    public int HouseholdCount { get; private set; }

    public int BuildingCount { get; private set; }

    /// <summary>The worker of the open assignment.</summary>
    public Guid? ResponsibleWorkerId { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? RetiredAt { get; private set; }

    public string? RetireReason { get; private set; }

    /// <summary>Code under which it went on when its community was reorganised.</summary>
    public string? SuccessorCode { get; private set; }

    /// <summary>Code that it had before; its earlier assignments stand there.</summary>
    public string? FormerCode { get; private init; }

    /// <summary>Load the open one at least before a hand-over; the history may be long.</summary>
    public IReadOnlyList<Assignment> Assignments => assignments;

    public static Grid Create(string code, string name, GridKind kind, int households, int buildings, DateTimeOffset at)
    {
        var grid = new Grid
        {
            Id = Guid.CreateVersion7(at),
            Area = code,
            Name = name,
            Kind = kind,
            HouseholdCount = households,
            BuildingCount = buildings,
            CreatedAt = at,
        };
        grid.RaiseChanged("Created", at);
        return grid;
    }

    /// <summary>Null leaves a value as it is. The same values again change nothing.</summary>
    public void Update(string? name, GridKind? kind, int? households, int? buildings, DateTimeOffset at)
    {
        MustExist();
        var before = (Name, Kind, HouseholdCount, BuildingCount);
        (Name, Kind, HouseholdCount, BuildingCount) = (name ?? Name, kind ?? Kind, households ?? HouseholdCount, buildings ?? BuildingCount);
        if (before != (Name, Kind, HouseholdCount, BuildingCount)) RaiseChanged("Updated", at);
    }

    /// <summary>Ends the grid and releases its responsible worker.</summary>
    public void Retire(string reason, DateTimeOffset at)
    {
        MustExist();
        if (Open() is { } open) End(open, null, at);
        (RetiredAt, RetireReason) = (at, reason);
        RaiseChanged("Retired", at);
    }

    /// <summary>
    /// Its community is reorganised: this code ends and the same grid goes on under another, without a responsible worker. A new row and not a changed code, so that the old code keeps its
    /// history and is never given to another grid.
    /// </summary>
    public Grid GiveWay(string code, string reason, DateTimeOffset at)
    {
        Retire(reason, at);
        SuccessorCode = code;
        var next = new Grid { Id = Guid.CreateVersion7(at), Area = code, Name = Name, Kind = Kind, HouseholdCount = HouseholdCount, BuildingCount = BuildingCount, CreatedAt = at, FormerCode = Code };
        next.RaiseChanged("Created", at);
        return next;
    }

    /// <summary>Leaves the grid without a responsible worker.</summary>
    public void Release(DateTimeOffset at)
    {
        MustExist();
        if (Open() is { } open) End(open, null, at);
    }

    /// <summary>Makes a worker responsible. Whoever already is stays so, and nothing changes.</summary>
    public Assignment HandOver(Worker to, string reason, DateTimeOffset at)
    {
        MustExist();
        to.MustServe();
        if (to.Community != Community) throw WorkerRefusals.OfAnotherCommunity(Code);
        var open = Open();
        if (open is not null && open.WorkerId == to.Id) return open;
        var from = open is null ? at : End(open, to.Id, at);
        if (open is null) Raise(new WorkerAssigned(Id, Area, to.Id, null, at));
        var next = new Assignment(Id, Area, to.Id, from, reason);
        assignments.Add(next);
        ResponsibleWorkerId = to.Id;
        return next;
    }

    // Spans are half-open and never empty, so that their starts are in order and unique even when clocks of two replicas differ or a test's clock stands still.
    private DateTimeOffset End(Assignment open, Guid? successor, DateTimeOffset at)
    {
        var end = at > open.StartAt ? at : open.StartAt.AddMicroseconds(1);
        open.End(end);
        ResponsibleWorkerId = null;
        Raise(new WorkerAssigned(Id, Area, successor, open.WorkerId, at));
        return end;
    }

    private Assignment? Open()
    {
        var open = assignments.SingleOrDefault(a => a.EndAt is null);
        return open?.WorkerId == ResponsibleWorkerId ? open : throw new InvalidOperationException($"grid {Code} was loaded without its open assignment");
    }

    private void MustExist()
    {
        if (RetiredAt is not null) throw GridRefusals.Retired(Code);
    }

    private void RaiseChanged(string change, DateTimeOffset at) => Raise(new GridChanged(Id, Area, Name, Kind.ToString(), change, at));
}

/// <summary>Who was responsible for a grid, from when to when (exclusive).</summary>
internal sealed class Assignment(Guid gridId, string area, Guid workerId, DateTimeOffset startAt, string reason) : IAreaScoped
{
    public Guid GridId { get; private init; } = gridId;

    /// <summary>Code of the grid.</summary>
    public string Area { get; private init; } = area;

    public Guid WorkerId { get; private init; } = workerId;

    public DateTimeOffset StartAt { get; private init; } = startAt;

    public DateTimeOffset? EndAt { get; private set; }

    public string Reason { get; private init; } = reason;

    public void End(DateTimeOffset at) => EndAt = at;
}
