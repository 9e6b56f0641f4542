using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.Rpc;

namespace Governance.SocialOrganizations.Funds;

internal enum DonationDriveState { Open = 1, Closed }

/// <summary>Donations in an emergency (应急捐赠): a purpose of their own, published daily by <see cref="DriveClock"/>, closed with a destination for what was not used.</summary>
internal sealed class DonationDrive : Aggregate
{
    private DonationDrive() { }

    public Guid FundId { get; private init; }
    public Guid EarmarkId { get; private init; }
    public string Place { get; private init; } = "";
    public string Hazard { get; private init; } = "";
    public string Title { get; private init; } = "";
    public DonationDriveState State { get; private set; }
    public DateOnly OpenedOn { get; private init; }
    public DateOnly? ClosedOn { get; private set; }
    public Guid? DestinationEarmarkId { get; private set; }
    public long MovedFen { get; private set; }

    /// <summary>The next day to publish, the day after it is over; null when all are.</summary>
    public DateOnly? PublishNext { get; private set; }

    public static (DonationDrive Drive, Earmark Earmark) Open(Fund fund, string place, string hazard, string title, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at);
        var earmark = Earmark.Of(fund, title, id, at);
        var today = ChinaTime.DateOf(at);
        var drive = new DonationDrive { Id = id, Area = fund.Area, FundId = fund.Id, EarmarkId = earmark.Id, Place = place, Hazard = hazard, Title = title, State = DonationDriveState.Open, OpenedOn = today, PublishNext = today };
        drive.Raise(new DriveOpened(id, drive.Area, fund.Id, place, hazard, at));
        return (drive, earmark);
    }

    public void Close(Earmark own, Earmark? destination, long freeFen, long promisedFen, OpenMatters open, DateTimeOffset at)
    {
        if (State != DonationDriveState.Open) throw FundRefusals.DriveClosed();
        if (promisedFen > 0) throw FundRefusals.MoneyPromised();
        open.MustBeNone();
        destination?.MustBeOpen();
        own.Closed = true;
        (State, ClosedOn, DestinationEarmarkId, MovedFen) = (DonationDriveState.Closed, ChinaTime.DateOf(at), destination?.Id, freeFen);
        Raise(new DriveClosed(Id, Area, FundId, freeFen, at));
    }

    /// <summary>Tells of the next day, which is over.</summary>
    public DriveDay Publish(DateOnly day, long donatedFen, long paidFen, long leftFen, int goodsCount, long goodsFen, DateTimeOffset at)
    {
        PublishNext = ClosedOn is { } last && day >= last ? null : day.AddDays(1);
        Raise(new DrivePublished(Id, Area, FundId, day, donatedFen, paidFen, leftFen, at, goodsCount, goodsFen));
        return new DriveDay { DriveId = Id, Day = day, DonatedFen = donatedFen, PaidFen = paidFen, LeftFen = leftFen, GoodsCount = goodsCount, GoodsFen = goodsFen };
    }
}

/// <summary>What was published of a day; once, by its key. Insert-only.</summary>
[Nationwide("reached only through its drive, which is area-scoped")]
internal sealed class DriveDay
{
    public Guid DriveId { get; init; }
    public DateOnly Day { get; init; }
    public long DonatedFen { get; init; }
    public long PaidFen { get; init; }
    public long LeftFen { get; init; }

    /// <summary>Donations of goods, less those that were put right on the day; of a day that was published before goods were counted, none.</summary>
    public int GoodsCount { get; init; }

    /// <summary>What they are worth.</summary>
    public long GoodsFen { get; init; }
}
