using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.SocialWork;

/// <summary>Reminds once of a certificate that will end, and ends it. What is due stands in the database; of several replicas one wins by the social worker's version.</summary>
internal sealed partial class CertificateClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<CertificateClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(5);

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
        var (now, today, last) = (clock.GetUtcNow(), clock.Today(), Guid.Empty);
        while (true)
        {
            List<Guid> due;
            await using (Scope(out var db)) due = await db.SocialWorkers.Where(w => w.DueOn <= today && w.Id > last).OrderBy(w => w.Id).Select(w => w.Id).Take(Batch).ToListAsync(cancel);
            foreach (var id in due)
            {
                await using var scope = Scope(out var db);
                try
                {
                    if (await db.SocialWorkers.FirstOrDefaultAsync(w => w.Id == id && w.DueOn <= today, cancel) is not { } worker) continue;
                    worker.Strike(today, now);
                    await db.SaveAsync(cancel);
                }
                catch (Refusal) { }    // another replica was faster, or somebody has renewed it: the next round sees
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
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "certificates end in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "socialorgs.CertificateClock";
        db = scope.ServiceProvider.GetRequiredService<SocialOrgsDb>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Certificates that end could not be looked at; the clock tries again in five minutes")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(2, LogLevel.Error, "The clock could not strike social worker {Id}")]
    private partial void LogOneFailed(Exception e, Guid id);
}
