using Governance.Events.Volunteers.V1;
using Governance.Rpc;
using Governance.Volunteers.Records;
using Governance.Volunteers.Registrations;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Points;

/// <summary>
/// Once only: a service record earns points in every scheme that the volunteer has joined and that has a deed "service". Beside <see cref="OnServiceRecorded"/> and not in it: what is
/// wrong with points must not hold up the hours.
/// </summary>
internal sealed class OnServiceRecordedGivePoints(VolunteersDb db, PointLedger ledger) : IConsumer<ServiceRecorded>
{
    public async Task Consume(ConsumeContext<ServiceRecorded> context)
    {
        var (record, cancel) = (context.Message, context.CancellationToken);
        var day = ChinaTime.DateOf(record.StartsAt);
        var volunteer = db.Everywhere<Volunteer>("only whether it is hidden is looked at").Where(v => v.Id == record.VolunteerId && !v.Hidden);
        // In the order of their ids, as in OnServiceCorrectedTakePoints: two who lock several accounts never wait for each other.
        var accounts = await db.PointAccounts.Where(a => a.VolunteerId == record.VolunteerId && volunteer.Any()).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var id in accounts)
        {
            var (account, scheme) = await ledger.TakeTurnsAsync(id, cancel);
            if (account.LeftAt is not null || !scheme.HoldsIn(account.Area) || scheme.Find(PointScheme.Service) is not { } deed) continue;
            // Under the lock: reversed before it earned, there is nothing to give, and the reversal finds nothing to take back.
            if (await db.Records.AnyAsync(r => r.Reverses == record.RecordId, cancel) || await db.PointPostings.AnyAsync(p => p.RecordId == record.RecordId && p.AccountId == id, cancel)) continue;
            if (deed.Worth(record.Minutes) == 0 || !await ledger.CountsAsync(id, deed, day, cancel)) continue;
            var minutes = deed.Unit == PointDeedUnit.Hour ? record.Minutes : 0;
            await ledger.MoveAsync(PointPosting.Deed(account, scheme, deed, day, minutes, "志愿服务记录", "system:service", ledger.Now, record.RecordId), scheme, cancel);
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
