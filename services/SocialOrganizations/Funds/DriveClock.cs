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
            var (goods, goodsFen) = await GoodsAsync(db, drive, day, cancel);
            db.Add(drive.Publish(day, -Moved(FundAccountKind.Donated), Moved(FundAccountKind.Granted) + Moved(FundAccountKind.Spent), left, goods, goodsFen, now));
        }
        await db.SaveAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    // As the ledger tells of money: what was entered on the day, less what was put right on it, whenever that had come. What a replica of before put right is known to be so, and not when: it does not count at all.
    private static async Task<(int Count, long Fen)> GoodsAsync(SocialOrgsDb db, DonationDrive drive, DateOnly day, CancellationToken cancel)
    {
        var (first, end) = (ChinaTime.StartOf(day), ChinaTime.StartOf(day.AddDays(1)));
        var (from, before) = (Uuid7.Floor(first), Uuid7.Floor(end));
        var goods = db.Donations.Where(d => d.FundId == drive.FundId && d.EarmarkId == drive.EarmarkId && d.Kind == DonationKind.Goods);
        var came = await SumAsync(goods.Where(d => d.Id >= from && d.Id < before && (d.State == DonationState.Received || d.ReversedAt != null)), cancel);
        var back = await SumAsync(goods.Where(d => d.ReversedAt >= first && d.ReversedAt < end), cancel);
        return (came.Count - back.Count, came.Fen - back.Fen);
    }

    private static async Task<(int Count, long Fen)> SumAsync(IQueryable<Donation> rows, CancellationToken cancel) =>
        await rows.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Fen = g.Sum(d => d.AmountFen) }).FirstOrDefaultAsync(cancel) is { } all ? (all.Count, all.Fen) : default;
}
