using Governance.Events.Volunteers.V1;
using Governance.Messaging;

namespace Governance.Volunteers.Activities;

// The numbers are those of the proto.
internal enum NeedSource { Community = 1, Welfare, Emergency }
internal enum NeedState { Open = 1, Planned, Fulfilled, Closed }

/// <summary>What somebody needs volunteers for.</summary>
internal sealed class Need : Aggregate
{
    private Need() { }

    public NeedSource Source { get; private init; }

    /// <summary>Id at the source: the need of a welfare case, the emergency.</summary>
    public Guid? SourceId { get; private init; }
    public string Text { get; private init; } = "";
    public List<string> Skills { get; private init; } = [];

    /// <summary>Codes of courses that who comes must be trained in.</summary>
    public List<string> RequiredTrainings { get; private init; } = [];
    public int Headcount { get; private init; }
    public DateTimeOffset StartsAt { get; private init; }
    public DateTimeOffset EndsAt { get; private init; }
    public NeedState State { get; private set; }

    public static Need Open(string area, NeedSource source, Guid? sourceId, string text, List<string> skills, int headcount, DateTimeOffset from, DateTimeOffset until, DateTimeOffset at,
        List<string>? requiredTrainings = null)
    {
        var need = new Need
        {
            Id = Guid.CreateVersion7(at), Area = area, Source = source, SourceId = sourceId, Text = text, Skills = skills, Headcount = headcount, StartsAt = from, EndsAt = until, State = NeedState.Open,
            RequiredTrainings = requiredTrainings ?? [],
        };
        need.Raise(new NeedOpened(need.Id, area, source.ToString(), sourceId, skills, headcount, from, until, at, need.RequiredTrainings));
        return need;
    }

    /// <summary>Those who are called up for the emergency that it comes from.</summary>
    public void CallUp(Guid emergencyId, IReadOnlyList<Guid> volunteerIds, DateTimeOffset at) => Raise(new VolunteersCalledUp(Id, Area, emergencyId, RequiredTrainings, volunteerIds, at));

    public void Plan()
    {
        MustBeOpen();
        State = NeedState.Planned;
    }

    public void Close(DateTimeOffset at)
    {
        MustBeOpen();
        State = NeedState.Closed;
        Raise(new NeedClosed(Id, Area, Source.ToString(), SourceId, at));
    }

    /// <summary>Somebody has served for it. Each service is told to the source, so that a case has its visit without anybody typing it.</summary>
    public void Served(Guid volunteerId, Guid recordId, int minutes, DateTimeOffset at)
    {
        if (State == NeedState.Closed) return;
        State = NeedState.Fulfilled;
        Raise(new NeedFulfilled(Id, Area, Source.ToString(), SourceId, volunteerId, recordId, minutes, at));
    }

    private void MustBeOpen()
    {
        if (State is NeedState.Fulfilled or NeedState.Closed) throw ActivityRefusals.NeedIsDone();
    }
}
