using Governance.Access;
using Governance.Grid.Categories;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Calls;

/// <summary>
/// Reminders, missed limits and escalation. What is due stands in the database, so a restart loses nothing; each call is struck in its own transaction
/// against its version, so that of any number of replicas one wins and the others find nothing left to do.
/// </summary>
internal sealed partial class CallClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<CallClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try
            {
                await StrikeDueAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>
    /// Strikes what is due now, page by page in the order in which it came due. A call that cannot be struck is left behind until the next round: whatever is
    /// wrong with it, it holds up no other.
    /// </summary>
    internal async Task StrikeDueAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (at, last) = (DateTimeOffset.MinValue, Guid.Empty);
        while (true)
        {
            var due = await DueAsync(now, at, last, cancel);
            foreach (var (id, _) in due)
            {
                try
                {
                    await StrikeAsync(id, cancel);
                }
                catch (Refusal e) when (e.Reason == "ETAG_MISMATCH")
                {
                    // Another replica, or the unit itself, was faster: its state counts.
                }
                catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e))
                {
                    LogCallFailed(e, id);
                }
            }
            if (due.Count < Batch) return;
            (last, at) = due[^1];
        }
    }

    private async Task<List<(Guid Id, DateTimeOffset At)>> DueAsync(DateTimeOffset now, DateTimeOffset after, Guid last, CancellationToken cancel)
    {
        await using var scope = Scope(out var db, out _);
        var due = await db.Calls.Where(c => c.Times.NextAlarmAt <= now && (c.Times.NextAlarmAt > after || (c.Times.NextAlarmAt == after && c.Id.CompareTo(last) > 0)))
            .OrderBy(c => c.Times.NextAlarmAt).ThenBy(c => c.Id).Select(c => new { c.Id, c.Times.NextAlarmAt }).Take(Batch).ToListAsync(cancel);
        return [.. due.Select(c => (c.Id, c.NextAlarmAt!.Value))];
    }

    private async Task StrikeAsync(Guid id, CancellationToken cancel)
    {
        await using var scope = Scope(out var db, out var reference);
        var call = await db.Calls.FirstAsync(c => c.Id == id, cancel);
        if (call.Times.NextAlarmAt is null || call.Times.NextAlarmAt > clock.GetUtcNow()) return;
        var me = new Actor("system:clock", clock.GetUtcNow());
        // A year published since: the limit may have moved, and a provisional one must not strike.
        call.Reschedule(await reference.GetAsync(cancel), me);
        call.OnAlarm(me);
        await db.SaveAsync(cancel);
    }

    private AsyncServiceScope Scope(out GridDb db, out ReferenceNow reference)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "time limits run in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "grid.CallClock";
        db = scope.ServiceProvider.GetRequiredService<GridDb>();
        reference = scope.ServiceProvider.GetRequiredService<ReferenceNow>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "The clock could not strike; it tries again in two seconds")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(2, LogLevel.Error, "The clock could not strike call {Id}")]
    private partial void LogCallFailed(Exception e, Guid id);
}
