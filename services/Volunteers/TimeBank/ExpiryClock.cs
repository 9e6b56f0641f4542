using Governance.Access;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.TimeBank;

/// <summary>
/// Minutes that nobody spent in time go back to the issue account, the oldest first. Each account is looked at once a month, so that a minute expires at most a month late and fourteen
/// million accounts cost a few a second. Of several replicas each takes accounts that no other holds.
/// </summary>
internal sealed partial class ExpiryClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ExpiryClock> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try
            {
                while (await ExpireSomeAsync(stoppingToken)) { }
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> ExpireSomeAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "minutes expire in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "volunteers.ExpiryClock";
        var (db, ledger, now) = (scope.ServiceProvider.GetRequiredService<VolunteersDb>(), scope.ServiceProvider.GetRequiredService<Ledger>(), clock.GetUtcNow());
        // Where nothing ever expires nothing is looked at.
        if (!await db.TimeRules.AnyAsync(r => r.ExpireMonths > 0, cancel)) return false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var expired = await ledger.LapsedAsync(now, cancel);
        if (expired.Count == 0) return false;
        List<Posting> postings = [];
        foreach (var (id, area, minutes) in expired.Where(e => e.Minutes > 0))
        {
            postings.Add(Posting.Of(PostingKind.Expire, area, id, Account.Of(AccountKind.Issue, area), minutes, "逾期未使用", now));
        }
        await ledger.MoveAsync(postings, cancel);
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    [LoggerMessage(1, LogLevel.Error, "Minutes could not expire; the clock tries again in ten minutes")]
    private partial void LogFailed(Exception e);
}
