using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Cases;

/// <summary>
/// Missed limits go to the supervisor. What is due stands in the database, so a restart loses nothing; each case is struck in its own transaction against its version, so that of several
/// replicas one wins.
/// </summary>
internal sealed partial class CaseClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<CaseClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try { await StrikeDueAsync(stoppingToken); }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task StrikeDueAsync(CancellationToken cancel)
    {
        var (now, at, last) = (clock.GetUtcNow(), DateTimeOffset.MinValue, Guid.Empty);
        while (true)
        {
            List<(Guid Id, DateTimeOffset At)> due;
            await using (var scope = Scope(out var db))
            {
                due = [.. (await db.Cases.Where(c => c.DueAt != null && !c.WithSupervisor && c.DueAt <= now && (c.DueAt > at || (c.DueAt == at && c.Id > last))).OrderBy(c => c.DueAt).ThenBy(c => c.Id)
                    .Select(c => new { c.Id, c.DueAt }).Take(Batch).ToListAsync(cancel)).Select(c => (c.Id, c.DueAt!.Value))];
            }
            foreach (var (id, _) in due)
            {
                try { await StrikeAsync(id, cancel); }
                // Another replica, or whoever works on the case, was faster: its state counts.
                catch (Refusal e) when (e.Reason == "ETAG_MISMATCH") { }
                // It holds up no other.
                catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e)) { LogCaseFailed(e, id); }
            }
            if (due.Count < Batch) return;
            (last, at) = due[^1];
        }
    }

    private async Task StrikeAsync(Guid id, CancellationToken cancel)
    {
        await using var scope = Scope(out var db);
        if ((await db.Cases.FirstAsync(c => c.Id == id, cancel)).MissLimit(new Actor("system:clock", clock.GetUtcNow()))) await db.SaveAsync(cancel);
    }

    private AsyncServiceScope Scope(out WelfareDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "limits run in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "welfare.CaseClock";
        db = scope.ServiceProvider.GetRequiredService<WelfareDb>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Missed limits of cases could not be struck; the clock tries again in a minute")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(2, LogLevel.Error, "The clock could not strike case {Id}")]
    private partial void LogCaseFailed(Exception e, Guid id);
}
