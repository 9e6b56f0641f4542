using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Stations;

internal enum PostPlace { CareHome = 1, ChildWelfare, MarriageRegistration, Community }

internal enum PostState { Open = 1, Closed }

/// <summary>A stable post at a station.</summary>
internal sealed class Post : Aggregate
{
    private Post() { }

    public Guid StationId { get; private init; }
    public string Title { get; private init; } = "";
    public PostPlace Place { get; private init; }
    public int WeeklyMinutes { get; private init; }
    public PostState State { get; private set; }
    public DateTimeOffset OpenedAt { get; private init; }

    public static Post Open(Station station, string title, PostPlace place, int weeklyMinutes, DateTimeOffset at)
    {
        station.MustBeOpen();
        return new Post { Id = Guid.CreateVersion7(at), Area = station.Area, StationId = station.Id, Title = title, Place = place, WeeklyMinutes = weeklyMinutes, State = PostState.Open, OpenedAt = at };
    }

    public void Close(bool held)
    {
        MustBeOpen();
        if (held) throw StationRefusals.IsHeld();
        State = PostState.Closed;
    }

    public void MustBeOpen()
    {
        if (State == PostState.Closed) throw StationRefusals.PostIsClosed();
    }
}

/// <summary>Who holds a post, or has held it. One at a time for each post, by a constraint. It belongs where the station is.</summary>
internal sealed class PostHolding : Aggregate
{
    private PostHolding() { }

    public Guid PostId { get; private init; }
    public Guid VolunteerId { get; private init; }
    public DateTimeOffset HeldSince { get; private init; }
    public DateTimeOffset? VacatedAt { get; private set; }

    public static PostHolding Of(Post post, Guid volunteerId, DateTimeOffset at)
    {
        post.MustBeOpen();
        var holding = new PostHolding { Id = Guid.CreateVersion7(at), Area = post.Area, PostId = post.Id, VolunteerId = volunteerId, HeldSince = at };
        holding.Raise(new PostAssigned(holding.Id, post.Area, post.Id, post.StationId, volunteerId, post.Place.ToString(), post.WeeklyMinutes, at));
        return holding;
    }

    public void Vacate(DateTimeOffset at)
    {
        VacatedAt = at;
        Raise(new PostVacated(Id, Area, PostId, VolunteerId, at));
    }
}
