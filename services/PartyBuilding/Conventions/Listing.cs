using Governance.Messaging;

namespace Governance.PartyBuilding.Conventions;

internal enum ListingColour { Red = 1, Black }

internal enum ListingState { Shown = 1, Appealed, Removed, Expired }

/// <summary>Somebody on the red-and-black list of a convention, for as long as it says. What tells who it is is erased when it ends; nothing is summed up by person, so that nobody is scored.</summary>
internal sealed class Listing : Aggregate
{
    private Listing() { }

    public Guid ConventionId { get; private init; }
    public ListingColour Colour { get; private init; }
    public byte[]? SealedName { get; private set; }
    public string Clause { get; private init; } = "";
    public byte[]? SealedDeed { get; private set; }
    public DateOnly ToldOn { get; private init; }
    public DateOnly From { get; private init; }
    public DateOnly Until { get; private init; }
    public string EnteredBy { get; private init; } = "";
    public ListingState State { get; private set; }
    public byte[]? SealedAppeal { get; private set; }

    public static Listing Enter(Convention under, ListingColour colour, byte[] name, string clause, byte[] deed, DateOnly toldOn, string by, DateOnly today, DateTimeOffset at)
    {
        under.MustBeFiled();
        if (under.ListingDays == 0) throw ConventionRefusals.NoListings();
        return new Listing
        {
            Id = Guid.CreateVersion7(at), Area = under.Area, ConventionId = under.Id, Colour = colour, SealedName = name, Clause = clause, SealedDeed = deed, ToldOn = toldOn, From = today, Until = today.AddDays(under.ListingDays - 1),
            EnteredBy = by, State = ListingState.Shown,
        };
    }

    public void Appeal(byte[] appeal)
    {
        if (State != ListingState.Shown) throw ConventionRefusals.NotShown();
        (State, SealedAppeal) = (ListingState.Appealed, appeal);
    }

    public void Decide(bool uphold, string by)
    {
        if (State != ListingState.Appealed) throw ConventionRefusals.NotAppealed();
        if (by == EnteredBy) throw ConventionRefusals.SamePerson();
        if (uphold) End(ListingState.Removed);
        else State = ListingState.Shown;
    }

    public void Remove()
    {
        MustRun();
        End(ListingState.Removed);
    }

    public void Expire() => End(ListingState.Expired);

    public void MustRun()
    {
        if (State is ListingState.Removed or ListingState.Expired) throw ConventionRefusals.ListingEnded();
    }

    private void End(ListingState state) => (State, SealedName, SealedDeed, SealedAppeal) = (state, null, null, null);
}
