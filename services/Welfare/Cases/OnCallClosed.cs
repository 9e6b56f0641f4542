using Governance.Events.Grid.V1;
using Governance.Welfare.People;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Cases;

/// <summary>
/// An appeal that was closed in Grid before anybody took its referral on: the referral is withdrawn, nobody is left to work on what nobody asks for. Whoever has begun goes on. An appeal that was merged
/// into another: its case answers the one that goes on, or is withdrawn when that one has a case.
/// </summary>
internal sealed class OnCallClosed(WelfareDb db, CaseRows rows, TimeProvider clock) : IConsumer<CallClosed>
{
    public async Task Consume(ConsumeContext<CallClosed> context)
    {
        var (call, cancel, me) = (context.Message, context.CancellationToken, new Actor("system:grid", clock.GetUtcNow()));
        if (await db.Cases.Where(c => c.CallId == call.CallId).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel) is not { } id) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldAsync(id, cancel);
        var found = await db.Cases.FirstAsync(c => c.Id == id, cancel);
        if (call.MergedIntoId is { } kept && !await db.Cases.AnyAsync(c => c.CallId == kept, cancel)) found.Follow(kept, me);
        else found.Withdraw(me);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
