using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Funds;

/// <summary>Publishes each day of a donation drive once it is over, and those that were missed.</summary>
internal sealed class DriveClock(IServiceScopeFactory scopes, TimeProvider time, ILogger<DriveClock> logger)
    : Clock<SocialOrgsDb>(scopes, time, logger, TimeSpan.FromMinutes(5), "socialorgs.DriveClock", "days of donation drives are published in every area")
{
    protected override Task<List<Guid>> DueAsync(SocialOrgsDb db, Guid last, DateTimeOffset now, CancellationToken cancel)
    {
        var today = ChinaTime.DateOf(now);
        return db.DonationDrives.Where(d => d.PublishNext < today && d.Id > last).OrderBy(d => d.Id).Select(d => d.Id).Take(Batch).ToListAsync(cancel);
    }

    protected override async Task StrikeAsync(IServiceProvider services, SocialOrgsDb db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var (ledger, today) = (services.GetRequiredService<FundLedger>(), ChinaTime.DateOf(now));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var fundId = await db.DonationDrives.Where(d => d.Id == id).Select(d => d.FundId).FirstAsync(cancel);
        // Held: whoever was still posting on that day has committed.
        await ledger.HoldAsync(fundId, cancel);
        var drive = await db.DonationDrives.FirstAsync(d => d.Id == id, cancel);
        while (drive.PublishNext is { } day && day < today)
        {
            var of = (await ledger.PeriodAsync(fundId, day, day, cancel)).Where(a => a.EarmarkId == drive.EarmarkId).ToDictionary(a => (FundAccountKind)a.Kind);
            long Moved(FundAccountKind kind) => of.GetValueOrDefault(kind)?.MovedFen ?? 0;
            var left = (of.GetValueOrDefault(FundAccountKind.Free)?.ClosingFen ?? 0) + (of.GetValueOrDefault(FundAccountKind.Promised)?.ClosingFen ?? 0);
            db.Add(drive.Publish(day, -Moved(FundAccountKind.Donated), Moved(FundAccountKind.Granted) + Moved(FundAccountKind.Spent), left, now));
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
