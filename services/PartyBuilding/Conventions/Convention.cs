using Governance.Events.Party.V1;
using Governance.Messaging;
using Governance.PartyBuilding.Deliberation;

namespace Governance.PartyBuilding.Conventions;

internal enum ConventionKind { Charter = 1, Convention }

internal enum ConventionState { Adopted = 1, Filed, Returned, Superseded }

/// <summary>What the residents of a community have agreed on. One of a kind is in force in a community, by a constraint; one is adopted by a motion, by another.</summary>
internal sealed class Convention : Aggregate
{
    private Convention() { }

    public ConventionKind Kind { get; private init; }
    public string Title { get; private init; } = "";
    public string Text { get; private init; } = "";
    public Guid MotionId { get; private init; }

    /// <summary>How long somebody stays on its red-and-black list, as the residents agreed; 0 = it has none.</summary>
    public int ListingDays { get; private init; }

    public string AdoptedBy { get; private init; } = "";
    public ConventionState State { get; private set; }
    public string? FilingNumber { get; private set; }
    public DateOnly? FiledOn { get; private set; }
    public byte[]? SealedReason { get; private set; }

    /// <summary>Its kind again while it is in force: what is unique in a community. Null frees it, and the database sees the one before go first.</summary>
    public ConventionKind? KindInForce { get; private set; }

    public static Convention Adopt(Motion by, ConventionKind kind, string title, string text, int listingDays, string who, DateTimeOffset at)
    {
        if (!by.IsResolved) throw ConventionRefusals.NotResolved();
        return new Convention { Id = Guid.CreateVersion7(at), Area = by.Area, Kind = kind, Title = title, Text = text, MotionId = by.Id, ListingDays = listingDays, AdoptedBy = who, State = ConventionState.Adopted };
    }

    public void File(string number, string who, DateOnly on, DateTimeOffset at)
    {
        MustBeDecidedBy(who);
        (State, KindInForce, FilingNumber, FiledOn) = (ConventionState.Filed, Kind, number, on);
        Raise(new ConventionFiled(Id, Area, Kind.ToString(), MotionId, on, at));
    }

    public void Return(byte[] reason, string who)
    {
        MustBeDecidedBy(who);
        (State, SealedReason) = (ConventionState.Returned, reason);
    }

    public void Supersede() => (State, KindInForce) = (ConventionState.Superseded, null);

    public void MustBeFiled()
    {
        if (State != ConventionState.Filed) throw ConventionRefusals.NotFiled();
    }

    private void MustBeDecidedBy(string who)
    {
        if (State != ConventionState.Adopted) throw ConventionRefusals.NotAdopted();
        if (who == AdoptedBy) throw ConventionRefusals.SamePerson();
    }
}

/// <summary>How a convention was performed.</summary>
[Nationwide("reached only through its convention, which is area-scoped")]
internal sealed class Performance
{
    public Guid Id { get; init; }
    public Guid ConventionId { get; init; }
    public DateOnly On { get; init; }
    public byte[] SealedText { get; init; } = [];
    public DateTimeOffset EnteredAt { get; init; }
}
