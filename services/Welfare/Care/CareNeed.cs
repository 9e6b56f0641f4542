using Governance.Access;
using Governance.Events.Welfare.V1;
using Governance.Messaging;
using Governance.Welfare.People;

namespace Governance.Welfare.Care;

internal enum CareNeedState { Raised = 1, Served, Unserved }

/// <summary>That a person needs volunteers, or a professional service (kinds that begin with professional-). The registry of volunteers, or the social organisations, take it up by the event, which carries no words about the person.</summary>
internal sealed class CareNeed : Aggregate
{
    private CareNeed() { }

    public Guid PersonId { get; private init; }
    public string Kind { get; private init; } = "";
    public int Headcount { get; private init; }
    public DateTimeOffset StartsAt { get; private init; }
    public DateTimeOffset EndsAt { get; private init; }
    public CareNeedState State { get; private set; }
    public int ServedCount { get; private set; }
    public string RaisedBy { get; private init; } = "";
    public DateTimeOffset RaisedAt { get; private init; }

    public static CareNeed Need(Person person, string kind, int headcount, DateTimeOffset from, DateTimeOffset until, Actor me)
    {
        var need = new CareNeed
        {
            Id = Guid.CreateVersion7(me.At), Area = person.Area, PersonId = person.Id, Kind = kind, Headcount = headcount, StartsAt = from, EndsAt = until, State = CareNeedState.Raised, RaisedBy = me.Subject, RaisedAt = me.At,
        };
        need.Raise(new NeedRaised(need.Id, need.Area, need.Id, kind, headcount, from, until, me.At));
        return need;
    }

    /// <summary>Nobody was found. A service that comes late all the same still counts.</summary>
    public void Lapse() => State = State == CareNeedState.Raised ? CareNeedState.Unserved : State;

    public void Serve() => (State, ServedCount) = (CareNeedState.Served, ServedCount + 1);
}

/// <summary>A service that a person received: a volunteer's record in the registry, or an order here, each once by its id.</summary>
internal sealed class CareRecord : IAreaScoped
{
    public Guid RecordId { get; init; }
    public Guid? NeedId { get; init; }
    public Guid? ProviderId { get; init; }
    public Guid PersonId { get; init; }
    public required string Area { get; init; }
    public string Kind { get; init; } = "";
    public Guid? VolunteerId { get; init; }
    public int Minutes { get; init; }
    public DateTimeOffset ServedAt { get; init; }
}
