using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;

namespace Governance.SocialOrganizations.Funds;

/// <summary>
/// Named queries: the double-entry ledger of a fund. Whoever posts holds the fund's row until the transaction ends, so entries of a fund follow each other. The database holds the rest, whoever writes: legs of an entry sum
/// to zero for each purpose, entries and legs are only inserted, balances are the sums of their legs, and no money falls below zero.
/// </summary>
internal sealed class FundLedger(SocialOrgsDb db, Caller caller, TimeProvider clock)
{
    public const string NotBelowZero = "ck_fund_accounts_balance", ReversedOnce = "ux_fund_entries_reverses_id";

    /// <summary>The fund, to whose ledger nobody else posts before the transaction ends.</summary>
    public async Task<Fund> HoldAsync(Guid id, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from funds where id = {id} for no key update", cancel);
        return await db.Funds.FirstOrDefaultAsync(f => f.Id == id, cancel) ?? throw FundRefusals.NoFund(id.ToString());
    }

    /// <summary>The fund is not closed before the transaction ends; those who open things in it do so beside each other. Read it after this.</summary>
    public Task ShareAsync(Guid id, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from funds where id = {id} for share", cancel);

    /// <summary>The need and the resource, with which nobody else matches before the transaction ends; always in this order.</summary>
    public async Task HoldPairAsync(Guid needId, Guid resourceId, CancellationToken cancel)
    {
        await HoldResourceAsync(resourceId, cancel);
        await db.Database.ExecuteSqlAsync($"select from charity_needs where id = {needId} for no key update", cancel);
    }

    /// <summary>The resource, of which nobody matches any before the transaction ends.</summary>
    public Task HoldResourceAsync(Guid id, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from charity_resources where id = {id} for no key update", cancel);

    /// <summary>Money of a purpose, or without: what is free and what is promised.</summary>
    public async Task<(long Free, long Promised)> LeftAsync(Guid fundId, Guid? earmarkId, CancellationToken cancel)
    {
        var accounts = await db.FundAccounts.AsNoTracking().Where(a => a.FundId == fundId && a.EarmarkId == earmarkId && (a.Kind == FundAccountKind.Free || a.Kind == FundAccountKind.Promised)).ToListAsync(cancel);
        return (accounts.SingleOrDefault(a => a.Kind == FundAccountKind.Free)?.BalanceFen ?? 0, accounts.SingleOrDefault(a => a.Kind == FundAccountKind.Promised)?.BalanceFen ?? 0);
    }

    /// <summary>Everything that a fund has, whatever it is for.</summary>
    public Task<long> AllAsync(Guid fundId, CancellationToken cancel) =>
        db.FundAccounts.Where(a => a.FundId == fundId && (a.Kind == FundAccountKind.Free || a.Kind == FundAccountKind.Promised)).SumAsync(a => a.BalanceFen, cancel);

    /// <summary>From one account of a purpose to another one of the same purpose: the only way in which money moves but for <see cref="MoveAsync"/> and <see cref="ReverseAsync"/>.</summary>
    /// <exception cref="Refusal">FAILED_PRECONDITION NOT_ENOUGH_MONEY.</exception>
    public async Task<FundEntry> PostAsync(Fund fund, FundEntryKind kind, FundAccountKind from, FundAccountKind to, Guid? earmarkId, long fen, Guid aboutId, string voucher, CancellationToken cancel)
    {
        if (from == FundAccountKind.Free && await LeftAsync(fund.Id, earmarkId, cancel) is var (free, _) && free < fen) throw FundRefusals.NotEnough(free);
        IReadOnlyList<(FundAccountKind Kind, Guid? EarmarkId, long Fen)> legs = [(from, earmarkId, -fen), (to, earmarkId, fen)];
        return await WriteAsync(fund, kind, aboutId, null, voucher, to == FundAccountKind.Free ? await PassOnAsync(legs, cancel) : legs, cancel);
    }

    /// <summary>Sets money of one purpose aside for several things at once, or for none.</summary>
    /// <exception cref="Refusal">FAILED_PRECONDITION NOT_ENOUGH_MONEY.</exception>
    public async Task PromiseAsync(Fund fund, Guid? earmarkId, IReadOnlyList<(Guid AboutId, long Fen)> promises, CancellationToken cancel)
    {
        var (free, _) = await LeftAsync(fund.Id, earmarkId, cancel);
        if (free < promises.Sum(p => p.Fen)) throw FundRefusals.NotEnough(free);
        foreach (var (aboutId, fen) in promises) await WriteAsync(fund, FundEntryKind.Promise, aboutId, null, "", [(FundAccountKind.Free, earmarkId, -fen), (FundAccountKind.Promised, earmarkId, fen)], cancel);
    }

    /// <summary>What a drive left, to another purpose of the fund.</summary>
    public Task<FundEntry> MoveAsync(Fund fund, Guid fromEarmarkId, Guid? toEarmarkId, long fen, Guid aboutId, CancellationToken cancel) => WriteAsync(fund, FundEntryKind.Move, aboutId, null, "",
        [(FundAccountKind.Free, fromEarmarkId, -fen), (FundAccountKind.Moved, fromEarmarkId, fen), (FundAccountKind.Moved, toEarmarkId, -fen), (FundAccountKind.Free, toEarmarkId, fen)], cancel);

    /// <summary>The same legs with the opposite sign; for money of a drive that was closed, where its closing has sent it.</summary>
    /// <exception cref="Refusal">FAILED_PRECONDITION NOT_ENOUGH_MONEY: what was donated by mistake is spent already.</exception>
    public async Task<(FundEntry Entry, IReadOnlyList<(FundAccountKind Kind, Guid? EarmarkId, long Fen)> Legs)> ReverseAsync(Fund fund, FundEntry entry, string voucher, CancellationToken cancel)
    {
        var was = await db.FundLegs.AsNoTracking().Where(l => l.EntryId == entry.Id).Join(db.FundAccounts.AsNoTracking(), l => l.AccountId, a => a.Id, (l, a) => new { a.Kind, a.EarmarkId, l.AmountFen }).ToListAsync(cancel);
        var legs = await PassOnAsync([.. was.Select(l => (l.Kind, l.EarmarkId, -l.AmountFen))], cancel);
        foreach (var (kind, earmarkId, fen) in legs.Where(l => l.Kind is FundAccountKind.Free or FundAccountKind.Promised && l.Fen < 0))
        {
            var (free, promised) = await LeftAsync(fund.Id, earmarkId, cancel);
            var left = kind == FundAccountKind.Free ? free : promised;
            if (left + fen < 0) throw FundRefusals.NotEnough(left);
        }
        return (await WriteAsync(fund, FundEntryKind.Reversal, entry.AboutId, entry.Id, voucher, legs, cancel), legs);
    }

    /// <summary>
    /// What accounts of a fund held at the end of a period, and what came to them in it: at each end what <see cref="FundMonth"/> says of the month before, and the legs of the month that has begun. So it costs at most two
    /// months of legs, whenever the period was and however long it is.
    /// </summary>
    public async Task<IReadOnlyList<AccountPeriod>> PeriodAsync(Guid fundId, DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var after = until.AddDays(1);
        var (fromMonth, afterMonth) = (from.AddDays(1 - from.Day), after.AddDays(1 - after.Day));
        var (fromMonthAt, fromAt, afterMonthAt, afterAt) = (ChinaTime.StartOf(fromMonth), ChinaTime.StartOf(from), ChinaTime.StartOf(afterMonth), ChinaTime.StartOf(after));
        return await db.Database.SqlQuery<AccountPeriod>($"""
            select a.kind, a.earmark_id, held.closing as closing_fen, held.closing - held.opening as moved_fen from fund_accounts a, lateral (select
              coalesce((select m.balance_fen from fund_months m where m.account_id = a.id and m.month < {fromMonth} order by m.month desc limit 1), 0)
                + coalesce((select sum(l.amount_fen) from fund_legs l where l.account_id = a.id and l.at >= {fromMonthAt} and l.at < {fromAt}), 0)::bigint as opening,
              coalesce((select m.balance_fen from fund_months m where m.account_id = a.id and m.month < {afterMonth} order by m.month desc limit 1), 0)
                + coalesce((select sum(l.amount_fen) from fund_legs l where l.account_id = a.id and l.at >= {afterMonthAt} and l.at < {afterAt}), 0)::bigint as closing) held
            where a.fund_id = {fundId}
            """).ToListAsync(cancel);
    }

    private async Task<FundEntry> WriteAsync(Fund fund, FundEntryKind kind, Guid? aboutId, Guid? reversesId, string voucher, IReadOnlyList<(FundAccountKind Kind, Guid? EarmarkId, long Fen)> legs, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var entry = fund.NextEntry(kind, aboutId, reversesId, voucher, caller.Subject, now);
        db.Add(entry);
        var earmarks = legs.Select(l => l.EarmarkId).Distinct().ToArray();
        var there = await db.FundAccounts.AsNoTracking().Where(a => a.FundId == fund.Id && earmarks.Contains(a.EarmarkId)).ToListAsync(cancel);
        // Another entry of this transaction may have opened one.
        there.AddRange(db.ChangeTracker.Entries<FundAccount>().Select(a => a.Entity).Where(a => a.FundId == fund.Id));
        foreach (var (account, earmarkId, fen) in legs)
        {
            var id = there.SingleOrDefault(a => a.Kind == account && a.EarmarkId == earmarkId)?.Id;
            if (id is null)
            {
                var opened = new FundAccount { Id = Guid.CreateVersion7(now), FundId = fund.Id, Kind = account, EarmarkId = earmarkId };
                db.Add(opened);
                id = opened.Id;
            }
            db.Add(new FundLeg { EntryId = entry.Id, AccountId = id.Value, AmountFen = fen, At = now });
        }
        return entry;
    }

    // What comes back to a drive after its closing goes on at once to where the closing sent the rest, which may be a drive that was closed later; and what is taken back from it is taken from there.
    private async Task<IReadOnlyList<(FundAccountKind Kind, Guid? EarmarkId, long Fen)>> PassOnAsync(IReadOnlyList<(FundAccountKind Kind, Guid? EarmarkId, long Fen)> legs, CancellationToken cancel)
    {
        var all = new List<(FundAccountKind Kind, Guid? EarmarkId, long Fen)>();
        foreach (var leg in legs)
        {
            var to = leg.EarmarkId;
            while (leg.Kind == FundAccountKind.Free && to is { } at
                && await db.DonationDrives.Where(d => d.EarmarkId == at && d.State == DonationDriveState.Closed).Select(d => new { d.DestinationEarmarkId }).FirstOrDefaultAsync(cancel) is { } drive) to = drive.DestinationEarmarkId;
            if (to == leg.EarmarkId) all.Add(leg);
            else all.AddRange([(FundAccountKind.Moved, leg.EarmarkId, leg.Fen), (FundAccountKind.Moved, to, -leg.Fen), (FundAccountKind.Free, to, leg.Fen)]);
        }
        return all;
    }
}

/// <summary>An account over a period.</summary>
internal sealed record AccountPeriod(short Kind, Guid? EarmarkId, long ClosingFen, long MovedFen);
