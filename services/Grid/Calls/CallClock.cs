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
                while (await StrikeDueAsync(stoppingToken) == Batch) { /* more are due */ }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Strikes what is due now, at most one batch, and says how many were due.</summary>
    internal async Task<int> StrikeDueAsync(CancellationToken cancel)
    {
        List<Guid> due;
        await using (var scope = Scope(out var db, out _))
        {
            var now = clock.GetUtcNow();
            due = await db.Calls.Where(c => c.Times.NextAlarmAt <= now).OrderBy(c => c.Times.NextAlarmAt).Select(c => c.Id).Take(Batch).ToListAsync(cancel);
        }
        foreach (var id in due)
        {
            await using var scope = Scope(out var db, out var reference);
            var call = await db.Calls.FirstAsync(c => c.Id == id, cancel);
            if (call.Times.NextAlarmAt is null || call.Times.NextAlarmAt > clock.GetUtcNow()) continue;
            var me = new Actor("system:clock", clock.GetUtcNow());
            // A year published since: the limit may have moved, and a provisional one must not strike.
            call.Reschedule(await reference.GetAsync(cancel), me);
            call.OnAlarm(me);
            try
            {
                await db.SaveAsync(cancel);
            }
            catch (Refusal e) when (e.Reason == "ETAG_MISMATCH")
            {
                // Another replica, or the unit itself, was faster: its state counts.
            }
            catch (ConstraintBroken e)
            {
                // One call that cannot be struck must hold up no other.
                LogCallFailed(e, id);
            }
        }
        return due.Count;
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
