using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Teams;

/// <summary>Reminds once of a term of a committee that will end. What is due stands in the database; of several replicas one wins by the organisation's version.</summary>
internal sealed partial class TeamClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TeamClock> logger) : BackgroundService
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
            await using (Scope(out var db)) due = await db.Teams.Where(t => t.RemindOn <= today && t.Id > last).OrderBy(t => t.Id).Select(t => t.Id).Take(Batch).ToListAsync(cancel);
            foreach (var id in due)
            {
                await using var scope = Scope(out var db);
                try
                {
                    if (await db.Teams.FirstOrDefaultAsync(t => t.Id == id && t.RemindOn <= today, cancel) is not { } team) continue;
                    team.Remind(now);
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
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "terms of committees end in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "party.TeamClock";
        db = scope.ServiceProvider.GetRequiredService<PartyDb>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Reminders of ending terms of committees failed; they are tried again in a minute")]
    private partial void LogFailed(Exception e);
}
