using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Establishment;

/// <summary>Reminds once of a term that will end. What is due stands in the database; of several replicas one wins by the organisation's version.</summary>
internal sealed partial class TermClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TermClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try { await RemindDueAsync(stoppingToken); }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RemindDueAsync(CancellationToken cancel)
    {
        var (now, today, last) = (clock.GetUtcNow(), clock.Today(), Guid.Empty);
        while (true)
        {
            List<Guid> due;
            await using (Scope(out var db)) due = await db.Organizations.Where(o => o.RemindOn <= today && o.Id > last).OrderBy(o => o.Id).Select(o => o.Id).Take(Batch).ToListAsync(cancel);
            foreach (var id in due)
            {
                await using var scope = Scope(out var db);
                try
                {
                    if (await db.Organizations.FirstOrDefaultAsync(o => o.Id == id && o.RemindOn <= today, cancel) is not { } organization) continue;
                    organization.Remind(now);
                    await db.SaveAsync(cancel);
                }
                catch (Refusal) { }    // another replica was faster, or somebody has changed the term: the next round sees
            }
            if (due.Count < Batch) return;
            last = due[^1];
        }
    }

    private AsyncServiceScope Scope(out PartyDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "terms end in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "party.TermClock";
        db = scope.ServiceProvider.GetRequiredService<PartyDb>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Reminders of ending terms failed; they are tried again in a minute")]
    private partial void LogFailed(Exception e);
}
