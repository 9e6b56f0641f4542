using Governance.Access;
using Governance.Grid.Calls;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Disputes;

/// <summary>
/// Levels that miss their limit, reports that nobody made, performances to be looked at. What is due stands in the database, so a restart loses nothing; each dispute is struck in its own
/// transaction against its version, so that of any number of replicas one wins.
/// </summary>
internal sealed partial class DisputeClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DisputeClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

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
                due = [.. (await db.Disputes.Where(d => d.NextAlarmAt <= now && (d.NextAlarmAt > at || (d.NextAlarmAt == at && d.Id > last))).OrderBy(d => d.NextAlarmAt).ThenBy(d => d.Id)
                    .Select(d => new { d.Id, d.NextAlarmAt }).Take(Batch).ToListAsync(cancel)).Select(d => (d.Id, d.NextAlarmAt!.Value))];
            }
            foreach (var (id, _) in due)
            {
                try { await StrikeAsync(id, cancel); }
                // Another replica, or the centre itself, was faster: its state counts.
                catch (Refusal e) when (e.Reason == "ETAG_MISMATCH") { }
                // It holds up no other.
                catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e)) { LogDisputeFailed(e, id); }
            }
            if (due.Count < Batch) return;
            (last, at) = due[^1];
        }
    }

    private async Task StrikeAsync(Guid id, CancellationToken cancel)
    {
        await using var scope = Scope(out var db);
        var dispute = await db.Disputes.Include(d => d.Proceedings).FirstAsync(d => d.Id == id, cancel);
        var me = new Actor("system:clock", clock.GetUtcNow());
        if (dispute.NextAlarmAt is null || dispute.NextAlarmAt > me.At) return;
        var terms = await scope.ServiceProvider.GetRequiredService<DisputeLimitBook>().TermsAsync(dispute.Area, cancel);
        // A year published since: the limit may have moved, and a provisional one must not strike.
        dispute.Reschedule(terms);
        dispute.OnAlarm(terms, me);
        await db.SaveAsync(cancel);
    }

    private AsyncServiceScope Scope(out GridDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "limits of disputes run in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "grid.DisputeClock";
        db = scope.ServiceProvider.GetRequiredService<GridDb>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Limits of disputes could not be read; the clock tries again in a quarter of a minute")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(2, LogLevel.Error, "The clock could not strike dispute {Id}")]
    private partial void LogDisputeFailed(Exception e, Guid id);
}
