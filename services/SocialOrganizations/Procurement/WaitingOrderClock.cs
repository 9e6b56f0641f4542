using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Procurement;

/// <summary>Ends the waiting of orders whose time is over, and Welfare is told. What is due stands in the database; of several replicas, or a contract that is signed at that moment, one wins by the order's version.</summary>
internal sealed partial class WaitingOrderClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<WaitingOrderClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(5);

    // A need whose time has passed may still be served late by a contract that is signed within days.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try { await LapseDueAsync(stoppingToken); }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LapseDueAsync(CancellationToken cancel)
    {
        var (now, last) = (clock.GetUtcNow(), (At: DateTimeOffset.MinValue, Id: Guid.Empty));
        while (true)
        {
            List<(DateTimeOffset At, Guid Id)> due;
            await using (Scope(out var db))
            {
                due = [.. (await db.ServiceOrders.Where(o => o.State == ServiceOrderState.Waiting && o.EndsAt <= now - Patience && (o.EndsAt > last.At || (o.EndsAt == last.At && o.Id > last.Id)))
                    .OrderBy(o => o.EndsAt).ThenBy(o => o.Id).Select(o => new { o.EndsAt, o.Id }).Take(Batch).ToListAsync(cancel)).Select(o => (o.EndsAt, o.Id))];
            }
            foreach (var (_, id) in due)
            {
                await using var scope = Scope(out var db);
                try
                {
                    if (await db.ServiceOrders.FirstOrDefaultAsync(o => o.Id == id && o.State == ServiceOrderState.Waiting, cancel) is not { } order) continue;
                    order.Lapse(now);
                    await db.SaveAsync(cancel);
                }
                catch (Refusal) { }    // another replica or a contract was faster
                // It holds up no other.
                catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e)) { LogOneFailed(e, id); }
            }
            if (due.Count < Batch) return;
            last = due[^1];
        }
    }

    private AsyncServiceScope Scope(out SocialOrgsDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "orders wait in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "socialorgs.WaitingOrderClock";
        db = scope.ServiceProvider.GetRequiredService<SocialOrgsDb>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Orders that wait too long could not be looked at; the clock tries again in five minutes")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(2, LogLevel.Error, "The clock could not end the waiting of order {Id}")]
    private partial void LogOneFailed(Exception e, Guid id);
}
