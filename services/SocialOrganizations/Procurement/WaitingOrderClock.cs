using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>Ends orders that nobody has served in time, whether they wait or a contract has them, and Welfare is told, which may raise the need again. A contract that is signed or an order that is delivered at that
/// moment and it meet at the order's version: one wins.</summary>
internal sealed class WaitingOrderClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<WaitingOrderClock> logger)
    : Clock<SocialOrgsDb, (DateTimeOffset At, Guid Id)>(scopes, time, logger, TimeSpan.FromMinutes(5), "socialorgs.WaitingOrderClock", "orders wait in every area")
{
    // A need whose time has passed may still be served late by a contract that is signed within days.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    // What a contract has is said to be served within days of it; more than a week, since the long holidays have eight days, and again from when it was ordered late or sent back.
    private static readonly TimeSpan Lateness = TimeSpan.FromDays(14);

    protected override async Task<List<(DateTimeOffset At, Guid Id)>> DueAsync(SocialOrgsDb db, (DateTimeOffset At, Guid Id) last, DateTimeOffset now, CancellationToken cancel)
    {
        var due = await Over(db, now).Where(o => o.EndsAt > last.At || (o.EndsAt == last.At && o.Id > last.Id))
            .OrderBy(o => o.EndsAt).ThenBy(o => o.Id).Select(o => new { o.EndsAt, o.Id }).Take(Batch).ToListAsync(cancel);
        return [.. due.Select(o => (o.EndsAt, o.Id))];
    }

    protected override async Task StrikeAsync(IServiceProvider services, SocialOrgsDb db, (DateTimeOffset At, Guid Id) due, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await Over(db, now).AsNoTracking().FirstOrDefaultAsync(o => o.Id == due.Id, cancel) is not { } seen) return;
        await services.GetRequiredService<ProcurementDesk>().HoldServiceAsync(seen.ServiceCode, cancel);
        // Read again under the lock.
        if (await Over(db, now).FirstOrDefaultAsync(o => o.Id == due.Id, cancel) is not { } order) return;
        if (order.ContractId is { } own) (await db.Contracts.FirstAsync(c => c.Id == own, cancel)).GiveBackOrder();
        order.Lapse(now);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static IQueryable<ServiceOrder> Over(SocialOrgsDb db, DateTimeOffset now)
    {
        var (waited, late) = (now - Patience, now - Lateness);
        return db.ServiceOrders.Where(o => o.EndsAt <= late && ((o.State == ServiceOrderState.Waiting && o.EndsAt <= waited) || (o.State == ServiceOrderState.Ordered && (o.OrderedAt == null ? o.EndsAt <= waited : o.OrderedAt <= late))));
    }
}
