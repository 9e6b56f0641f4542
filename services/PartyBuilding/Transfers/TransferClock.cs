using Governance.Access;
using Governance.Messaging;
using Governance.PartyBuilding.Members;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Transfers;

/// <summary>A letter that nobody receives in time expires; the member has not moved. What is due stands in the database; of several replicas one wins by a lock on the member.</summary>
internal sealed partial class TransferClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TransferClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try { await ExpireDueAsync(stoppingToken); }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ExpireDueAsync(CancellationToken cancel)
    {
        var (now, last) = (clock.GetUtcNow(), Guid.Empty);
        while (true)
        {
            List<(Guid Id, Guid MemberId)> due;
            await using (var scope = Scope(out var db))
            {
                due = [.. (await db.Transfers.Where(t => t.State == TransferState.Issued && t.ExpiresAt <= now && t.Id > last).OrderBy(t => t.Id).Select(t => new { t.Id, t.MemberId }).Take(Batch).ToListAsync(cancel)).Select(t => (t.Id, t.MemberId))];
            }
            foreach (var (id, memberId) in due)
            {
                await using var scope = Scope(out var db);
                await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                await scope.ServiceProvider.GetRequiredService<MemberDesk>().HoldAsync(memberId, cancel);
                if (!(await db.Transfers.FirstAsync(t => t.Id == id, cancel)).Expire(now)) continue;
                await db.SaveAsync(cancel);
                await transaction.CommitAsync(cancel);
            }
            if (due.Count < Batch) return;
            last = due[^1].Id;
        }
    }

    private AsyncServiceScope Scope(out PartyDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "letters expire in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "party.TransferClock";
        db = scope.ServiceProvider.GetRequiredService<PartyDb>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Transfers could not be expired by the clock; it tries again in a minute")]
    private partial void LogFailed(Exception e);
}
