using Governance.Events.Grid.V1;
using Governance.Welfare.People;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Cases;

/// <summary>
/// An appeal that was closed in Grid before anybody took its referral on: the referral is withdrawn, nobody is left to work on what nobody asks for. Whoever has begun goes on. An appeal that was merged
/// into another: its case answers the one that goes on, or is withdrawn when that one has a case. Of an appeal that is not known here it is kept that it has ended: that it was dispatched may be told later.
/// </summary>
internal sealed class OnCallClosed(WelfareDb db, CaseRows rows) : IConsumer<CallClosed>
{
    private const int KeptDays = 30;

    public async Task Consume(ConsumeContext<CallClosed> context)
    {
        // Closed when Grid closed it, however late that is told: whether it was dispatched again after that is seen by it.
        var (call, cancel, me) = (context.Message, context.CancellationToken, new Actor("system:grid", context.Message.At.ToUniversalTime()));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await rows.HoldCallAsync(call.CallId, cancel);
        if (await db.Cases.Where(c => c.CallId == call.CallId).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel) is { } id)
        {
            await rows.HoldAsync(id, cancel);
            var found = await db.Cases.FirstAsync(c => c.Id == id, cancel);
            // It was dispatched again since.
            if (found.CallAt > call.At) return;
            if (call.MergedIntoId is { } kept && !await db.Cases.AnyAsync(c => c.CallId == kept, cancel)) found.Follow(kept, me);
            else found.Withdraw(me);
        }
        else
        {
            if (await db.EndedCalls.FirstOrDefaultAsync(c => c.CallId == call.CallId, cancel) is not { } ended) db.Add(ended = new EndedCall { CallId = call.CallId });
            if (ended.At < me.At) (ended.At, ended.MergedInto) = (me.At, call.MergedIntoId);
            await rows.ForgetEndedCallsAsync(me.At.AddDays(-KeptDays), cancel);
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
