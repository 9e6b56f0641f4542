using Governance.Access;
using Governance.Welfare.Allowances;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Welfare.Jobs;

/// <summary>Named queries: locks on jobs, months that people have held, and payments as sets, in the transaction of the context. The database holds that nobody is paid twice; what conflicts is left out.</summary>
internal sealed class JobRows(WelfareDb db)
{
    /// <summary>Nobody else takes or frees a place before the transaction ends.</summary>
    public Task HoldAsync(Guid job, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from jobs where id = {job} for no key update", cancel);

    /// <summary>Drawing, approving and ending wait for each other within a county: a list never holds what was ended before it, nor misses it in its sum.</summary>
    public Task HoldCountyAsync(string area, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('job_pay_lists'), {int.Parse(area[..6], System.Globalization.CultureInfo.InvariantCulture)})", cancel);

    /// <summary>Months that each has held, in whatever job; one that was begun counts.</summary>
    public async Task<Dictionary<Guid, int>> MonthsHeldAsync(Guid[] people, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select person_id, sum(extract(year from a) * 12 + extract(month from a) + (extract(day from a) > 0)::int)::int
            from (select person_id, age(greatest(coalesce(ended_on, until_on) + 1, starts_on)::timestamp, starts_on::timestamp) as a from job_engagements where person_id = any ($1)) e group by 1
            """, (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.Add(new NpgsqlParameter { Value = people });
        await db.Database.OpenConnectionAsync(cancel);
        var held = new Dictionary<Guid, int>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel)) held[rows.GetGuid(0)] = rows.GetInt32(1);
        }
        await db.Database.CloseConnectionAsync();
        return held;
    }

    /// <summary>The one list of a county and month; opened when there is none.</summary>
    public async Task<JobPayList> OpenAsync(string county, DateOnly month, DateTimeOffset at, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"""
            insert into job_pay_lists (id, area, month, state, payment_count, total_fen, drawn_by, approved_by, voucher, version, event_sequence)
            values ({Guid.CreateVersion7(at)}, {county}, {month}, 1, 0, 0, '', '', '', 0, 0) on conflict (area, month) do nothing
            """, cancel);
        return await db.JobPayLists.FirstAsync(l => l.Area == county && l.Month == month, cancel);
    }

    /// <summary>Puts on the list whatever is due and on no list yet: a month that was begun is paid, and one that was paid to a double before it was merged is not paid again. In one order everywhere: two counties that draw at once and share a person wait for each other at most one way.</summary>
    public Task FillAsync(JobPayList list, Area county, DateOnly[] months, long[] fen, DateOnly today, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        insert into job_payments (engagement_id, month, area, pay_list_id, person_id, amount_fen)
        select e.id, r.month, e.area, {list.Id}, q.id, r.fen
        from job_engagements e join people p on p.id = e.person_id join people q on q.id = coalesce(p.merged_into, p.id) cross join unnest({months}, {fen}) as r (month, fen)
        where e.area >= {county.Code} and e.area < {county.End} and e.starts_on <= {today} and r.month >= date_trunc('month', e.starts_on::timestamp)::date and r.month <= coalesce(e.ended_on, e.until_on)
          and (e.ended_on is null or e.ended_on >= e.starts_on) and (q.died_on is null or r.month <= q.died_on and q.died_on >= e.starts_on)
          and not exists (select from people s join job_payments o on o.person_id = s.id where s.merged_into = q.id and o.month = r.month)
        order by 5, 2, 1 on conflict do nothing
        """, cancel);

    public async Task<PaySum> SumAsync(Guid list, CancellationToken cancel) =>
        await db.Everywhere<JobPayment>("the sum of a list that the slice has found").Where(p => p.PayListId == list).GroupBy(p => 1).Select(g => new PaySum(g.Count(), g.Sum(p => p.AmountFen))).FirstOrDefaultAsync(cancel) ?? new PaySum(0, 0);

    /// <summary>Of two payments of a month to people who turned out to be one, one is taken off a list that is not approved yet. The counties are held.</summary>
    public Task TakeOffDoublesAsync(Guid[] people, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with doubled as (
          select p.engagement_id, p.month, l.state, row_number() over (partition by p.month order by l.state desc, p.engagement_id) as nth
          from job_payments p join job_pay_lists l on l.id = p.pay_list_id where p.person_id = any ({people})),
        taken as (delete from job_payments p using doubled d where d.nth > 1 and d.state = 1 and p.engagement_id = d.engagement_id and p.month = d.month returning p.pay_list_id, p.amount_fen)
        update job_pay_lists l set payment_count = l.payment_count - t.n, total_fen = l.total_fen - t.fen, version = l.version + 1
        from (select pay_list_id, count(*)::int as n, sum(amount_fen)::bigint as fen from taken group by pay_list_id) t where l.id = t.pay_list_id
        """, cancel);

    /// <summary>Takes what lies beyond the last day off lists that are not approved yet. The list's etag speaks for its sum: its version rises with it.</summary>
    public Task TakeOffAsync(Guid engagement, DateOnly lastDay, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with taken as (
          delete from job_payments p using job_pay_lists l where p.engagement_id = {engagement} and p.month > {lastDay} and l.id = p.pay_list_id and l.state = 1 returning p.pay_list_id, p.amount_fen)
        update job_pay_lists l set payment_count = l.payment_count - t.n, total_fen = l.total_fen - t.fen, version = l.version + 1
        from (select pay_list_id, count(*)::int as n, sum(amount_fen)::bigint as fen from taken group by pay_list_id) t where l.id = t.pay_list_id
        """, cancel);
}
