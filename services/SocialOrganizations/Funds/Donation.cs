using System.Globalization;
using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;

namespace Governance.SocialOrganizations.Funds;

internal enum DonationKind { Money = 1, Goods }

internal enum DonorKind { Individual = 1, Company, Organization, Anonymous }

internal enum DonationState { Received = 1, Reversed }

/// <summary>A donation of money or goods. Of an anonymous one nothing about who gave it is kept at all.</summary>
internal sealed class Donation : Aggregate
{
    private Donation() { }

    public Guid FundId { get; private init; }
    public DonationKind Kind { get; private init; }
    public DonorKind DonorKind { get; private init; }
    public Guid? DonorId { get; private init; }
    public byte[]? DonorName { get; private init; }
    public byte[]? DonorPhone { get; private init; }
    public bool Named { get; private init; }
    public long AmountFen { get; private init; }
    public Guid? EarmarkId { get; private init; }
    public string Goods { get; private init; } = "";
    public int Quantity { get; private init; }
    public string Unit { get; private init; } = "";
    public Guid? ResourceId { get; private set; }
    public DateOnly ReceivedOn { get; private init; }
    public int ReceiptYear { get; private init; }
    public int ReceiptNumber { get; private init; }
    public DonationState State { get; private set; }
    public string ReceivedBy { get; private init; } = "";

    /// <summary>Null also of one that was reversed before this was kept.</summary>
    public DateTimeOffset? ReversedAt { get; private set; }

    public string Receipt => string.Create(CultureInfo.InvariantCulture, $"{ReceiptYear}-{ReceiptNumber:000000}");

    public static Donation Receive(Fund fund, Earmark? earmark, Donor? donor, DonationKind kind, DonorKind donorKind, DonorEntry who, long amountFen, GoodsEntry? goods, DateOnly on, string by, DateTimeOffset at)
    {
        fund.MustBeOpen();
        earmark?.MustBeOpen();
        // The year of the receipt is that in which it is given, so that no number is given out of order.
        var (year, number) = fund.NextReceipt(Rpc.ChinaTime.DateOf(at).Year);
        var donation = new Donation
        {
            Id = Guid.CreateVersion7(at), Area = fund.Area, FundId = fund.Id, Kind = kind, DonorKind = donorKind, DonorId = donor?.Id, DonorName = who.Name, DonorPhone = who.Phone, Named = who.Named, AmountFen = amountFen,
            EarmarkId = earmark?.Id, Goods = goods?.Title ?? "", Quantity = goods?.Quantity ?? 0, Unit = goods?.Unit ?? "", ReceivedOn = on, ReceiptYear = year, ReceiptNumber = number, State = DonationState.Received, ReceivedBy = by,
        };
        donor?.Give(amountFen, who.Named);
        donation.Raise(new DonationReceived(donation.Id, donation.Area, fund.Id, kind.ToString(), amountFen, earmark?.Id, earmark?.DriveId, at));
        return donation;
    }

    /// <summary>The goods can be matched with what places need.</summary>
    public CharityResource Store(GoodsEntry goods, DateTimeOffset at)
    {
        var resource = CharityResource.Offer(Area, goods.Category, goods.Title, goods.Quantity, goods.Unit, null, Id, at);
        ResourceId = resource.Id;
        return resource;
    }

    /// <param name="donor">Who gave it; null when nobody knows.</param>
    /// <param name="named">What the donor has said of being named, without this one.</param>
    /// <param name="by">Another person than received it.</param>
    /// <param name="at">Now.</param>
    public void Reverse(Donor? donor, bool named, string by, DateTimeOffset at)
    {
        if (State == DonationState.Reversed) throw FundRefusals.ReversedAlready();
        if (by == ReceivedBy) throw FundRefusals.SamePerson();
        (State, ReversedAt) = (DonationState.Reversed, at);
        donor?.TakeBack(AmountFen, named);
        Raise(new DonationReversed(Id, Area, FundId, AmountFen, at));
    }
}

/// <summary>Who gave, sealed; all null for an anonymous donation. The key is the keyed hash of kind, name and phone or credit code.</summary>
internal sealed record DonorEntry(byte[]? Name, byte[]? Phone, byte[]? Key, bool Named);

/// <summary>What was given.</summary>
internal sealed record GoodsEntry(string Category, string Title, int Quantity, string Unit);

/// <summary>Somebody who gave to a fund once or more, found again by a keyed hash; one a fund and hash, by an index. Kept to honour them, changed under the fund's lock.</summary>
internal sealed class Donor : Aggregate
{
    private Donor() { }

    public Guid FundId { get; private init; }
    public DonorKind Kind { get; private init; }
    public byte[] Name { get; private init; } = [];
    public byte[] Key { get; private set; } = [];
    public bool Named { get; private set; }
    public long TotalFen { get; private set; }

    /// <summary>When they last took back that they agree to be named; what they had said before counts no more.</summary>
    public DateTimeOffset? MaskedAt { get; private set; }

    public static Donor Of(Fund fund, DonorKind kind, byte[] name, byte[] key, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = fund.Area, FundId = fund.Id, Kind = kind, Name = name, Key = key };

    // Whether they want to be named is what they said last.
    public void Give(long fen, bool named) => (TotalFen, Named) = (TotalFen + fen, named);

    public void TakeBack(long fen, bool named) => (TotalFen, Named) = (TotalFen - fen, named);

    public void Mask(DateTimeOffset at) => (Named, MaskedAt) = (false, at);

    /// <summary>Was found by the phone alone, as before, and is found by all that says who it is from now on.</summary>
    public void FoundBy(byte[] key) => Key = key;
}

/// <summary>An honour to donors, as data: from how much on it is given. One a division and title.</summary>
internal sealed class DonorHonour : Aggregate
{
    private DonorHonour() { }

    public string Title { get; private init; } = "";
    public long MinFen { get; private set; }

    public static DonorHonour Of(string area, string title, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = area, Title = title };

    public void From(long minFen) => MinFen = minFen;
}
