using Governance.Messaging;
using Governance.Welfare.People;

namespace Governance.Welfare.Care;

internal enum CareOrderState { Placed = 1, Served, Confirmed, Denied, Withdrawn }

/// <summary>A service ordered for a person. That it is served once is the record's key: see <see cref="CareRecord"/>.</summary>
internal sealed class CareOrder : Aggregate
{
    private CareOrder() { }

    public Guid PersonId { get; private init; }
    public string ItemCode { get; private init; } = "";
    public Guid ProviderId { get; private init; }
    public long PriceFen { get; private init; }
    public DateTimeOffset StartsAt { get; private init; }
    public CareOrderState State { get; private set; }
    public string PlacedBy { get; private init; } = "";
    public DateTimeOffset? ServedAt { get; private set; }
    public int Minutes { get; private set; }
    public string ServedBy { get; private set; } = "";
    public string CheckedBy { get; private set; } = "";
    public int Score { get; private set; }

    public static CareOrder Place(Person person, CareItem item, CareProvider provider, DateTimeOffset startsAt, Actor me)
    {
        if (provider.ClosedAt is not null) throw CareRefusals.ProviderClosed();
        if (item.Retired || !provider.ItemCodes.Contains(item.Code)) throw CareRefusals.NotOffered();
        return new CareOrder
        {
            Id = Guid.CreateVersion7(me.At), Area = person.Area, PersonId = person.Id, ItemCode = item.Code, ProviderId = provider.Id, PriceFen = item.PriceFen, StartsAt = startsAt, State = CareOrderState.Placed, PlacedBy = me.Subject,
        };
    }

    public void Withdraw()
    {
        Must(CareOrderState.Placed);
        State = CareOrderState.Withdrawn;
    }

    public CareRecord Serve(DateTimeOffset at, int minutes, Actor me)
    {
        Must(CareOrderState.Placed);
        (State, ServedAt, Minutes, ServedBy) = (CareOrderState.Served, at, minutes, me.Subject);
        return new CareRecord { RecordId = Id, PersonId = PersonId, Area = Area, Kind = ItemCode, ProviderId = ProviderId, Minutes = minutes, ServedAt = at };
    }

    public void Check(bool received, int score, Actor me)
    {
        Must(CareOrderState.Served);
        if (me.Subject == ServedBy) throw CareRefusals.OwnApproval();
        (State, Score, CheckedBy) = (received ? CareOrderState.Confirmed : CareOrderState.Denied, score, me.Subject);
    }

    private void Must(CareOrderState state)
    {
        if (State != state) throw CareRefusals.StateForbids(State);
    }
}
