using Governance.Access;
using Governance.Events.Volunteers.V1;
using Governance.Messaging;
using Governance.Volunteers.TimeBank;

namespace Governance.Volunteers.Orders;

internal enum OrderState { Placed = 1, Matched, Served, Disputed, Confirmed, Settled, Withdrawn }

/// <summary>
/// A service paid with minutes. What it costs is held from the moment it is placed, in an account of the payer's county, so that nobody serves for minutes that are gone. Confirming only
/// says so; the minutes move by <see cref="OnOrderChanged"/>, since who confirms has rights over neither side's account.
/// </summary>
internal sealed class Order : Aggregate, IOwned
{
    public static readonly TimeSpan Silence = TimeSpan.FromDays(7);

    private Order() { }

    public Guid AccountId { get; private init; }

    /// <summary>Area of the account when it paid: its county holds the minutes, wherever the payer lives later.</summary>
    public string PayerArea { get; private init; } = "";

    /// <summary>Subject of the volunteer who pays; null for a pool.</summary>
    public string? Owner { get; private init; }

    public string Kind { get; private init; } = "";
    public DateTimeOffset StartsAt { get; private init; }
    public int Minutes { get; private init; }
    public string Relation { get; private init; } = "";
    public string Note { get; private init; } = "";
    public DateTimeOffset PlacedAt { get; private init; }
    public OrderState State { get; private set; }
    public Guid? ServerId { get; private set; }

    /// <summary>Subject of the volunteer who serves.</summary>
    public string? ServerOwner { get; private set; }

    public DateTimeOffset? ServedFrom { get; private set; }
    public int ServedMinutes { get; private set; }
    public DateTimeOffset? ConfirmBy { get; private set; }
    public string Reason { get; private set; } = "";

    bool IOwned.OwnedAnywhere => true;

    /// <summary>Both sides have a part in it.</summary>
    bool IOwned.IsOwnedBy(string subject) => Owner == subject || ServerOwner == subject;

    public static Order Place(Account payer, string place, string kind, DateTimeOffset startsAt, int minutes, string relation, string note, DateTimeOffset at)
    {
        var order = new Order
        {
            Id = Guid.CreateVersion7(at), Area = place, AccountId = payer.Id, PayerArea = payer.Area, Owner = payer.Owner, Kind = kind, StartsAt = startsAt, Minutes = minutes, Relation = relation, Note = note, PlacedAt = at,
        };
        order.Become(OrderState.Placed, at);
        return order;
    }

    public void Match(Guid volunteer, string? subject, DateTimeOffset at)
    {
        Must(OrderState.Placed, OrderState.Matched);
        if (volunteer == AccountId) throw OrderRefusals.ServesThemselves();
        (ServerId, ServerOwner) = (volunteer, subject);
        Become(OrderState.Matched, at);
    }

    public void Withdraw(DateTimeOffset at)
    {
        Must(OrderState.Placed, OrderState.Matched);
        Become(OrderState.Withdrawn, at);
    }

    public void Report(DateTimeOffset from, int minutes, DateTimeOffset at)
    {
        Must(OrderState.Matched, OrderState.Served);
        (ServedFrom, ServedMinutes, ConfirmBy) = (from, minutes, at + Silence);
        Become(OrderState.Served, at);
    }

    public void Confirm(DateTimeOffset at)
    {
        Must(OrderState.Served);
        ConfirmBy = null;
        Become(OrderState.Confirmed, at);
    }

    public void Dispute(string reason, DateTimeOffset at)
    {
        Must(OrderState.Served);
        (Reason, ConfirmBy) = (reason, null);
        Become(OrderState.Disputed, at);
    }

    /// <summary>What both sides agreed on cannot be entered: somebody decides.</summary>
    public void Contest(string reason, DateTimeOffset at)
    {
        Must(OrderState.Confirmed);
        Reason = reason;
        Become(OrderState.Disputed, at);
    }

    public void Decide(int minutes, string reason, DateTimeOffset at)
    {
        Must(OrderState.Disputed);
        (ServedMinutes, Reason) = (minutes, $"{Reason}；裁定：{reason}");
        Become(OrderState.Confirmed, at);
    }

    public void Settle(DateTimeOffset at)
    {
        Must(OrderState.Confirmed);
        Become(OrderState.Settled, at);
    }

    private void Must(params ReadOnlySpan<OrderState> states)
    {
        if (!states.Contains(State)) throw OrderRefusals.StateForbids(State);
    }

    private void Become(OrderState state, DateTimeOffset at)
    {
        State = state;
        Raise(new OrderChanged(Id, Area, state.ToString(), Kind, ServerId, state >= OrderState.Served ? ServedMinutes : Minutes, at));
    }
}
