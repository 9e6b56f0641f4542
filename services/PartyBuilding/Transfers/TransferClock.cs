using Governance.Messaging;
using Governance.PartyBuilding.Members;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Transfers;

/// <summary>A letter that nobody receives in time expires; the member has not moved. Of several replicas one wins by a lock on the member.</summary>
internal sealed class TransferClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<TransferClock> logger)
    : Clock<PartyDb>(scopes, time, logger, TimeSpan.FromMinutes(1), "party.TransferClock", "letters expire in every area")
{
    protected override Task<List<Guid>> DueAsync(PartyDb db, Guid last, DateTimeOffset now, CancellationToken cancel) =>
        db.Transfers.Where(t => t.State == TransferState.Issued && t.ExpiresAt <= now && t.Id > last).OrderBy(t => t.Id).Select(t => t.Id).Take(Batch).ToListAsync(cancel);

    protected override async Task StrikeAsync(IServiceProvider services, PartyDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await services.GetRequiredService<MemberDesk>().HoldAsync(await db.Transfers.Where(t => t.Id == id).Select(t => t.MemberId).FirstAsync(cancel), cancel);
        if (!(await db.Transfers.FirstAsync(t => t.Id == id, cancel)).Expire(now)) return;
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
