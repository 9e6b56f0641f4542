using Governance.Messaging;
using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.People;

namespace Governance.PartyBuilding.Compounds;

internal enum OwnersCommitteeKind { Owners = 1, Courtyard, SelfGovernment }

internal enum OwnersPost { Director = 1, Deputy, Ordinary }

/// <summary>Owners' committee of a compound, or what stands for it. One a compound at a time, by a constraint.</summary>
internal sealed class OwnersCommittee : Aggregate
{
    private OwnersCommittee() { }

    public Guid PlaceId { get; private init; }
    public OwnersCommitteeKind Kind { get; private init; }
    public string Name { get; private init; } = "";
    public DateOnly TermStart { get; private init; }
    public DateOnly TermEnd { get; private init; }
    public DateOnly? DissolvedOn { get; private set; }

    /// <summary>The compound again while it is there: what is unique.</summary>
    public Guid? RunningPlaceId { get; private set; }

    public static OwnersCommittee Establish(Place compound, OwnersCommitteeKind kind, string name, DateOnly from, DateOnly until, DateTimeOffset at)
    {
        CompoundRefusals.MustBeOpen(compound);
        return new OwnersCommittee { Id = Guid.CreateVersion7(at), Area = compound.Area, PlaceId = compound.Id, Kind = kind, Name = name, TermStart = from, TermEnd = until, RunningPlaceId = compound.Id };
    }

    public void Dissolve(DateOnly on)
    {
        MustStand();
        if (on < TermStart) throw CompoundRefusals.EndsBeforeItBegins(TermStart);
        (DissolvedOn, RunningPlaceId) = (on, null);
    }

    public void MustStand()
    {
        if (DissolvedOn is not null) throw CompoundRefusals.Dissolved();
    }
}

/// <summary>Somebody on an owners' committee; once at a time, and one director, by constraints. Whether they are on the roster is found by the number, and told in figures alone.</summary>
internal sealed class OwnersSeat : Aggregate
{
    private OwnersSeat() { }

    public Guid CommitteeId { get; private init; }
    public Guid PersonId { get; private init; }
    public OwnersPost Post { get; private init; }
    public DateOnly SeatedOn { get; private init; }
    public DateOnly? UnseatedOn { get; private set; }

    /// <summary>Person, and for a director the committee, again while it runs: what is unique.</summary>
    public Guid? RunningPersonId { get; private set; }

    public Guid? DirectorOf { get; private set; }

    public static OwnersSeat Seat(OwnersCommittee on, Person who, OwnersPost post, DateOnly from, DateTimeOffset at)
    {
        on.MustStand();
        return new OwnersSeat
        {
            Id = Guid.CreateVersion7(at), Area = on.Area, CommitteeId = on.Id, PersonId = who.Id, Post = post, SeatedOn = from, RunningPersonId = who.Id, DirectorOf = post == OwnersPost.Director ? on.Id : null,
        };
    }

    public void Unseat(DateOnly on)
    {
        if (UnseatedOn is not null) throw CompoundRefusals.NotSeated();
        if (on < SeatedOn) throw CompoundRefusals.EndsBeforeItBegins(SeatedOn);
        (UnseatedOn, RunningPersonId, DirectorOf) = (on, null, null);
    }
}
