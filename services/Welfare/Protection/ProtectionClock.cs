using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.Welfare.Protection;

/// <summary>The two clocks of a report. What is due stands in the database, so a restart loses nothing; of any number of replicas one wins by the report's version.</summary>
internal sealed partial class ProtectionClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ProtectionClock> logger) : BackgroundService
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
        var (now, last) = (clock.GetUtcNow(), Guid.Empty);
        while (true)
        {
            List<Guid> due;
            await using (Scope(out var db)) due = await db.ChildReports.Where(r => r.NextAlarmAt <= now && r.Id > last).OrderBy(r => r.Id).Select(r => r.Id).Take(Batch).ToListAsync(cancel);
            foreach (var id in due)
            {
                await using var scope = Scope(out var db);
                try
                {
                    var report = await db.ChildReports.Include(r => r.Steps).FirstAsync(r => r.Id == id, cancel);
                    report.OnAlarm(clock.GetUtcNow());
                    await db.SaveAsync(cancel);
                }
                catch (Refusal) { }    // whoever acted, or another replica, was faster: that counts
                catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e)) { LogReportFailed(e, id); }
            }
            if (due.Count < Batch) return;
            last = due[^1];
        }
    }

    private AsyncServiceScope Scope(out WelfareDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "limits of the protection of children run in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "welfare.ProtectionClock";
        db = scope.ServiceProvider.GetRequiredService<WelfareDb>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Clocks of children's reports could not be read; tried again in a quarter of a minute")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(2, LogLevel.Error, "The clock of report {Id} could not strike; tried again in a quarter of a minute")]
    private partial void LogReportFailed(Exception e, Guid id);
}
