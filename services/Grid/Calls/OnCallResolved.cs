using Governance.Access;
using Governance.Events.Grid.V1;
using Governance.Grid.Categories;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Calls;

/// <summary>
/// The answer goes to everybody who called about the same. Not in the transaction of the answer: a unit's clerk may answer one call and not see those of the next town that were merged into it.
/// An answer for the caller alone goes to nobody else: the others go on, and the centre answers them.
/// </summary>
internal sealed class OnCallResolved(GridDb db, Caller caller, ReferenceNow reference, CallHeirs heirs, TimeProvider clock) : IConsumer<CallResolved>
{
    public async Task Consume(ConsumeContext<CallResolved> context)
    {
        var (id, cancel) = (context.Message.CallId, context.CancellationToken);
        var call = await db.Calls.FirstOrDefaultAsync(c => c.Id == id, cancel);
        // Reopened meanwhile: the next answer will come with an event of its own.
        if (call is null or { MergedCount: 0 } or { IsAnswered: false, IsDone: false }) return;
        var (merged, rules, me) = (await heirs.OfAsync(call, cancel), await reference.GetAsync(cancel), new Actor(caller.Subject, clock.GetUtcNow()));
        if (call.Confidential || rules.OrUnclassified(call.Category).Private)
        {
            call.PassOn(merged, rules, me);
            await db.SaveAsync(cancel);
            return;
        }
        var shared = 0;
        foreach (var other in merged) if (other.Share(call, me)) shared++;
        if (shared > 0) await db.SaveAsync(cancel);
    }
}
