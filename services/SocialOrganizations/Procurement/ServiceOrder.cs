using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;

namespace Governance.SocialOrganizations.Procurement;

internal enum ServiceOrderState { Waiting = 1, Ordered, Delivered, Accepted, Lapsed }

/// <summary>A need of a person that a contract serves; one a need, by a constraint. Of the person nothing is known here.</summary>
internal sealed class ServiceOrder : Aggregate, IStaffed
{
    private ServiceOrder() { }

    public Guid NeedId { get; private init; }
    public string ServiceCode { get; private init; } = "";
    public DateTimeOffset StartsAt { get; private init; }
    public DateTimeOffset EndsAt { get; private init; }

    /// <summary>How many professionals are needed at a time. They serve it together: it is one order, delivered and accepted once.</summary>
    public int Headcount { get; private init; }
    public Guid? ContractId { get; private set; }
    public Guid? OrganizationId { get; private set; }
    public string? Owner { get; private set; }
    public string[] FormerStaff { get; private set; } = [];
    public ServiceOrderState State { get; private set; }

    /// <summary>Since when the contract has to serve it, or to serve it again; null before it was first ordered, and where that was before anybody kept it.</summary>
    public DateTimeOffset? OrderedAt { get; private set; }
    public int Minutes { get; private set; }
    public string DeliveredBy { get; private set; } = "";

    /// <summary>When it was served, as who delivered it says; when they said so stands in the audit trail.</summary>
    public DateTimeOffset? DeliveredAt { get; private set; }

    public static ServiceOrder For(Guid needId, string area, string serviceCode, int headcount, DateTimeOffset from, DateTimeOffset until, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, NeedId = needId, ServiceCode = serviceCode, Headcount = headcount, StartsAt = from, EndsAt = until, State = ServiceOrderState.Waiting };

    public void PlaceAt(Contract contract, DateTimeOffset at)
    {
        contract.TakeOrder();
        (ContractId, OrganizationId, Owner, FormerStaff, State, OrderedAt) = (contract.Id, contract.OrganizationId, contract.Owner, contract.FormerStaff, ServiceOrderState.Ordered, at);
        Raise(new ServiceOrdered(Id, Area, NeedId, contract.Id, contract.OrganizationId, ServiceCode, at, Headcount));
    }

    /// <summary>Its contract was ended, or its term ran out, or its organisation may not work any more, before it was served.</summary>
    public void WaitAgain() => (ContractId, OrganizationId, Owner, FormerStaff, State, OrderedAt) = (null, null, null, [], ServiceOrderState.Waiting, null);

    /// <summary>No contract has served it in time, or the one that was to did not: it waits no longer, and Welfare is told, which may raise the need again.</summary>
    public void Lapse(DateTimeOffset at)
    {
        if (State is not (ServiceOrderState.Waiting or ServiceOrderState.Ordered)) throw ProcurementRefusals.OrderStateForbids();
        (ContractId, OrganizationId, Owner, FormerStaff, State) = (null, null, null, [], ServiceOrderState.Lapsed);
        Raise(new ServiceOrderLapsed(Id, Area, NeedId, ServiceCode, at));
    }

    /// <param name="minutes">How long it took.</param>
    /// <param name="served">When it was served; null = now.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="at">Now.</param>
    public void Deliver(int minutes, DateTimeOffset? served, string by, DateTimeOffset at)
    {
        Must(ServiceOrderState.Ordered);
        if (at < StartsAt) throw ProcurementRefusals.OrderNotBegun();
        new Check().That(served is not { } said || (said >= StartsAt && said <= at), "serve_time", "OUT_OF_RANGE", "应不早于约定的开始时间，且不晚于现在").OrThrow();
        (State, Minutes, DeliveredBy, DeliveredAt) = (ServiceOrderState.Delivered, minutes, by, served ?? at);
    }

    public void Accept(string by, DateTimeOffset at)
    {
        Must(ServiceOrderState.Delivered);
        if (by == DeliveredBy || this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        State = ServiceOrderState.Accepted;
        Raise(new ServiceOrderAccepted(Id, Area, NeedId, ContractId!.Value, OrganizationId!.Value, ServiceCode, Minutes, DeliveredAt!.Value, at));
    }

    /// <summary>It was not served as it should be: it is to be served again, by the next contract where its own was ended or, with its time still to come, has run out or is of an organisation that may not work.</summary>
    public void Return(Contract? contract, bool able, string by, DateTimeOffset at)
    {
        Must(ServiceOrderState.Delivered);
        if (by == DeliveredBy || this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        (State, OrderedAt, Minutes, DeliveredBy, DeliveredAt) = (ServiceOrderState.Ordered, at, 0, "", null);
        if (contract is { } own && (own.State == ContractState.Terminated || (EndsAt > at && (!able || own.IsOver(ChinaTime.DateOf(at))))))
        {
            WaitAgain();
            Raise(new ServiceOrderReturned(Id, Area, NeedId, ServiceCode, at));
        }
    }

    private void Must(ServiceOrderState state)
    {
        if (State != state) throw ProcurementRefusals.OrderStateForbids();
    }
}
