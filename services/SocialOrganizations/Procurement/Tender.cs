using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Procurement;

internal enum TenderState { Open = 1, Awarded, Failed }

/// <summary>
/// A service of a list that is put out to tender; once at a time. Each tender of an item has its round, by a constraint, and is called only when the one before came to nothing or its contract was ended: neither is ever
/// undone, so that two who call at once call the same round, and one wins. Who bids takes the row in common, who decides takes it alone.
/// </summary>
internal sealed class Tender : Aggregate
{
    private Tender() { }

    /// <summary>Why a bid does not count whose bidder is registered no more, suspended or on the blacklist when it is decided.</summary>
    public const string ServesNoMore = "定标时投标人未登记、已暂停、已注销或在严重违法失信名单内";

    public Guid ListId { get; private init; }
    public Guid ItemId { get; private init; }
    public string ServiceCode { get; private init; } = "";
    public string Title { get; private init; } = "";
    public long CeilingFen { get; private init; }
    public int OrderCapacity { get; private init; }
    public DateTimeOffset Deadline { get; private init; }
    public int MinBids { get; private init; }
    public int Round { get; private init; }
    public TenderState State { get; private set; }
    public Guid? ContractId { get; private set; }
    public string CalledBy { get; private init; } = "";

    /// <summary>Puts an item out, or what is left of it: what was accepted of contracts that were ended is owed, what they served is served.</summary>
    public static (Tender, ProcurementStep) Call(ServiceList list, ListItem item, Tender? before, IReadOnlyList<Contract> ended, int served, DateTimeOffset deadline, int minBids, string by, DateTimeOffset at)
    {
        list.MustBePublished();
        list.MustBeOfThisYear(at);
        if (before?.State == TenderState.Open || ended.Any(c => c.State != ContractState.Terminated)) throw ProcurementRefusals.TenderExists();
        var left = item.CeilingFen - ended.Sum(c => c.OwedFen());
        var tender = new Tender
        {
            Id = Guid.CreateVersion7(at), Area = list.Area, ListId = list.Id, ItemId = item.Id, ServiceCode = item.ServiceCode, Title = item.Title, CeilingFen = left,
            OrderCapacity = Math.Max(0, item.OrderCapacity - served), Deadline = deadline, MinBids = minBids, Round = (before?.Round ?? 0) + 1, State = TenderState.Open, CalledBy = by,
        };
        tender.Raise(new TenderCalled(tender.Id, tender.Area, list.Id, tender.ServiceCode, tender.CeilingFen, deadline, at));
        return (tender, ProcurementStep.Of(TrailStepKind.TenderCalled, list.Id, tender.Id, by, at, amountFen: left));
    }

    public bool IsOver(DateTimeOffset at) => at >= Deadline;

    /// <summary>From wherever it is: no place may be kept to those who are there (政府采购法 art. 5).</summary>
    public void MayBid(Organization organization, long priceFen, DateTimeOffset at)
    {
        if (State != TenderState.Open || IsOver(at)) throw ProcurementRefusals.TenderClosed();
        MustBeRegistered(organization);
        if (priceFen > CeilingFen) throw ProcurementRefusals.PriceAboveCeiling();
    }

    /// <summary>
    /// Gives it to one of the bids that count. Who has a part in any of the bidders, or has recused themselves, does not decide. The best bid is the one with the highest score, the lowest among equals and where none was
    /// scored; for another one there is a reason, which stays in the trail.
    /// </summary>
    public (Contract, IEnumerable<ProcurementStep>) Award(ServiceList list, IReadOnlyList<OpenedBid> bids, Bid winner, Organization organization, string reason, IReadOnlyList<string> recused, bool submitted, string by, DateTimeOffset at)
    {
        if (recused.Contains(by)) throw ProcurementRefusals.ConflictOfInterest();
        MustBeDecidable([.. bids.Select(b => b.Bid)], submitted, by, at);
        MustBeRegistered(organization);
        var valid = bids.Where(b => b.InvalidReason.Length == 0).ToList();
        if (valid.Count < MinBids) throw ProcurementRefusals.TooFewBids(valid.Count, MinBids);
        var chosen = valid.SingleOrDefault(b => b.Bid == winner) ?? throw ProcurementRefusals.BidInvalid();
        if (reason.Length == 0 && valid.Any(b => b.Score > chosen.Score || (b.Score == chosen.Score && b.PriceFen < chosen.PriceFen))) throw ProcurementRefusals.NotTheBest();
        list.Commit(chosen.PriceFen);
        foreach (var bid in bids) bid.Bid.Judge(bid.Score, bid.InvalidReason);
        winner.Win();
        var contract = Contract.Award(this, winner, chosen.PriceFen, at);
        (State, ContractId) = (TenderState.Awarded, contract.Id);
        return (contract, recused.Select(r => ProcurementStep.Of(TrailStepKind.Recused, ListId, Id, r, at, number: (int)TrailStepKind.BidSubmitted))
            .Append(ProcurementStep.Of(TrailStepKind.Awarded, ListId, Id, by, at, amountFen: chosen.PriceFen, evidence: reason)));
    }

    /// <summary>Nobody gets it. Who could not award it does not end it either: they have seen the bids, and another round would be theirs to win.</summary>
    public ProcurementStep Fail(IReadOnlyList<Bid> bids, string reason, bool submitted, string by, DateTimeOffset at)
    {
        MustBeDecidable(bids, submitted, by, at);
        State = TenderState.Failed;
        return ProcurementStep.Of(TrailStepKind.Failed, ListId, Id, by, at, evidence: reason, number: (int)TrailStepKind.Awarded);
    }

    // By another person than called it or put a bid in, with no part in any of the bidders.
    private void MustBeDecidable(IReadOnlyList<Bid> bids, bool submitted, string by, DateTimeOffset at)
    {
        if (State != TenderState.Open) throw ProcurementRefusals.TenderClosed();
        if (!IsOver(at)) throw ProcurementRefusals.DeadlineNotPassed();
        if (by == CalledBy) throw ProcurementRefusals.SamePerson();
        if (submitted || bids.Any(b => b.IsOf(by))) throw ProcurementRefusals.ConflictOfInterest();
    }

    public static void MustBeRegistered(Organization organization)
    {
        if (!organization.MayServe) throw ProcurementRefusals.NotRegistered();
    }
}

/// <summary>An offer, one of an organisation a tender by a constraint. Price and plan are sealed at rest, and opened for nobody before the deadline.</summary>
internal sealed class Bid : Aggregate, IStaffed
{
    private Bid() { }

    public Guid TenderId { get; private init; }
    public Guid OrganizationId { get; private init; }
    public string OrganizationName { get; private init; } = "";
    public string? Owner { get; private init; }
    public string[] FormerStaff { get; private init; } = [];
    public byte[] SealedPrice { get; private set; } = [];
    public byte[] SealedPlan { get; private set; } = [];
    public DateTimeOffset SubmittedAt { get; private set; }
    public bool Awarded { get; private set; }

    /// <summary>0 to 100; null = the bids were not scored, or this one does not count.</summary>
    public int? Score { get; private set; }

    /// <summary>Why it does not count; empty = it does.</summary>
    public string InvalidReason { get; private set; } = "";

    public bool OwnedAnywhere => true;

    public static Bid Of(Tender tender, Organization organization, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = tender.Area, TenderId = tender.Id, OrganizationId = organization.Id, OrganizationName = organization.Name, Owner = organization.Owner, FormerStaff = organization.FormerAt(at) };

    public ProcurementStep Put(Tender tender, byte[] price, byte[] plan, string by, DateTimeOffset at)
    {
        (SealedPrice, SealedPlan, SubmittedAt) = (price, plan, at);
        return ProcurementStep.Of(TrailStepKind.BidSubmitted, tender.ListId, tender.Id, by, at, evidence: OrganizationName);
    }

    public void Win() => Awarded = true;

    public void Judge(int? score, string invalidReason) => (Score, InvalidReason) = (score, invalidReason);
}

/// <summary>A bid of a tender that is over, with what was found of it.</summary>
internal sealed record OpenedBid(Bid Bid, long PriceFen, int? Score, string InvalidReason);
