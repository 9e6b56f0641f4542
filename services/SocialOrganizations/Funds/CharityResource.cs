using Governance.Access;
using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;

namespace Governance.SocialOrganizations.Funds;

internal enum ResourceMatchState { Matched = 1, Delivered, Receipted, Cancelled }

/// <summary>What a place needs, of nobody in particular. Never matched beyond its quantity: the row is held, and a constraint holds as well.</summary>
internal sealed class CharityNeed : Aggregate
{
    private CharityNeed() { }

    public string Category { get; private init; } = "";
    public string Title { get; private init; } = "";
    public int Quantity { get; private init; }
    public string Unit { get; private init; } = "";
    public int Matched { get; private set; }
    public bool Closed { get; private set; }

    public static CharityNeed Post(string area, string category, string title, int quantity, string unit, DateTimeOffset at)
    {
        var need = new CharityNeed { Id = Guid.CreateVersion7(at), Area = area, Category = category, Title = title, Quantity = quantity, Unit = unit };
        need.Raise(new CharityNeedPosted(need.Id, area, category, quantity, at));
        return need;
    }

    public void Close(DateTimeOffset at)
    {
        if (Closed) throw FundRefusals.NeedClosed();
        Closed = true;
        Raise(new CharityNeedClosed(Id, Area, Matched, at));
    }

    public ResourceMatch Match(CharityResource with, int quantity, string by, DateTimeOffset at)
    {
        if (Closed) throw FundRefusals.NeedClosed();
        if (with.Closed) throw FundRefusals.ResourceClosed();
        if (with.Category != Category || with.Unit != Unit) throw FundRefusals.NotAlike();
        var most = Math.Min(Quantity - Matched, with.Quantity - with.Matched);
        if (quantity > most) throw FundRefusals.TooMuch(most);
        Matched += quantity;
        with.Take(quantity);
        return ResourceMatch.Of(this, with, quantity, by, at);
    }

    public void Free(int quantity) => Matched -= quantity;
}

/// <summary>What is offered, or what a donation of goods is. As with needs, never matched beyond its quantity.</summary>
internal sealed class CharityResource : Aggregate, IOwned
{
    private CharityResource() { }

    public string? Owner { get; private init; }
    public string Category { get; private init; } = "";
    public string Title { get; private init; } = "";
    public int Quantity { get; private init; }
    public string Unit { get; private init; } = "";
    public int Matched { get; private set; }
    public bool Closed { get; private set; }
    public Guid? DonationId { get; private init; }

    public static CharityResource Offer(string area, string category, string title, int quantity, string unit, string? owner, Guid? donationId, DateTimeOffset at)
    {
        var resource = new CharityResource { Id = Guid.CreateVersion7(at), Area = area, Owner = owner, Category = category, Title = title, Quantity = quantity, Unit = unit, DonationId = donationId };
        resource.Raise(new CharityResourceOffered(resource.Id, area, category, quantity, at));
        return resource;
    }

    public void Close(DateTimeOffset at)
    {
        if (Closed) throw FundRefusals.ResourceClosed();
        Closed = true;
        Raise(new CharityResourceClosed(Id, Area, Matched, at));
    }

    /// <summary>The donation that it is had been entered by mistake. Whoever holds the row: nobody matches it meanwhile.</summary>
    public void TakeBack(DateTimeOffset at)
    {
        if (Matched > 0) throw FundRefusals.GoodsMatched(Matched);
        if (!Closed) Close(at);
    }

    public void Take(int quantity) => Matched += quantity;

    public void Free(int quantity) => Matched -= quantity;
}

/// <summary>So much of a resource for a need. It lies where the need is.</summary>
internal sealed class ResourceMatch : Aggregate
{
    private ResourceMatch() { }

    public Guid NeedId { get; private init; }
    public Guid ResourceId { get; private init; }
    public string Category { get; private init; } = "";
    public int Quantity { get; private init; }
    public ResourceMatchState State { get; private set; }
    public string DeliveryNote { get; private set; } = "";
    public string MatchedBy { get; private init; } = "";
    public string DeliveredBy { get; private set; } = "";

    public static ResourceMatch Of(CharityNeed need, CharityResource resource, int quantity, string by, DateTimeOffset at)
    {
        var match = new ResourceMatch { Id = Guid.CreateVersion7(at), Area = need.Area, NeedId = need.Id, ResourceId = resource.Id, Category = need.Category, Quantity = quantity, State = ResourceMatchState.Matched, MatchedBy = by };
        match.Raise(new ResourceMatched(match.Id, match.Area, need.Id, resource.Id, need.Category, quantity, at));
        return match;
    }

    public void Deliver(string note, string by, DateTimeOffset at)
    {
        Must(ResourceMatchState.Matched);
        (State, DeliveryNote, DeliveredBy) = (ResourceMatchState.Delivered, note, by);
        Raise(new ResourceDelivered(Id, Area, NeedId, Quantity, at));
    }

    public void Receipt(string by, DateTimeOffset at)
    {
        Must(ResourceMatchState.Delivered);
        if (by == DeliveredBy) throw FundRefusals.SamePerson();
        State = ResourceMatchState.Receipted;
        Raise(new ResourceReceipted(Id, Area, NeedId, Quantity, at));
    }

    /// <summary>It is not delivered after all, or was delivered and has not arrived, which another person says; who delivered it, and by which paper, stays.</summary>
    public void Cancel(CharityNeed need, CharityResource resource, string by, DateTimeOffset at)
    {
        if (State is not (ResourceMatchState.Matched or ResourceMatchState.Delivered)) throw FundRefusals.MatchStateForbids();
        if (State == ResourceMatchState.Delivered && by == DeliveredBy) throw FundRefusals.SamePerson();
        State = ResourceMatchState.Cancelled;
        need.Free(Quantity);
        resource.Free(Quantity);
        Raise(new ResourceMatchCancelled(Id, Area, NeedId, Quantity, at));
    }

    private void Must(ResourceMatchState state)
    {
        if (State != state) throw FundRefusals.MatchStateForbids();
    }
}
