using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.PartyBuilding.Conventions;

/// <summary>Erases who was on a list when the last day is past. What is due stands in the database; of several replicas one wins by the listing's version.</summary>
internal sealed partial class ListingClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ListingClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try { await EraseDueAsync(stoppingToken); }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task EraseDueAsync(CancellationToken cancel)
    {
        var (today, last) = (clock.Today(), Guid.Empty);
        while (true)
        {
            List<Guid> due;
            // An objection that nobody has decided on ends with the listing as well.
            await using (Scope(out var db)) due = await db.Listings.Where(l => l.State <= ListingState.Appealed && l.Until < today && l.Id > last).OrderBy(l => l.Id).Select(l => l.Id).Take(Batch).ToListAsync(cancel);
            foreach (var id in due)
            {
                await using var scope = Scope(out var db);
                try
                {
                    if (await db.Listings.FirstOrDefaultAsync(l => l.Id == id && l.State <= ListingState.Appealed, cancel) is not { } listing) continue;
                    listing.Expire();
                    await db.SaveAsync(cancel);
                }
                catch (Refusal) { }    // another replica was faster, or somebody has removed it: the next round sees
            }
            if (due.Count < Batch) return;
            last = due[^1];
        }
    }

    private AsyncServiceScope Scope(out PartyDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "listings expire in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "party.ListingClock";
        db = scope.ServiceProvider.GetRequiredService<PartyDb>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Erasing expired listings failed; it is tried again in ten minutes")]
    private partial void LogFailed(Exception e);
}
