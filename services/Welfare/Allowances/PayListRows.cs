using Governance.Access;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Governance.Welfare.Allowances;

/// <summary>Named queries: payments as sets, in the transaction of the context. The database holds that nobody is paid twice; what conflicts is left out.</summary>
internal sealed class PayListRows(WelfareDb db)
{
    /// <summary>Drawing, approving and ending wait for each other within a county: a list never holds what was ended before it, nor misses it in its sum.</summary>
    public Task HoldCountyAsync(string county, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('pay_lists'), {int.Parse(county[..6], System.Globalization.CultureInfo.InvariantCulture)})", cancel);

    /// <summary>The one list of a county and month; opened when there is none.</summary>
    public async Task<PayList> OpenAsync(string county, DateOnly month, DateTimeOffset at, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"""
            insert into pay_lists (id, area, month, state, payment_count, total_fen, paid_fen, drawn_by, approved_by, voucher, version, event_sequence)
            values ({Guid.CreateVersion7(at)}, {county}, {month}, 1, 0, 0, 0, '', '', '', 0, 0) on conflict (area, month) do nothing
            """, cancel);
        return await db.PayLists.FirstAsync(l => l.Area == county && l.Month == month, cancel);
    }

    /// <summary>Puts on the list whatever is due and on no list yet.</summary>
    /// <param name="list">The list.</param>
    /// <param name="county">Its county.</param>
    /// <param name="rates">What is paid for which disability in which month.</param>
    /// <param name="ended">Allowances that end in this same transaction, with their last months.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task FillAsync(PayList list, Area county, IReadOnlyList<PayRate> rates, Dictionary<Guid, DateOnly> ended, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Fill, (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.AddRange((NpgsqlParameter[])[
            new() { Value = county.Code }, new() { Value = county.End }, new() { Value = list.Id }, new() { Value = rates.Select(r => r.Month).ToArray() },
            new() { Value = rates.Select(r => (short)r.Kind).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint }, new() { Value = rates.Select(r => r.Disability).ToArray() },
            new() { Value = rates.Select(r => r.Fen).ToArray() }, new() { Value = ended.Keys.ToArray() }, new() { Value = ended.Values.ToArray() }]);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<PaySum> SumAsync(Guid list, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select count(*)::int, coalesce(sum(amount_fen), 0)::bigint from allowance_payments where pay_list_id = $1", (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.Add(new NpgsqlParameter { Value = list });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return new PaySum(rows.GetInt32(0), rows.GetInt64(1));
    }

    /// <summary>Of two payments of a kind and month to people who turned out to be one, one is taken off a list that is not approved yet. The counties are held.</summary>
    public Task TakeOffDoublesAsync(Guid[] people, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with doubled as (
          select p.allowance_id, p.month, l.state, row_number() over (partition by p.kind, p.month order by l.state desc, p.allowance_id) as nth
          from allowance_payments p join pay_lists l on l.id = p.pay_list_id where p.person_id = any ({people})),
        taken as (delete from allowance_payments p using doubled d where d.nth > 1 and d.state = 1 and p.allowance_id = d.allowance_id and p.month = d.month returning p.pay_list_id, p.amount_fen)
        update pay_lists l set payment_count = l.payment_count - t.n, total_fen = l.total_fen - t.fen, version = l.version + 1
        from (select pay_list_id, count(*)::int as n, sum(amount_fen)::bigint as fen from taken group by pay_list_id) t where l.id = t.pay_list_id
        """, cancel);

    /// <summary>Counties that pay these people, or have paid them what is on a list that is still open. Whoever merges them holds all of these first: no list is drawn from before and after at once.</summary>
    public Task<List<string>> CountiesOfAsync(Guid[] people, CancellationToken cancel) => db.Database.SqlQuery<string>($"""
        select distinct left(c.area, 6) as "Value" from (
          select area from people where id = any ({people}) union all select area from allowances where person_id = any ({people}) union all select area from job_engagements where person_id = any ({people})
          union all select l.area from allowance_payments p join pay_lists l on l.id = p.pay_list_id where p.person_id = any ({people}) and l.state = 1
          union all select l.area from job_payments p join job_pay_lists l on l.id = p.pay_list_id where p.person_id = any ({people}) and l.state = 1) c
        """).ToListAsync(cancel);

    /// <summary>Takes what lies beyond the last month off lists that are not approved yet. The list's etag speaks for its sum: its version rises with it.</summary>
    public Task TakeOffAsync(Guid[] allowances, DateOnly[] lastMonths, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        with taken as (
          delete from allowance_payments p using pay_lists l, unnest({allowances}, {lastMonths}) as e (id, last) where p.allowance_id = e.id and p.month > e.last and l.id = p.pay_list_id and l.state = 1 returning p.pay_list_id, p.amount_fen)
        update pay_lists l set payment_count = l.payment_count - t.n, total_fen = l.total_fen - t.fen, version = l.version + 1
        from (select pay_list_id, count(*)::int as n, sum(amount_fen)::bigint as fen from taken group by pay_list_id) t where l.id = t.pay_list_id
        """, cancel);

    /// <summary>All of a list is paid but what was sent back. Gives what reached the people; null when something that was sent back is not on the list.</summary>
    public async Task<long?> PayAsync(Guid list, DateOnly paidOn, Guid[] returnedAllowances, DateOnly[] returnedMonths, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"update allowance_payments set state = 2, paid_on = {paidOn} where pay_list_id = {list}", cancel);
        var returned = await db.Database.ExecuteSqlAsync($"""
            update allowance_payments t set state = 3, paid_on = null from unnest({returnedAllowances}, {returnedMonths}) as r (allowance_id, month)
            where t.pay_list_id = {list} and t.allowance_id = r.allowance_id and t.month = r.month
            """, cancel);
        if (returned != returnedAllowances.Length) return null;
        await using var command = new NpgsqlCommand("select coalesce(sum(amount_fen), 0)::bigint from allowance_payments where pay_list_id = $1 and state = 2", (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.Add(new NpgsqlParameter { Value = list });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>One that was sent back is paid; null when it was not sent back.</summary>
    public async Task<long?> RepayAsync(Guid list, Guid allowance, DateOnly month, DateOnly paidOn, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("update allowance_payments set state = 2, paid_on = $4 where pay_list_id = $1 and allowance_id = $2 and month = $3 and state = 3 returning amount_fen",
            (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = list }, new() { Value = allowance }, new() { Value = month }, new() { Value = paidOn }]);
        return (long?)await command.ExecuteScalarAsync(cancel);
    }

    // What ended before the first month that is looked at is not even joined: a list costs what is paid, not what ever was. What was paid to a double before it was merged stands under the double. In one order everywhere: two counties that draw at once and share a person who moved wait for each other at most one way.
    private const string Fill = """
        insert into allowance_payments (allowance_id, month, area, pay_list_id, person_id, kind, amount_fen, state)
        select a.id, r.month, case when q.area >= $1 and q.area < $2 then q.area else a.area end, $3, q.id, a.kind, max(r.fen), 1
        from allowances a join people p on p.id = a.person_id join people q on q.id = coalesce(p.merged_into, p.id) cross join lateral unnest(q.disabilities) as d (disability)
          join unnest($4::date[], $5::smallint[], $6::int[], $7::bigint[]) as r (month, kind, disability, fen) on r.kind = a.kind and r.disability = d.disability
          left join unnest($8::uuid[], $9::date[]) as e (id, last) on e.id = a.id
        where a.area >= $1 and a.area < $2 and a.state in (4, 6) and (a.until is null or a.until >= (select min(m) from unnest($4::date[]) m)) and r.month >= a.since and (coalesce(e.last, a.until) is null or r.month <= coalesce(e.last, a.until))
          and not exists (select from people s join allowance_payments o on o.person_id = s.id where s.merged_into = q.id and o.kind = a.kind and o.month = r.month)
        group by a.id, r.month, q.id order by q.id, a.kind, r.month, a.id
        on conflict do nothing
        """;
}

/// <summary>What is paid for a disability in a month.</summary>
internal sealed record PayRate(DateOnly Month, AllowanceKind Kind, int Disability, long Fen);
