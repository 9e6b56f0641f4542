using Governance.Events.Volunteers.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Points;

/// <summary>A record was reversed: its points go back. What was spent meanwhile cannot be taken: what is left of that year's balance goes back, and no more.</summary>
internal sealed class OnServiceCorrectedTakePoints(VolunteersDb db, PointLedger ledger) : IConsumer<ServiceCorrected>
{
    public async Task Consume(ConsumeContext<ServiceCorrected> context)
    {
        var (correction, cancel) = (context.Message, context.CancellationToken);
        var accounts = await db.PointAccounts.Where(a => a.VolunteerId == correction.VolunteerId).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var id in accounts)
        {
            var (account, scheme) = await ledger.TakeTurnsAsync(id, cancel);
            // Under the lock, so that points that are being given at this moment are found.
            var earned = await db.PointPostings.AsNoTracking().FirstOrDefaultAsync(p => p.RecordId == correction.ReversedId && p.AccountId == id, cancel);
            if (earned is null || await db.PointPostings.AnyAsync(p => p.Reverses == earned.Id, cancel)) continue;
            var left = await db.PointBalances.Where(b => b.AccountId == id && b.Year == earned.Year).Select(b => b.Balance).FirstAsync(cancel);
            var back = scheme.Spendable ? (int)Math.Min(left, earned.Points) : earned.Points;
            if (back != 0) await ledger.MoveAsync(earned.Reverse(back, account, back == earned.Points ? "服务记录冲正" : "服务记录冲正（余额不足，部分冲回）", "system:service", ledger.Now), scheme, cancel);
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
