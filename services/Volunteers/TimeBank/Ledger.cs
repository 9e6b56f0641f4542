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

    /// <summary>Makes the accounts that are missing. A county's are made when they are first needed.</summary>
    public Task OpenAsync(Volunteer volunteer, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into accounts (id, kind, area, owner, balance, frozen) values
          ({volunteer.Id}, 1, {volunteer.Home}, {volunteer.Owner}, 0, false),
          ({Account.Of(AccountKind.Pool, volunteer.Home)}, 2, {volunteer.Home[..6]}, null, 0, false),
          ({Account.Of(AccountKind.Issue, volunteer.Home)}, 3, {volunteer.Home[..6]}, null, 0, false)
        on conflict (id) do nothing
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

    private async Task MoveAsync(IReadOnlyList<Posting> postings, CancellationToken cancel)
    {
        foreach (var posting in postings) db.Add(posting);
        var changes = postings.SelectMany(p => new[] { (Id: p.FromId, By: -p.Minutes), (Id: p.ToId, By: p.Minutes) }).GroupBy(c => c.Id).Select(g => (Id: g.Key, By: g.Sum(c => c.By))).ToList();
        await db.Database.ExecuteSqlAsync($"select from accounts where id = any ({changes.Select(c => c.Id).ToArray()}) order by id for no key update", cancel);
        await db.Database.ExecuteSqlAsync($"update accounts a set balance = a.balance + c.by from unnest({changes.Select(c => c.Id).ToArray()}, {changes.Select(c => c.By).ToArray()}) as c (id, by) where a.id = c.id", cancel);
    }

    /// <summary>The rule of the nearest division.</summary>
    public async Task<TimeRule> RuleAsync(string place, CancellationToken cancel)
    {
        var above = new List<string>();
        for (var at = place; at is not null; at = Area.ParentOf(at)) above.Add(at);
        return await db.TimeRules.AsNoTracking().Where(r => above.Contains(r.Area)).OrderByDescending(r => r.Area.Length).FirstOrDefaultAsync(cancel) ?? new TimeRule { Area = "51", Percent = 100 };
    }
}
