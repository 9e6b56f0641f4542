using Governance.Access;
using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Procurement;

internal enum TenderState { Open = 1, Awarded, Failed }

/// <summary>A service of a list that is put out to tender; once at a time, by a constraint. Who bids takes the row in common, who decides takes it alone.</summary>
internal sealed class Tender : Aggregate
{
    private Tender() { }

    public Guid ListId { get; private init; }
    public Guid ItemId { get; private init; }
    public string ServiceCode { get; private init; } = "";
    public string Title { get; private init; } = "";
    public long CeilingFen { get; private init; }
    public int OrderCapacity { get; private init; }
    public DateTimeOffset Deadline { get; private init; }
    public int MinBids { get; private init; }
    public TenderState State { get; private set; }
    public Guid? ContractId { get; private set; }
    public string CalledBy { get; private init; } = "";

    public static (Tender, ProcurementStep) Call(ServiceList list, ListItem item, DateTimeOffset deadline, int minBids, string by, DateTimeOffset at)
    {
        list.MustBePublished();
        var tender = new Tender
        {
            Id = Guid.CreateVersion7(at), Area = list.Area, ListId = list.Id, ItemId = item.Id, ServiceCode = item.ServiceCode, Title = item.Title, CeilingFen = item.CeilingFen, OrderCapacity = item.OrderCapacity,
            Deadline = deadline, MinBids = minBids, State = TenderState.Open, CalledBy = by,
        };
        tender.Raise(new TenderCalled(tender.Id, tender.Area, list.Id, tender.ServiceCode, tender.CeilingFen, deadline, at));
        return (tender, ProcurementStep.Of(TrailStepKind.TenderCalled, list.Id, tender.Id, by, at, amountFen: item.CeilingFen));
    }

    public bool IsOver(DateTimeOffset at) => at >= Deadline;

    public void MayBid(Organization organization, long priceFen, DateTimeOffset at)
    {
        if (State != TenderState.Open || IsOver(at)) throw ProcurementRefusals.TenderClosed();
        MustBeRegistered(organization);
        if (!organization.Area.StartsWith(Area, StringComparison.Ordinal) && !Area.StartsWith(organization.Area, StringComparison.Ordinal)) throw ProcurementRefusals.OutsideTender();
        if (priceFen > CeilingFen) throw ProcurementRefusals.PriceAboveCeiling();
    }

    public (Contract, ProcurementStep) Award(ServiceList list, Bid bid, Organization organization, long priceFen, int bidCount, string by, DateTimeOffset at)
    {
        MustBeDecidable(at);
        if (bidCount < MinBids) throw ProcurementRefusals.TooFewBids(bidCount, MinBids);
        if (by == CalledBy) throw ProcurementRefusals.SamePerson();
        MustBeRegistered(organization);
        list.Commit(priceFen);
        bid.Win();
        var contract = Contract.Award(this, bid, priceFen, at);
        (State, ContractId) = (TenderState.Awarded, contract.Id);
        return (contract, ProcurementStep.Of(TrailStepKind.Awarded, ListId, Id, by, at, amountFen: priceFen));
    }

    public void Fail(DateTimeOffset at)
    {
        MustBeDecidable(at);
        State = TenderState.Failed;
    }

    private void MustBeDecidable(DateTimeOffset at)
    {
        if (State != TenderState.Open) throw ProcurementRefusals.TenderClosed();
        if (!IsOver(at)) throw ProcurementRefusals.DeadlineNotPassed();
    }

    public static void MustBeRegistered(Organization organization)
    {
        if (!organization.MayServe) throw ProcurementRefusals.NotRegistered();
    }
}

/// <summary>An offer, one of an organisation a tender by a constraint. Price and plan are sealed at rest, and opened for nobody before the deadline.</summary>
internal sealed class Bid : Aggregate, IOwned
{
    private Bid() { }

    public Guid TenderId { get; private init; }
    public Guid OrganizationId { get; private init; }
    public string OrganizationName { get; private init; } = "";
    public string? Owner { get; private init; }
    public byte[] SealedPrice { get; private set; } = [];
    public byte[] SealedPlan { get; private set; } = [];
    public DateTimeOffset SubmittedAt { get; private set; }
    public bool Awarded { get; private set; }

    public bool OwnedAnywhere => true;

    public static Bid Of(Tender tender, Organization organization, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = tender.Area, TenderId = tender.Id, OrganizationId = organization.Id, OrganizationName = organization.Name, Owner = organization.Owner };

    public ProcurementStep Put(Tender tender, byte[] price, byte[] plan, string by, DateTimeOffset at)
    {
        (SealedPrice, SealedPlan, SubmittedAt) = (price, plan, at);
        return ProcurementStep.Of(TrailStepKind.BidSubmitted, tender.ListId, tender.Id, by, at);
    }

    public void Win() => Awarded = true;
}
