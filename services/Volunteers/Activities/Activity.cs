using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;
using Governance.Volunteers.Protection;

namespace Governance.Volunteers.Activities;

internal enum ActivityState { Published = 1, Withdrawn }

/// <summary>What an activity is published with.</summary>
internal sealed record ActivityPlan(string Area, string Title, string Place, double? Latitude, double? Longitude, Guid? NeedId, Guid? TeamId, List<string> Skills, IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until, int Capacity)> Shifts,
    List<CoverKind> NeedsCover, List<string> RequiredTrainings);

/// <summary>Something that volunteers do together, in shifts.</summary>
internal sealed class Activity : Aggregate
{
    private readonly List<Shift> shifts = [];

    private Activity() { }

    public string Title { get; private init; } = "";
    public string Place { get; private init; } = "";
    public double? Latitude { get; private init; }
    public double? Longitude { get; private init; }
    public Guid? NeedId { get; private init; }
    public Guid? TeamId { get; private init; }
    public List<string> Skills { get; private init; } = [];

    /// <summary>Covers that who takes part needs for the whole of a shift.</summary>
    public List<CoverKind> NeedsCover { get; private init; } = [];

    /// <summary>Codes of courses that who takes part must be trained in for the whole of a shift.</summary>
    public List<string> RequiredTrainings { get; private init; } = [];
    public bool IsRisky => NeedsCover.Count + RequiredTrainings.Count > 0;
    public ActivityState State { get; private set; }
    public DateTimeOffset PublishedAt { get; private init; }

    /// <summary>End of the last shift: what is past is not listed.</summary>
    public DateTimeOffset EndsAt { get; private init; }
    public IReadOnlyList<Shift> Shifts => shifts;

    public static Activity Publish(ActivityPlan plan, DateTimeOffset at)
    {
        var activity = new Activity
        {
            Id = Guid.CreateVersion7(at), Area = plan.Area, Title = plan.Title, Place = plan.Place, Latitude = plan.Latitude, Longitude = plan.Longitude, NeedId = plan.NeedId, TeamId = plan.TeamId, Skills = plan.Skills,
            State = ActivityState.Published, PublishedAt = at, EndsAt = plan.Shifts.Max(s => s.Until), NeedsCover = plan.NeedsCover, RequiredTrainings = plan.RequiredTrainings,
        };
        activity.shifts.AddRange(plan.Shifts.OrderBy(s => s.From).Select(s => new Shift(Guid.CreateVersion7(at), activity.Id, plan.Area, s.From, s.Until, s.Capacity)));
        activity.Raise(new ActivityPublished(activity.Id, plan.Area, plan.NeedId, plan.Skills, activity.shifts.Count, activity.shifts.Sum(s => s.Capacity), activity.shifts[0].StartsAt, activity.EndsAt, at, plan.TeamId,
            [.. plan.NeedsCover.Select(k => k.ToString())], plan.RequiredTrainings));
        return activity;
    }

    public void Withdraw(DateTimeOffset at)
    {
        MustBePublished();
        if (shifts.Any(s => s.StartsAt <= at)) throw ActivityRefusals.HasBegun();
        State = ActivityState.Withdrawn;
        Raise(new ActivityWithdrawn(Id, Area, NeedId, at));
    }

    public void MustBePublished()
    {
        if (State == ActivityState.Withdrawn) throw ActivityRefusals.IsWithdrawn();
    }
}

/// <summary>A span of an activity with so many places. Places are counted by the database, see <see cref="ShiftSeats"/>.</summary>
internal sealed class Shift(Guid id, Guid activityId, string area, DateTimeOffset startsAt, DateTimeOffset endsAt, int capacity) : IAreaScoped
{
    public Guid Id { get; private init; } = id;
    public Guid ActivityId { get; private init; } = activityId;
    public string Area { get; private init; } = area;
    public DateTimeOffset StartsAt { get; private init; } = startsAt;
    public DateTimeOffset EndsAt { get; private init; } = endsAt;
    public int Capacity { get; private init; } = capacity;
    public int Taken { get; private init; }
    public int Waiting { get; private init; }
    public int Arrivals { get; private init; }
}
