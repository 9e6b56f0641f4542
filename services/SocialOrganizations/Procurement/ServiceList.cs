using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.Rpc;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>What a city or county buys in a year. Whoever commits money of it or gives some back holds the row; that no more is committed than there is is a constraint as well.</summary>
internal sealed class ServiceList : Aggregate
{
    private ServiceList() { }

    public int Year { get; private init; }
    public string Title { get; private init; } = "";
    public long BudgetFen { get; private init; }
    public long CommittedFen { get; private set; }
    public bool Published { get; private set; }

    public static ServiceList Draft(string area, int year, string title, long budgetFen, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = area, Year = year, Title = title, BudgetFen = budgetFen };

    public ListItem Add(string serviceCode, string title, long ceilingFen, int orderCapacity, DateTimeOffset at)
    {
        if (Published) throw ProcurementRefusals.ListPublished();
        return new ListItem { Id = Guid.CreateVersion7(at), Area = Area, ListId = Id, ServiceCode = serviceCode, Title = title, CeilingFen = ceilingFen, OrderCapacity = orderCapacity };
    }

    public ProcurementStep Publish(bool empty, string by, DateTimeOffset at)
    {
        if (Published) throw ProcurementRefusals.ListPublished();
        if (empty) throw ProcurementRefusals.ListEmpty();
        Published = true;
        Raise(new ServiceListPublished(Id, Area, Year, BudgetFen, at));
        return ProcurementStep.Of(TrailStepKind.ListPublished, Id, null, by, at, amountFen: BudgetFen);
    }

    public void Commit(long fen)
    {
        if (CommittedFen + fen > BudgetFen) throw ProcurementRefusals.BudgetExceeded(BudgetFen - CommittedFen);
        CommittedFen += fen;
    }

    public void GiveBack(long fen) => CommittedFen -= fen;

    public void MustBePublished()
    {
        if (!Published) throw ProcurementRefusals.ListNotPublished();
    }

    /// <summary>Its money is a year's: what was not put out by then is not put out any more.</summary>
    public void MustBeOfThisYear(DateTimeOffset at)
    {
        if (ChinaTime.DateOf(at).Year > Year) throw ProcurementRefusals.YearOver(Year);
    }
}

/// <summary>One service on a list. It does not change once the list is published.</summary>
internal sealed class ListItem : Access.IAreaScoped
{
    public Guid Id { get; init; }
    public string Area { get; init; } = "";
    public Guid ListId { get; init; }
    public string ServiceCode { get; init; } = "";
    public string Title { get; init; } = "";
    public long CeilingFen { get; init; }
    public int OrderCapacity { get; init; }
}

internal enum TrailStepKind
{
    ListPublished = 1, TenderCalled, BidSubmitted, Awarded, Signed, Delivered, Accepted, Returned, PaymentRequested, PaymentVerified, PaymentApproved, PaymentReleased, Completed, Terminated, Evaluated, Ended, Recused, Failed, PaymentReturned, PaymentReversed,
}

/// <summary>A step of the evidence trail. Insert-only.</summary>
[Nationwide("reached only through its contract, which is area-scoped")]
internal sealed class ProcurementStep
{
    public Guid Id { get; init; }
    public Guid ListId { get; init; }
    public Guid? TenderId { get; init; }
    /// <summary>Its place in the trail: list, tender, bids and award have one each, a contract counts on from there.</summary>
    public int Number { get; init; }
    public TrailStepKind Kind { get; init; }
    public string By { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public int Milestone { get; init; }
    public long AmountFen { get; init; }
    public string Evidence { get; init; } = "";

    public static ProcurementStep Of(TrailStepKind kind, Guid listId, Guid? tenderId, string by, DateTimeOffset at, int milestone = 0, long amountFen = 0, string evidence = "", int number = 0) =>
        new() { Id = Guid.CreateVersion7(at), Number = number > 0 ? number : (int)kind, ListId = listId, TenderId = tenderId, Kind = kind, By = by, At = at, Milestone = milestone, AmountFen = amountFen, Evidence = evidence };
}
