using Governance.Access;
using Governance.Grid.Categories;
using Governance.Grid.Whistles;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Grid.Calls;

/// <summary>Calls of a unit that is retired are nobody's: they are taken back, each in its own transaction, so that of several replicas one wins. What it was summoned to by a whistle nobody waits for any more.</summary>
internal sealed partial class OwnerClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OwnerClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private const string Action = "grid.OwnerClock";
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try
            {
                await TakeBackAsync(stoppingToken);
                await ExcuseAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TakeBackAsync(CancellationToken cancel)
    {
        var last = Guid.Empty;
        while (true)
        {
            List<Guid> held;
            await using (Scope(out var db, out var reference))
            {
                var retired = await db.Units.Where(u => u.Retired).Select(u => u.Code).ToListAsync(cancel);
                if (retired.Count == 0) return;
                // The rules in memory may still name the unit.
                if (retired.Exists(code => reference.Known?.Unit(code) is not null)) reference.Forget();
                held = await db.Calls.Where(c => retired.Contains(c.Unit!) && (c.State == CallState.Dispatched || c.State == CallState.Accepted || c.State == CallState.InProgress) && c.Id > last)
                    .OrderBy(c => c.Id).Select(c => c.Id).Take(Batch).ToListAsync(cancel);
            }
            foreach (var id in held)
            {
                await using var scope = Scope(out var db, out var reference);
                try
                {
                    var call = await db.Calls.FirstAsync(c => c.Id == id, cancel);
                    call.TakeBack(await reference.GetAsync(cancel), new Actor("system:owner", clock.GetUtcNow()));
                    await db.SaveAsync(cancel);
                }
                // Another replica, or the unit itself, was faster.
                catch (Refusal e) when (e.Overtaken) { Overtaken(id); }
                catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e)) { LogCallFailed(e, id); }
            }
            if (held.Count < Batch) return;
            last = held[^1];
        }
    }

    private async Task ExcuseAsync(CancellationToken cancel)
    {
        var last = Guid.Empty;
        while (true)
        {
            List<Guid> sounding;
            await using (Scope(out var db, out _))
            {
                var retired = db.Units.Where(u => u.Retired).Select(u => u.Code);
                sounding = await db.WhistleTasks.Where(t => (t.State == TaskState.Summoned || t.State == TaskState.ReportedIn) && retired.Contains(t.Unit) && t.WhistleId > last)
                    .Select(t => t.WhistleId).Distinct().OrderBy(id => id).Take(Batch).ToListAsync(cancel);
            }
            foreach (var id in sounding)
            {
                await using var scope = Scope(out var db, out var reference);
                try
                {
                    var whistle = await db.Whistles.FirstAsync(w => w.Id == id, cancel);
                    var units = await db.Units.Where(u => u.Retired).Select(u => u.Code).ToListAsync(cancel);
                    var call = await db.Calls.FirstAsync(c => c.Id == whistle.CallId, cancel);
                    whistle.Excuse(units, call, await reference.GetAsync(cancel), new Actor("system:owner", clock.GetUtcNow()));
                    await db.SaveAsync(cancel);
                }
                catch (Refusal e) when (e.Overtaken) { Overtaken(id); }
                catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e)) { LogWhistleFailed(e, id); }
            }
            // Those that fail come again in the next round, and starve none.
            if (sounding.Count < Batch) return;
            last = sounding[^1];
        }
    }

    // Looked at again in the next round.
    private void Overtaken(Guid id)
    {
        MessagingTelemetry.WasOvertaken(Action);
        LogOvertaken(id);
    }

    private AsyncServiceScope Scope(out GridDb db, out ReferenceNow reference)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("owner", "no call may be nobody's, in any area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = Action;
        db = scope.ServiceProvider.GetRequiredService<GridDb>();
        reference = scope.ServiceProvider.GetRequiredService<ReferenceNow>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Calls of retired units could not be looked for; tried again in a minute")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(2, LogLevel.Error, "Call {Id} of a retired unit could not be taken back; tried again in a minute")]
    private partial void LogCallFailed(Exception e, Guid id);

    [LoggerMessage(4, LogLevel.Information, "{Id} was changed while the clock was at it; it looks again in a minute")]
    private partial void LogOvertaken(Guid id);

    [LoggerMessage(3, LogLevel.Error, "Whistle {Id} that summons a retired unit could not be seen to; tried again in a minute")]
    private partial void LogWhistleFailed(Exception e, Guid id);
}
