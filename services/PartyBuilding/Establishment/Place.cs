using Governance.Messaging;

namespace Governance.PartyBuilding.Establishment;

internal enum PlaceKind { ResidentGroup = 1, Grid, Compound }

/// <summary>A resident group, grid or compound, in which an organisation may sit. A grid has Grid's id and is kept by Grid's events; of it only the survey is entered here.</summary>
internal sealed class Place : Aggregate
{
    private Place() { }

    public string Name { get; private set; } = "";
    public PlaceKind Kind { get; private init; }
    public int FullMembers { get; private set; }
    public DateOnly? SurveyedOn { get; private set; }
    public bool Closed { get; private set; }

    public static Place Enter(string area, string name, PlaceKind kind, int fullMembers, DateOnly? surveyedOn, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, Name = name, Kind = kind, FullMembers = fullMembers, SurveyedOn = surveyedOn };

    public static Place OfGrid(Guid gridId, string code) => new() { Id = gridId, Area = code, Kind = PlaceKind.Grid };

    /// <summary>When Grid last said something of it; null = it is not Grid's, or that was before this was kept.</summary>
    public DateTimeOffset? FollowedAt { get; private set; }

    /// <summary>As Grid says. False: it has said something later already.</summary>
    public bool Follow(string name, bool retired, DateTimeOffset at)
    {
        if (FollowedAt > at) return false;
        (Name, Closed, FollowedAt) = (name, retired, at);
        return true;
    }

    /// <summary>The same grid under its former code: what was surveyed there holds here.</summary>
    public void GoOnFrom(Place former) => (FullMembers, SurveyedOn) = (former.FullMembers, former.SurveyedOn);

    public void Update(string? name, (int FullMembers, DateOnly On)? survey, bool close)
    {
        MustBeOpen();
        if (Kind == PlaceKind.Grid && (name is not null || close)) throw PlaceRefusals.KeptByGrid();
        Name = name ?? Name;
        if (survey is { } found) (FullMembers, SurveyedOn) = (found.FullMembers, found.On);
        Closed = close;
    }

    public void MustBeOpen()
    {
        if (Closed) throw PlaceRefusals.IsClosed();
    }
}
