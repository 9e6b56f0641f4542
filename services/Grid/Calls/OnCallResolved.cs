using Governance.Access;
using Governance.Events.Grid.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Calls;

/// <summary>
/// The answer goes to everybody who called about the same. Not in the transaction of the answer: a unit's clerk may answer one call and not see those of the next town that were merged into it.
/// </summary>
internal sealed class OnCallResolved(GridDb db, Caller caller, TimeProvider clock) : IConsumer<CallResolved>
{
    public async Task Consume(ConsumeContext<CallResolved> context)
    {
        var id = context.Message.CallId;
        var call = await db.Calls.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, context.CancellationToken);
        // Reopened meanwhile: the next answer will come with an event of its own.
        if (call is null or { MergedCount: 0 } or { IsAnswered: false, IsDone: false }) return;
        var shared = 0;
        foreach (var merged in await db.Calls.Where(c => c.MergedInto == id).ToListAsync(context.CancellationToken)) if (merged.Share(call, new Actor(caller.Subject, clock.GetUtcNow()))) shared++;
        if (shared > 0) await db.SaveAsync(context.CancellationToken);
    }
}
