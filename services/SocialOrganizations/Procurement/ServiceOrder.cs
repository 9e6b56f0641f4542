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
    public Guid? ContractId { get; private set; }
    public Guid? OrganizationId { get; private set; }
    public string? Owner { get; private set; }
    public string[] FormerStaff { get; private set; } = [];
    public ServiceOrderState State { get; private set; }
    public int Minutes { get; private set; }
    public string DeliveredBy { get; private set; } = "";
    public DateTimeOffset? DeliveredAt { get; private set; }

    public static ServiceOrder For(Guid needId, string area, string serviceCode, DateTimeOffset from, DateTimeOffset until, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, NeedId = needId, ServiceCode = serviceCode, StartsAt = from, EndsAt = until, State = ServiceOrderState.Waiting };

    public void PlaceAt(Contract contract, DateTimeOffset at)
    {
        contract.TakeOrder();
        (ContractId, OrganizationId, Owner, FormerStaff, State) = (contract.Id, contract.OrganizationId, contract.Owner, contract.FormerStaff, ServiceOrderState.Ordered);
        Raise(new ServiceOrdered(Id, Area, NeedId, contract.Id, contract.OrganizationId, ServiceCode, at));
    }

    /// <summary>Its contract was ended, or its term ran out, before it was served.</summary>
    public void WaitAgain() => (ContractId, OrganizationId, Owner, FormerStaff, State) = (null, null, null, [], ServiceOrderState.Waiting);

    /// <summary>No contract has served it in time, or the one that was to did not: it waits no longer, and Welfare is told, which may raise the need again.</summary>
    public void Lapse(DateTimeOffset at)
    {
        if (State is not (ServiceOrderState.Waiting or ServiceOrderState.Ordered)) throw ProcurementRefusals.OrderStateForbids();
        (ContractId, OrganizationId, Owner, FormerStaff, State) = (null, null, null, [], ServiceOrderState.Lapsed);
        Raise(new ServiceOrderLapsed(Id, Area, NeedId, ServiceCode, at));
    }

    public void Deliver(int minutes, string by, DateTimeOffset at)
    {
        Must(ServiceOrderState.Ordered);
        (State, Minutes, DeliveredBy, DeliveredAt) = (ServiceOrderState.Delivered, minutes, by, at);
    }

    public void Accept(string by, DateTimeOffset at)
    {
        Must(ServiceOrderState.Delivered);
        if (by == DeliveredBy || this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        State = ServiceOrderState.Accepted;
        Raise(new ServiceOrderAccepted(Id, Area, NeedId, ContractId!.Value, OrganizationId!.Value, ServiceCode, Minutes, DeliveredAt!.Value, at));
    }

    /// <summary>It was not served as it should be: it is to be served again, by the next contract where its own was ended or, with its time still to come, has run out.</summary>
    public void Return(Contract? contract, string by, DateTimeOffset at)
    {
        Must(ServiceOrderState.Delivered);
        if (by == DeliveredBy || this.IsOf(by)) throw ProcurementRefusals.SamePerson();
        (State, Minutes, DeliveredBy, DeliveredAt) = (ServiceOrderState.Ordered, 0, "", null);
        if (contract is { } own && (own.State == ContractState.Terminated || (own.IsOver(ChinaTime.DateOf(at)) && EndsAt > at)))
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
