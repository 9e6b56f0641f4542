using Governance.Messaging;
using Governance.PartyBuilding.People;

namespace Governance.PartyBuilding.Qualifications;

internal enum ReserveSource { TwoNew = 1, Veteran, Graduate, GridWorker, CompoundSecretary, SocialWorker, Other }

internal enum ReserveState { Ready = 1, Taken, Removed }

/// <summary>Somebody in the reserve of secretaries, once at a time by a constraint.</summary>
internal sealed class Reserve : Aggregate
{
    private Reserve() { }

    public Guid PersonId { get; private init; }
    public ReserveSource Source { get; private init; }
    public DateOnly Since { get; private init; }
    public ReserveState State { get; private set; }

    /// <summary>The person while ready.</summary>
    public Guid? RunningPersonId { get; private set; }

    public static Reserve Enter(string area, Person person, ReserveSource source, DateOnly since, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, PersonId = person.Id, Source = source, Since = since, State = ReserveState.Ready, RunningPersonId = person.Id };

    /// <summary>Became secretary in a community, which may lie elsewhere.</summary>
    public void Take(string area)
    {
        ArriveIn(area);
        (State, RunningPersonId) = (ReserveState.Taken, null);
    }

    public void Remove()
    {
        if (State != ReserveState.Ready) throw QualificationRefusals.NotInReserve();
        (State, RunningPersonId) = (ReserveState.Removed, null);
    }
}
