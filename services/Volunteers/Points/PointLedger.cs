using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Volunteers.Points;

/// <summary>
/// Named queries: moves points and stock in the transaction of the postings. Everything about an account goes in turns, by a lock on its row, so that limits are counted and not guessed;
/// the account is locked before the reward. That nothing falls below zero, a record earns once and a deed is reversed once are constraints besides.
/// </summary>
internal sealed class PointLedger(VolunteersDb db, TimeProvider clock)
{
    public const string NotBelowZero = "ck_point_balances_balance", OncePerRecord = "ux_point_postings_record_id", ReversedOnce = "ux_point_postings_reverses", InStock = "ck_rewards_taken";

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => clock.Today();

    /// <summary>Locks the account, and keeps its scheme from being changed, until the transaction ends. Both are read after the lock, as they are then.</summary>
    public async Task<(PointAccount Account, PointScheme Scheme)> TakeTurnsAsync(Guid accountId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from point_accounts a join point_schemes s on s.id = a.scheme_id where a.id = {accountId} for no key update of a for share of s", cancel);
        var account = await db.Everywhere<PointAccount>("the slice has found it inside the caller's areas").AsNoTracking().FirstAsync(a => a.Id == accountId, cancel);
        return (account, await db.PointSchemes.AsNoTracking().FirstAsync(s => s.Id == account.SchemeId, cancel));
    }

    /// <summary>Whether the deed counts once more on that day. Only after <see cref="TakeTurnsAsync"/>.</summary>
    public async Task<bool> CountsAsync(Guid accountId, PointDeed deed, DateOnly day, CancellationToken cancel)
    {
        if (!deed.Limited) return true;
        var all = db.Everywhere<PointPosting>("counts the postings of an account that the slice has found");
        var done = all.Where(p => p.AccountId == accountId && p.DeedCode == deed.Code && p.Kind == PointPostingKind.Deed && !all.Any(r => r.Reverses == p.Id));
        var (first, last) = (new DateOnly(day.Year, 1, 1), new DateOnly(day.Year, 12, 31));
        return deed.CountsAfter(await done.CountAsync(p => p.Day == day, cancel), await done.CountAsync(p => p.Day >= first && p.Day <= last, cancel));
    }

    /// <summary>Adds the posting and moves its points.</summary>
    /// <exception cref="Refusal">NOT_ENOUGH_POINTS.</exception>
    public async Task MoveAsync(PointPosting posting, PointScheme scheme, CancellationToken cancel)
    {
        db.Add(posting);
        var standing = posting.Kind is PointPostingKind.Deed or PointPostingKind.Reverse ? posting.Points : 0;
        var balance = scheme.Spendable ? posting.Points : 0;
        try
        {
            // Two statements: a check constraint looks at what "on conflict" proposes before it looks for the conflict, and would refuse every minus.
            await db.Database.ExecuteSqlAsync($"""
                insert into point_balances (account_id, year, scheme_id, area, balance, standing)
                select a.id, {posting.Year}, a.scheme_id, a.area, 0, 0 from point_accounts a where a.id = {posting.AccountId} on conflict (account_id, year) do nothing
                """, cancel);
            await db.Database.ExecuteSqlAsync($"update point_balances set balance = balance + {balance}, standing = standing + {standing} where account_id = {posting.AccountId} and year = {posting.Year}", cancel);
        }
        catch (PostgresException e) when (e.ConstraintName == NotBelowZero)
        {
            throw PointRefusals.NotEnough();
        }
    }

    /// <summary>Takes one of a reward, or gives it back; locks it until the transaction ends. False = there is none left.</summary>
    public async Task<bool> CountTakenAsync(Guid rewardId, int by, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync($"update rewards set taken = taken + {by} where id = {rewardId} and taken + {by} <= stock", cancel) == 1;

    /// <summary>Keeps everybody from posting under the scheme until the transaction ends.</summary>
    public Task HoldAsync(Guid schemeId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from point_schemes where id = {schemeId} for no key update", cancel);

    /// <summary>What an account has now: this year's, where the scheme resets.</summary>
    public async Task<PointBalance> BalanceAsync(PointAccount account, PointScheme scheme, CancellationToken cancel)
    {
        var year = scheme.YearOf(Today);
        return await db.Everywhere<PointBalance>("of an account that the slice has found").AsNoTracking().FirstOrDefaultAsync(b => b.AccountId == account.Id && b.Year == year, cancel)
            ?? new PointBalance { AccountId = account.Id, Year = year, SchemeId = scheme.Id, Area = account.Area };
    }
}
