using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Stations;

internal enum StationKind { Town = 1, Community, Institution }

internal enum StationState { Open = 1, Closed }

/// <summary>A place where volunteers are met and sent from.</summary>
internal sealed class Station : Aggregate
{
    private Station() { }

    public string Name { get; private set; } = "";
    public StationKind Kind { get; private init; }
    public string Address { get; private set; } = "";
    public double? Latitude { get; private set; }
    public double? Longitude { get; private set; }

    /// <summary>One bit for each of 21 parts of the week, as a volunteer's available times.</summary>
    public int Opening { get; private set; }
    public StationState State { get; private set; }
    public DateTimeOffset OpenedAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public static Station Register(string area, StationKind kind, StationChange first, DateTimeOffset at)
    {
        var station = new Station { Id = Guid.CreateVersion7(at), Area = area, Kind = kind, State = StationState.Open, OpenedAt = at };
        station.Take(first);
        station.Raise(new StationOpened(station.Id, area, kind.ToString(), at));
        return station;
    }

    public void Update(StationChange change)
    {
        MustBeOpen();
        Take(change);
    }

    public void Close(bool postsOpen, DateTimeOffset at)
    {
        MustBeOpen();
        if (postsOpen) throw StationRefusals.HasPosts();
        (State, ClosedAt) = (StationState.Closed, at);
        Raise(new StationClosed(Id, Area, at));
    }

    public void MustBeOpen()
    {
        if (State == StationState.Closed) throw StationRefusals.IsClosed();
    }

    private void Take(StationChange change)
    {
        (Name, Address, Opening) = (change.Name ?? Name, change.Address ?? Address, change.Opening ?? Opening);
        if (change.Moves) (Latitude, Longitude) = (change.Latitude, change.Longitude);
    }
}

/// <summary>What is to change; null = stays. The point is optional, so that whether it changes is said beside it.</summary>
internal sealed record StationChange(string? Name, string? Address, int? Opening, bool Moves, double? Latitude, double? Longitude);
