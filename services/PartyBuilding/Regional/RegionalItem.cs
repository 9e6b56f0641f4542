using Governance.Events.Party.V1;
using Governance.Messaging;

namespace Governance.PartyBuilding.Regional;

internal enum RegionalList { Demand = 1, Resource, Project }

internal enum ClaimState { Claimed = 1, Confirmed, Completed, Reviewed, Declined, Withdrawn }

/// <summary>
/// A row of one of the three lists. It belongs to the community whose demand or project it is, else to its committee; a community sees what is above it. Whoever claims of it or frees a claim holds the row; that no more is claimed than there is is
/// a constraint as well.
/// </summary>
internal sealed class RegionalItem : Aggregate
{
    private RegionalItem() { }

    public Guid CommitteeId { get; private init; }
    public RegionalList List { get; private init; }

    /// <summary>Whose demand it is, or where the project is carried out; the item is that community's then, and its committee's else. Null for a resource, and for what is the whole division's.</summary>
    public string? CommunityCode { get; private init; }

    /// <summary>Who offers a resource; null on the other lists.</summary>
    public Guid? UnitId { get; private init; }

    public string Title { get; private init; } = "";
    public int Quantity { get; private init; }
    public int Claimed { get; private set; }
    public DateOnly EndsOn { get; private init; }
    public bool Closed { get; private set; }

    public static RegionalItem Publish(RegionalCommittee of, RegionalList list, MemberUnit? offeredBy, string? community, string title, int quantity, DateOnly until, DateTimeOffset at)
    {
        offeredBy?.MustBelong();
        if (community is not null && !community.StartsWith(of.Area, StringComparison.Ordinal)) throw RegionalRefusals.OutsideCommittee();
        return new RegionalItem { Id = Guid.CreateVersion7(at), Area = community ?? of.Area, CommunityCode = community, CommitteeId = of.Id, List = list, UnitId = offeredBy?.Id, Title = title, Quantity = quantity, EndsOn = until };
    }

    public void Close()
    {
        MustBeOpen();
        Closed = true;
    }

    /// <param name="unit">Who claims a demand or a project.</param>
    /// <param name="offeredBy">Who offers the resource.</param>
    /// <param name="community">Which community claims a resource.</param>
    /// <param name="quantity">How much.</param>
    /// <param name="by">Who enters it, and does not confirm it.</param>
    /// <param name="today">Today in China.</param>
    /// <param name="at">When.</param>
    public Claim ClaimFor(MemberUnit? unit, MemberUnit? offeredBy, string? community, int quantity, string by, DateOnly today, DateTimeOffset at)
    {
        MustBeOpen();
        if (today > EndsOn) throw RegionalRefusals.ItemOver();
        unit?.MustBelong();
        offeredBy?.MustBelong();
        if (unit is not null && unit.CommitteeId != CommitteeId) throw RegionalRefusals.OtherCommittee();
        if (community is not null && !community.StartsWith(Area, StringComparison.Ordinal)) throw RegionalRefusals.OutsideCommittee();
        if (Claimed + quantity > Quantity) throw RegionalRefusals.QuantityExceeded(Quantity - Claimed);
        Claimed += quantity;
        return Claim.Of(this, unit?.Id, community, quantity, by, at);
    }

    private void MustBeOpen()
    {
        if (Closed) throw RegionalRefusals.ItemClosed();
    }
}

/// <summary>That an item is claimed, up to its review. It belongs where what it brings goes: a resource to the community that claims it, all else where the item is.</summary>
internal sealed class Claim : Aggregate
{
    private Claim() { }

    public Guid ItemId { get; private init; }
    public RegionalList List { get; private init; }
    public Guid? UnitId { get; private init; }
    public string? CommunityCode { get; private init; }
    public int Quantity { get; private init; }
    public ClaimState State { get; private set; }
    public string ClaimedBy { get; private init; } = "";
    public DateTimeOffset ClaimedAt { get; private init; }
    public DateTimeOffset? ConfirmedAt { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>Encrypted: people write here what they know of somebody.</summary>
    public byte[]? SealedReview { get; private set; }

    public static Claim Of(RegionalItem item, Guid? unit, string? community, int quantity, string by, DateTimeOffset at)
    {
        var claim = new Claim { Id = Guid.CreateVersion7(at), Area = community ?? item.Area, ItemId = item.Id, List = item.List, UnitId = unit, CommunityCode = community, Quantity = quantity, State = ClaimState.Claimed, ClaimedBy = by, ClaimedAt = at };
        claim.Raise(new ItemClaimed(claim.Id, claim.Area, item.Id, item.List.ToString(), unit, community, quantity, at));
        return claim;
    }

    public void Confirm(string by, DateTimeOffset at)
    {
        MustBe(ClaimState.Claimed);
        if (by == ClaimedBy) throw RegionalRefusals.SamePerson();
        (State, ConfirmedAt) = (ClaimState.Confirmed, at);
    }

    public void Decline()
    {
        MustBe(ClaimState.Claimed);
        State = ClaimState.Declined;
    }

    public void Withdraw()
    {
        if (State is not (ClaimState.Claimed or ClaimState.Confirmed)) throw RegionalRefusals.ClaimNotOpen();
        State = ClaimState.Withdrawn;
    }

    public ClaimProgress Progress(byte[] text, DateTimeOffset at)
    {
        MustBe(ClaimState.Confirmed);
        return new ClaimProgress { Id = Guid.CreateVersion7(at), ClaimId = Id, SealedText = text, EnteredAt = at };
    }

    public void Complete(DateTimeOffset at)
    {
        MustBe(ClaimState.Confirmed);
        (State, CompletedAt) = (ClaimState.Completed, at);
        Raise(new ItemCompleted(Id, Area, ItemId, List.ToString(), UnitId, CommunityCode, Quantity, at));
    }

    public void Review(byte[] review)
    {
        MustBe(ClaimState.Completed);
        (State, SealedReview) = (ClaimState.Reviewed, review);
    }

    private void MustBe(ClaimState state)
    {
        if (State == state) return;
        throw state switch { ClaimState.Claimed => RegionalRefusals.NotClaimed(), ClaimState.Confirmed => RegionalRefusals.NotConfirmed(), _ => RegionalRefusals.NotCompleted() };
    }
}

/// <summary>How far a claim is.</summary>
[Nationwide("reached only through its claim, which is area-scoped")]
internal sealed class ClaimProgress
{
    public Guid Id { get; init; }
    public Guid ClaimId { get; init; }
    public byte[] SealedText { get; init; } = [];
    public DateTimeOffset EnteredAt { get; init; }
}
