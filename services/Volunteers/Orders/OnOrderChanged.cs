using Governance.Events.Volunteers.V1;
using Governance.Rpc;
using Governance.Volunteers.Records;
using Governance.Volunteers.Registrations;
using Governance.Volunteers.TimeBank;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Orders;

/// <summary>
/// What was held is spent or goes back, and a confirmed service becomes a record, from which hours and minutes follow like from every other. All in one transaction; an order is settled
/// once by its state.
/// </summary>
internal sealed class OnOrderChanged(VolunteersDb db, Ledger ledger, TimeProvider clock) : IConsumer<OrderChanged>
{
    public async Task Consume(ConsumeContext<OrderChanged> context)
    {
        var (cancel, now) = (context.CancellationToken, clock.GetUtcNow());
        var order = await db.Orders.FirstAsync(o => o.Id == context.Message.OrderId, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (hold, due) = (Account.Of(AccountKind.Hold, order.PayerArea), 0);
        switch (context.Message.State)
        {
            case nameof(OrderState.Confirmed):
                due = order.ServedMinutes;
                if (due > 0 && !await RecordAsync(order, now, cancel))
                {
                    order.Contest("与服务者已有的服务记录冲突，或当日累计超过上限", now);
                    await db.SaveAsync(cancel);
                    await transaction.CommitAsync(cancel);
                    return;
                }
                order.Settle(now);
                break;
            case nameof(OrderState.Withdrawn):
                break;
            default:
                return;
        }
        List<Posting> postings = [];
        if (due > 0) postings.Add(Posting.Of(PostingKind.Spend, order.PayerArea, hold, Account.Of(AccountKind.Issue, order.PayerArea), due, "服务订单结算", now));
        if (order.Minutes > due) postings.Add(Posting.Of(PostingKind.Release, order.PayerArea, hold, order.AccountId, order.Minutes - due, due > 0 ? "服务订单余额退回" : "服务订单退回", now));
        await ledger.MoveAsync(postings, cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>False when the hours cannot be in the books as they were reported: then somebody decides, and until then the minutes stay held.</summary>
    private async Task<bool> RecordAsync(Order order, DateTimeOffset now, CancellationToken cancel)
    {
        var server = await db.Everywhere<Volunteer>("hours are the volunteer's, hidden or not").AsNoTracking().FirstAsync(v => v.Id == order.ServerId, cancel);
        var record = ServiceRecord.Of(server.Id, server.Owner, order.Area, null, null, null, order.Kind, order.ServedFrom!.Value, order.ServedFrom.Value.AddMinutes(order.ServedMinutes), "system:orders", now);
        const string before = "record";
        await db.Database.CurrentTransaction!.CreateSavepointAsync(before, cancel);
        try
        {
            await db.AddSpanAsync(record, cancel);
            db.Add(record);
            return true;
        }
        catch (Refusal)
        {
            await db.Database.CurrentTransaction!.RollbackToSavepointAsync(before, cancel);
            // All of those hours are in the books already, by a record of somebody's hand: they count once, and the order is paid all the same.
            return await db.HasAllOfAsync(record, cancel);
        }
    }
}
