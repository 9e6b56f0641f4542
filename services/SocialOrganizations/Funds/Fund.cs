using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;

namespace Governance.SocialOrganizations.Funds;

internal enum FundAccountKind { Free = 1, Promised, Granted, Spent, Donated, Lottery, Moved }

internal enum FundEntryKind { Donation = 1, Lottery, Promise, Release, Grant, Spending, Move, Reversal }

/// <summary>A community fund (社区基金). Whoever posts to its ledger or gives a receipt holds its row, so that both are numbered without gaps.</summary>
internal sealed class Fund : Aggregate
{
    // In this transaction.
    private int posted;

    private Fund() { }

    public string Name { get; private init; } = "";
    public bool Closed { get; private set; }
    public DateTimeOffset OpenedAt { get; private init; }
    public int EntryCount { get; private set; }
    public int ReceiptYear { get; private set; }
    public int ReceiptCount { get; private set; }

    public static Fund Open(string area, string name, DateTimeOffset at)
    {
        var fund = new Fund { Id = Guid.CreateVersion7(at), Area = area, Name = name, OpenedAt = at };
        fund.Raise(new FundOpened(fund.Id, area, at));
        return fund;
    }

    public void Close(long leftFen, OpenMatters open, DateTimeOffset at)
    {
        MustBeOpen();
        if (leftFen > 0) throw FundRefusals.MoneyLeft();
        open.MustBeNone();
        Closed = true;
        Raise(new FundClosed(Id, Area, at));
    }

    /// <summary>The next number of a receipt in a year. What is reversed keeps its own. A replica whose clock is behind at New Year gives numbers of the year that has begun: the old one's would be given twice.</summary>
    public (int Year, int Number) NextReceipt(int year)
    {
        if (year > ReceiptYear) (ReceiptYear, ReceiptCount) = (year, 0);
        return (ReceiptYear, ++ReceiptCount);
    }

    /// <summary>Its id is later than those before it in this transaction: EF writes legs in the order of ids, and money that one entry sets aside and the next one frees would fall below zero the other way round.</summary>
    public FundEntry NextEntry(FundEntryKind kind, Guid? aboutId, Guid? reversesId, string voucher, string by, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at.AddMilliseconds(posted++)), FundId = Id, Number = ++EntryCount, Kind = kind, AboutId = aboutId, ReversesId = reversesId, Voucher = voucher, By = by, At = at };

    public void MustBeOpen()
    {
        if (Closed) throw FundRefusals.FundClosed();
    }
}

/// <summary>A purpose for which money was given. That it is spent for nothing else is held by the ledger: the legs of an entry sum to zero for each purpose.</summary>
[Nationwide("reached only through its fund, which is area-scoped")]
internal sealed class Earmark
{
    public Guid Id { get; init; }
    public Guid FundId { get; init; }
    public string Title { get; init; } = "";
    public Guid? DriveId { get; init; }
    public bool Closed { get; set; }

    public static Earmark Of(Fund fund, string title, Guid? driveId, DateTimeOffset at)
    {
        fund.MustBeOpen();
        return new() { Id = Guid.CreateVersion7(at), FundId = fund.Id, Title = title, DriveId = driveId };
    }

    public void MustBeOpen()
    {
        if (Closed) throw FundRefusals.EarmarkClosed();
    }
}

/// <summary>What an account tells of one purpose, or of money without purpose. Its balance is the sum of its legs, kept by a trigger; that money never falls below zero is a constraint.</summary>
[Nationwide("reached only through its fund, which is area-scoped")]
internal sealed class FundAccount
{
    public Guid Id { get; init; }
    public Guid FundId { get; init; }
    public FundAccountKind Kind { get; init; }
    public Guid? EarmarkId { get; init; }
    public long BalanceFen { get; init; }
}

/// <summary>
/// What an account held at the end of a month in which something moved; <see cref="Month"/> is its first day. Kept by the trigger that keeps the balance, whoever writes and whatever the clock says: a statement of any period
/// counts from the month before it, and not through the history.
/// </summary>
[Nationwide("reached only through its fund, which is area-scoped")]
internal sealed class FundMonth
{
    public Guid AccountId { get; init; }
    public DateOnly Month { get; init; }
    public long BalanceFen { get; init; }
}

/// <summary>An entry of the ledger. Insert-only, by a trigger; put right by a counter-entry, once, by an index.</summary>
[Nationwide("reached only through its fund, which is area-scoped")]
internal sealed class FundEntry
{
    public Guid Id { get; init; }
    public Guid FundId { get; init; }
    public int Number { get; init; }
    public FundEntryKind Kind { get; init; }
    public Guid? AboutId { get; init; }
    public Guid? ReversesId { get; init; }
    public string Voucher { get; init; } = "";
    public string By { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>One leg of an entry. Insert-only.</summary>
[Nationwide("reached only through its fund, which is area-scoped")]
internal sealed class FundLeg
{
    public Guid EntryId { get; init; }
    public Guid AccountId { get; init; }
    public long AmountFen { get; init; }

    /// <summary>As its entry: a period is a range of one index.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>Which share of lottery sales goes back to the community, from a day on. Plan ch. 3 §5.</summary>
internal sealed class LotteryRule : Aggregate
{
    private LotteryRule() { }

    public DateOnly Since { get; private init; }
    public int SharePermille { get; private init; }

    public static LotteryRule Set(string area, DateOnly since, int permille, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = area, Since = since, SharePermille = permille };

    public long ShareOf(long salesFen) => (long)(salesFen * (decimal)SharePermille / 1000);
}

/// <summary>What an outlet's sales of a month gave to a fund; once in the province, unless it was put right, by an index.</summary>
internal sealed class LotteryShare : Aggregate
{
    private LotteryShare() { }

    public Guid FundId { get; private init; }
    public string OutletNumber { get; private init; } = "";
    public string Month { get; private init; } = "";
    public long SalesFen { get; private init; }
    public long ShareFen { get; private init; }
    public bool Reversed { get; private set; }

    /// <summary>0; of a month that several funds had entered when that was not refused yet, 1, 2 and so on but for the first: somebody has to put them right. Written by a migration alone.</summary>
    public short Copy { get; private init; }

    public static LotteryShare Enter(Fund fund, LotteryRule rule, string outlet, string month, long salesFen, DateTimeOffset at)
    {
        fund.MustBeOpen();
        var share = new LotteryShare { Id = Guid.CreateVersion7(at), Area = fund.Area, FundId = fund.Id, OutletNumber = outlet, Month = month, SalesFen = salesFen, ShareFen = rule.ShareOf(salesFen) };
        share.Raise(new LotteryShareReceived(share.Id, share.Area, fund.Id, month, share.ShareFen, at));
        return share;
    }

    public void Reverse(DateTimeOffset at)
    {
        Reversed = true;
        Raise(new LotteryShareReversed(Id, Area, FundId, ShareFen, at));
    }
}
