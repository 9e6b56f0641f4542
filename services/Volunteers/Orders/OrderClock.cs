using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Volunteers.Orders;

/// <summary>A report that nobody answers for seven days is confirmed. What is due stands in the database; of several replicas one wins by the order's version.</summary>
internal sealed partial class OrderClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OrderClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try { await ConfirmDueAsync(stoppingToken); }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ConfirmDueAsync(CancellationToken cancel)
    {
        var (now, last) = (clock.GetUtcNow(), Guid.Empty);
        while (true)
        {
            List<Guid> due;
            await using (Scope(out var db)) due = await db.Orders.Where(o => o.ConfirmBy <= now && o.Id > last).OrderBy(o => o.Id).Select(o => o.Id).Take(Batch).ToListAsync(cancel);
            foreach (var id in due)
            {
                await using var scope = Scope(out var db);
                try
                {
                    var order = await db.Orders.FirstAsync(o => o.Id == id, cancel);
                    order.Confirm(now);
                    await db.SaveAsync(cancel);
                }
                catch (Refusal) { }    // somebody was faster: what they said counts
            }
            if (due.Count < Batch) return;
            last = due[^1];
        }
    }

    private AsyncServiceScope Scope(out VolunteersDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "silence confirms an order in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "volunteers.OrderClock";
        db = scope.ServiceProvider.GetRequiredService<VolunteersDb>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Orders could not be confirmed by the clock; it tries again in half a minute")]
    private partial void LogFailed(Exception e);
}
