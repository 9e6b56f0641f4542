using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Orders;

/// <summary>A report that nobody answers for seven days is confirmed.</summary>
internal sealed class OrderClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<OrderClock> logger)
    : Clock<VolunteersDb>(scopes, time, logger, TimeSpan.FromSeconds(30), "volunteers.OrderClock", "silence confirms an order in every area")
{
    protected override Task<List<Guid>> DueAsync(VolunteersDb db, Guid last, DateTimeOffset now, CancellationToken cancel) =>
        db.Orders.Where(o => o.ConfirmBy <= now && o.Id > last).OrderBy(o => o.Id).Select(o => o.Id).Take(Batch).ToListAsync(cancel);

    protected override async Task StrikeAsync(IServiceProvider services, VolunteersDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Orders.FirstOrDefaultAsync(o => o.Id == id && o.ConfirmBy <= now, cancel) is not { } order) return;
        order.Confirm(now);
        await db.SaveAsync(cancel);
    }
}
