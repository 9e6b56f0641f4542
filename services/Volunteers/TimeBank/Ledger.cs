using Google.Protobuf;
using Governance.Access;
using Governance.Messaging;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Volunteers.TimeBank;

/// <summary>
/// Named queries: moves minutes in the transaction of the postings. Both accounts are locked in the order of their ids, so that two who give to each other do not wait for ever; a
/// balance below zero breaks a constraint; a record earns once and a posting is reversed once by unique indexes.
/// </summary>
internal sealed class Ledger(VolunteersDb db)
{
    public const string NotBelowZero = "ck_accounts_balance", OncePerRecord = "ux_postings_record_id", ReversedOnce = "ux_postings_reverses";

    /// <summary>Makes a volunteer's account, if it is missing.</summary>
    public Task OpenAsync(Volunteer volunteer, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into accounts (id, kind, area, owner, balance, frozen) values ({volunteer.Id}, 1, {volunteer.Home}, {volunteer.Owner}, 0, false) on conflict (id) do nothing
        """, cancel);

    /// <summary>Locks the accounts of all postings, moves the minutes, and writes everything in one transaction, or nothing.</summary>
    public async Task<TReply> PostAsync<TReply>(IReadOnlyList<Posting> postings, Func<TReply> reply, CancellationToken cancel) where TReply : IMessage
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await MoveAsync(postings, cancel);
            var answer = await db.SaveAsync(reply, cancel);
            await transaction.CommitAsync(cancel);
            return answer;
        }
        catch (PostgresException e) when (e.ConstraintName == NotBelowZero)
        {
            throw TimeBankRefusals.NotEnough();
        }
        catch (ConstraintBroken e) when (e.Constraint == ReversedOnce)
        {
            throw TimeBankRefusals.ReversedAlready();
        }
    }

    /// <summary>The same in a transaction that is the caller's. A county's accounts are made when minutes first come or go there.</summary>
    public async Task MoveAsync(IReadOnlyList<Posting> postings, CancellationToken cancel)
    {
        foreach (var posting in postings) db.Add(posting);
        var changes = postings.SelectMany(p => new[] { (Id: p.FromId, By: -p.Minutes), (Id: p.ToId, By: p.Minutes) }).GroupBy(c => c.Id).Select(g => (Id: g.Key, By: g.Sum(c => c.By))).ToList();
        var there = await db.Database.SqlQuery<Locked>($"select id, frozen from accounts where id = any ({changes.Select(c => c.Id).ToArray()}) order by id for no key update").ToListAsync(cancel);
        // Under the lock: a freeze holds from the moment it is told. What is owed already, and what is put right, goes on.
        if (postings.Any(p => p.Kind is PostingKind.Give or PostingKind.Donate or PostingKind.Hold && there.Any(a => a.Id == p.FromId && a.Frozen))) throw TimeBankRefusals.Frozen();
        foreach (var missing in changes.Select(c => c.Id).Except(there.Select(a => a.Id)).Order())
        {
            // Minutes that left one account and came to none would be lost.
            var (kind, county) = Account.CountyOf(missing) ?? throw new InvalidOperationException($"there is no account {missing}");
            await db.Database.ExecuteSqlAsync($"insert into accounts (id, kind, area, owner, balance, frozen) values ({missing}, {(short)kind}, {county}, null, 0, false) on conflict (id) do nothing", cancel);
        }
        await db.Database.ExecuteSqlAsync($"update accounts a set balance = a.balance + c.by from unnest({changes.Select(c => c.Id).ToArray()}, {changes.Select(c => c.By).ToArray()}) as c (id, by) where a.id = c.id", cancel);
    }

    /// <summary>
    /// Locks the next accounts that are due for a look, marks them as looked at, and says how much of each was earned before the limit of its rule and not spent since: what came in before
    /// it, less all that ever went out. An order's hold counts as spent until it is released.
    /// </summary>
    public async Task<IReadOnlyList<Lapsed>> LapsedAsync(DateTimeOffset now, CancellationToken cancel) => await db.Database.SqlQuery<Lapsed>($"""
        with due as (
          select id, area, balance from accounts where kind = 1 and (expiry_checked_at is null or expiry_checked_at < {now.AddDays(-30)}) order by expiry_checked_at nulls first limit 200 for no key update skip locked),
        looked as (update accounts a set expiry_checked_at = {now} from due where a.id = due.id)
        select due.id, due.area, coalesce(least(due.balance, greatest(0, old.minutes - gone.minutes)), 0)::bigint as minutes
        from due
        left join lateral (select expire_months from time_rules r where starts_with(due.area, r.area) order by length(r.area) desc limit 1) rule on true
        left join lateral (select coalesce(sum(p.minutes), 0) as minutes from postings p where p.to_id = due.id and p.kind <> 7 and p.at < {now} - rule.expire_months * interval '1 month') old on rule.expire_months > 0
        left join lateral (select coalesce(sum(p.minutes) filter (where p.from_id = due.id), 0) - coalesce(sum(p.minutes) filter (where p.to_id = due.id), 0) as minutes
          from postings p where p.from_id = due.id or (p.to_id = due.id and p.kind = 7)) gone on rule.expire_months > 0
        """).ToListAsync(cancel);

    /// <summary>The rule of the nearest division.</summary>
    public async Task<TimeRule> RuleAsync(string place, CancellationToken cancel)
    {
        var above = new List<string>();
        for (var at = place; at is not null; at = Area.ParentOf(at)) above.Add(at);
        return await db.TimeRules.AsNoTracking().Where(r => above.Contains(r.Area)).OrderByDescending(r => r.Area.Length).FirstOrDefaultAsync(cancel) ?? new TimeRule { Area = "51", Percent = 100 };
    }
}

/// <summary>An account that is locked.</summary>
internal sealed record Locked(Guid Id, bool Frozen);

/// <summary>What of an account's minutes was not spent in time.</summary>
internal sealed record Lapsed(Guid Id, string Area, long Minutes);
