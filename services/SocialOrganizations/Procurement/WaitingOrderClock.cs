using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>Ends the waiting of orders whose time is over, also of those that a contract had and did not serve until long after its term, and Welfare is told. A contract that is signed or an order that is delivered at that
/// moment and it meet at the order's version: one wins.</summary>
internal sealed class WaitingOrderClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<WaitingOrderClock> logger)
    : Clock<SocialOrgsDb, (DateTimeOffset At, Guid Id)>(scopes, time, logger, TimeSpan.FromMinutes(5), "socialorgs.WaitingOrderClock", "orders wait in every area")
{
    // A need whose time has passed may still be served late by a contract that is signed within days.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    protected override async Task<List<(DateTimeOffset At, Guid Id)>> DueAsync(SocialOrgsDb db, (DateTimeOffset At, Guid Id) last, DateTimeOffset now, CancellationToken cancel)
    {
        var due = await Over(db, now).Where(o => o.EndsAt > last.At || (o.EndsAt == last.At && o.Id > last.Id))
            .OrderBy(o => o.EndsAt).ThenBy(o => o.Id).Select(o => new { o.EndsAt, o.Id }).Take(Batch).ToListAsync(cancel);
        return [.. due.Select(o => (o.EndsAt, o.Id))];
    }

    protected override async Task StrikeAsync(IServiceProvider services, SocialOrgsDb db, (DateTimeOffset At, Guid Id) due, DateTimeOffset now, CancellationToken cancel)
    {
        if (await Over(db, now).FirstOrDefaultAsync(o => o.Id == due.Id, cancel) is not { } order) return;
        order.Lapse(now);
        await db.SaveAsync(cancel);
    }

    private static IQueryable<ServiceOrder> Over(SocialOrgsDb db, DateTimeOffset now)
    {
        var (over, day, contracts) = (now - Patience, ChinaTime.DateOf(now - Patience), db.Contracts);
        return db.ServiceOrders.Where(o => o.EndsAt <= over && (o.State == ServiceOrderState.Waiting || (o.State == ServiceOrderState.Ordered && contracts.Any(c => c.Id == o.ContractId && c.EndsOn < day))));
    }
}
