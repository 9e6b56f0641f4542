using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Funds;

/// <summary>Publishes each day of a donation drive once it is over, and those that were missed. What is due stands in the database; of several replicas one wins by the drive's version.</summary>
internal sealed partial class DriveClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DriveClock> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        do
        {
            try { await PublishDueAsync(stoppingToken); }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogFailed(e); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PublishDueAsync(CancellationToken cancel)
    {
        while (true)
        {
            var today = clock.Today();
            List<Guid> due;
            await using (Scope(out var db, out _)) due = await db.DonationDrives.Where(d => d.PublishNext < today).OrderBy(d => d.PublishNext).ThenBy(d => d.Id).Select(d => d.Id).Take(Batch).ToListAsync(cancel);
            var published = 0;
            foreach (var id in due)
            {
                try
                {
                    await PublishAsync(id, today, cancel);
                    published++;
                }
                catch (Refusal) { }    // another replica was faster
                catch (Exception e) when (e is not OperationCanceledException && !Faults.IsOutage(e)) { LogOneFailed(e, id); }
            }
            if (published == 0) return;
        }
    }

    private async Task PublishAsync(Guid id, DateOnly today, CancellationToken cancel)
    {
        await using var scope = Scope(out var db, out var ledger);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var fundId = await db.DonationDrives.Where(d => d.Id == id).Select(d => d.FundId).FirstAsync(cancel);
        // Held: whoever was still posting on that day has committed.
        await ledger.HoldAsync(fundId, cancel);
        var drive = await db.DonationDrives.FirstAsync(d => d.Id == id, cancel);
        if (drive.PublishNext is not { } day || day >= today) return;
        var of = (await ledger.PeriodAsync(fundId, day, day, cancel)).Where(a => a.EarmarkId == drive.EarmarkId).ToDictionary(a => (FundAccountKind)a.Kind);
        long Moved(FundAccountKind kind) => of.GetValueOrDefault(kind)?.MovedFen ?? 0;
        var left = (of.GetValueOrDefault(FundAccountKind.Free)?.ClosingFen ?? 0) + (of.GetValueOrDefault(FundAccountKind.Promised)?.ClosingFen ?? 0);
        db.Add(drive.Publish(day, -Moved(FundAccountKind.Donated), Moved(FundAccountKind.Granted) + Moved(FundAccountKind.Spent), left, clock.GetUtcNow()));
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private AsyncServiceScope Scope(out SocialOrgsDb db, out FundLedger ledger)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("clock", "days of donation drives are published in every area");
        scope.ServiceProvider.GetRequiredService<Work>().Action = "socialorgs.DriveClock";
        db = scope.ServiceProvider.GetRequiredService<SocialOrgsDb>();
        ledger = scope.ServiceProvider.GetRequiredService<FundLedger>();
        return scope;
    }

    [LoggerMessage(1, LogLevel.Error, "Days of donation drives could not be published; tried again in five minutes")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(2, LogLevel.Error, "Donation drive {Id} could not be published; tried again in five minutes")]
    private partial void LogOneFailed(Exception e, Guid id);
}
