using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Welfare.Cases;

/// <summary>Locks on cases and workers, and what goes along with a case to another area.</summary>
internal sealed class CaseRows(WelfareDb db)
{
    /// <summary>The case is not closed and does not leave before the transaction ends.</summary>
    public Task ShareAsync(Guid id, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from cases where id = {id} for share", cancel);

    /// <summary>Nobody adds to the case, closes or moves it before the transaction ends.</summary>
    public Task HoldAsync(Guid id, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from cases where id = {id} for no key update", cancel);

    /// <summary>Nobody else works on the cases that these people have under way before the transaction ends.</summary>
    public Task HoldUnderWayAsync(Guid[] people, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from cases where person_id = any ({people}) and state <> 7 order by id for no key update", cancel);

    /// <summary>What the doubles' cases are about is the record that goes on, closed ones too: they may be reopened. After the save that ended all but one, as one alone is under way.</summary>
    public async Task BelongAsync(Guid kept, Guid[] people, CancellationToken cancel)
    {
        try
        {
            await db.Database.ExecuteSqlAsync($"update cases set person_id = {kept}, version = version + 1 where person_id = any ({people}) and person_id <> {kept}", cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // One that was closed was reopened meanwhile.
            throw Etag.Overtaken();
        }
    }

    /// <summary>What is told of an appeal is dealt with one after the other, in whatever order it comes.</summary>
    public Task HoldCallAsync(Guid call, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({call}::text, 7424007))", cancel);

    /// <summary>What ended so long ago that nothing can be late any more is forgotten: some each time, so that the table does not grow.</summary>
    public Task ForgetEndedCallsAsync(DateTimeOffset before, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"delete from ended_calls where call_id in (select call_id from ended_calls where at < {before} order by at limit 20 for update skip locked)", cancel);

    /// <summary>The worker does not retire before the transaction ends.</summary>
    public Task ShareWorkerAsync(string subject, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from case_workers where subject = {subject} and retired_at is null for share", cancel);

    /// <summary>Nothing is given to the worker before the transaction ends.</summary>
    public Task HoldWorkerAsync(Guid id, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from case_workers where id = {id} for update", cancel);

    /// <summary>What belongs to a case and was shared goes along; the rest stays with those who entered it. Their tasks are dropped, and what other units were shown there ends.</summary>
    public async Task MoveAsync(Guid id, string from, string to, IReadOnlyCollection<SharedClass> shared, DateTimeOffset at, CancellationToken cancel)
    {
        if (shared.Contains(SharedClass.Notes))
        {
            await db.Database.ExecuteSqlAsync($"update case_notes set area = {to} where case_id = {id} and area = {from}", cancel);
            await db.Database.ExecuteSqlAsync($"update case_steps set area = {to} where case_id = {id} and area = {from}", cancel);
        }
        if (shared.Contains(SharedClass.Plan)) await db.Database.ExecuteSqlAsync($"update case_plans set area = {to} where case_id = {id} and area = {from}", cancel);
        await db.Database.ExecuteSqlAsync($"update case_tasks set state = 3 where case_id = {id} and state = 1", cancel);
        await db.Database.ExecuteSqlAsync($"update case_referrals set state = 5, ended_at = {at}, version = version + 1 where case_id = {id} and state in (1, 2)", cancel);
    }
}
