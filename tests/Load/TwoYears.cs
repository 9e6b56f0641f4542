using Npgsql;

namespace Governance.Load;

/// <summary>
/// Two years of calls over the real map, made by the database itself: towns' residents call five times as often as villages', nights are quiet, what is older
/// than some weeks is closed but for a remainder. The figures of the board are counted from these calls, as folding their events would have counted them.
/// </summary>
internal static class TwoYears
{
    public static async Task FillAsync(NpgsqlDataSource source, int rows, Report report, CancellationToken cancel)
    {
        async Task Run(string what, string sql)
        {
            await using var command = source.CreateCommand("set work_mem = '256MB'; set maintenance_work_mem = '2GB'; set synchronous_commit = off; " + sql);
            var done = await command.ExecuteNonQueryAsync(cancel);
            report.Say($"{what}{(done >= 0 ? $": {done} rows" : "")}");
        }
        report.Say($"making {rows} calls");
        await Run("places and categories", Reference);
        // The indexes as the migrations have made them, but filled at once: one by one they would take hours.
        var indexes = new List<(string Name, string Definition)>();
        await using (var command = source.CreateCommand("select indexname, indexdef from pg_indexes where tablename = 'calls'"))
        await using (var found = await command.ExecuteReaderAsync(cancel))
            while (await found.ReadAsync(cancel)) indexes.Add((found.GetString(0), found.GetString(1)));
        await Run("indexes set aside", "alter table calls drop constraint pk_calls" + string.Concat(indexes.Where(i => i.Name != "pk_calls").Select(i => $"; drop index {i.Name}")));
        const int part = 1_000_000;
        for (var from = 0; from < rows; from += part) await Run($"calls from {from}", Calls(from, Math.Min(part, rows - from), rows));
        foreach (var (name, definition) in indexes) await Run(name, definition);
        await Run("primary key", "alter table calls add primary key using index pk_calls");
        await Run("figures by day and village", ByDay);
        foreach (var (level, below) in ((int, int)[])[(9, 12), (6, 9), (4, 6)]) await Run($"figures by day, level {level}", Above(level, below));
        await Run("figures by month", ByMonth);
        await Run("statistics", "analyze calls; analyze call_figures");
        await using var vacuum = source.CreateCommand("vacuum calls, call_figures");
        await vacuum.ExecuteNonQueryAsync(cancel);
        report.Say("vacuumed");
    }

    private const string Reference = """
        create unlogged table load_places as
          select row_number() over () as n, code from (
            select code from divisions d, generate_series(1, case when substr(code, 10) < '200' then 5 else 1 end) where length(code) = 12 order by md5(code || generate_series)) w;
        create unlogged table load_categories as
          select row_number() over () as n, code from (select code from categories c, generate_series(1, 1 + abs(hashtext(code)) % 6) where length(code) = 4 order by 1) w;
        create index on load_places (n); create index on load_categories (n); analyze load_places; analyze load_categories
        """;

    // Rises with n in time and so in the key, as intake does.
    private static string Calls(int from, int count, int rows) => $"""
        insert into calls (id, owner, text, source, latitude, longitude, attachments, opened_at, urgency, category, state, level, unit, dispatch_reason, return_count, merged_count, open_tasks, step_count,
          overdue, resolution, resolved_at, ended_at, score, evaluated_at, rectified, times_accept_missed, times_by_clock, times_reminded, times_provisional, times_resolve_missed,
          times_span, times_paused_work, times_paused_clock, times_extended_by, times_started_at, times_resolve_due_at, times_next_alarm_at, area, version, event_sequence)
        select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid,
          (100000000000 + (r1 * 3000000)::int)::text, repeat('小区东门路灯不亮已经三天，晚上老人出行很不方便，希望尽快派人来看一下。', 2), 1 + (r2 * 7)::int, 28 + r1 * 5, 100 + r2 * 6, '{"{}"}', at,
          case when r3 < 0.02 then 3 when r3 < 0.1 then 2 else 1 end, category, state, 2,
          case when state in (1, 2, 5, 12) then null else substr(area, 1, 6) || '-' || lpad((1 + hash % 14)::text, 2, '0') end,
          '类别默认由区县主管部门承办', case when r4 < 0.05 then 1 else 0 end, 0, 0, case when state in (1, 2) then 1 else 7 end, late,
          case when state in (7, 8, 9) then '已派人到现场处理，现已恢复正常，并已电话回复本人。' end, case when state in (7, 8, 9) then at + age * 0.6 end,
          case when state in (9, 10, 11) then at + age end, case when state in (8, 9) and r4 > 0.3 then 3 + (r4 * 2)::int end, case when state in (8, 9) and r4 > 0.3 then at + age * 0.8 end,
          false, late and r3 < 0.5, false, false, false, late, interval '49 hours', '0', '0', '0', at, at + interval '7 days', case when state in (1, 2, 3, 4, 5, 6, 12) then now() + interval '30 days' + r2 * interval '60 days' end,
          area, 7, 7
        from (
          select b.*, p.code as area, c.code as category, abs(hashtext(c.code)) as hash, md5(b.n::text || 'load') as h, (3 + 7 * r3) * interval '1 day' as age, r4 < 0.06 as late,
            case when days > 30 then case when r1 < 0.003 then 6 when r1 < 0.004 then 2 when r1 < 0.03 then 10 when r1 < 0.04 then 11 when r1 < 0.05 then 8 else 9 end
                 when days > 7 then case when r1 < 0.02 then 3 when r1 < 0.05 then 4 when r1 < 0.25 then 6 when r1 < 0.4 then 7 when r1 < 0.5 then 8 when r1 < 0.52 then 5 when r1 < 0.54 then 2 else 9 end
                 else case when r1 < 0.05 then 1 when r1 < 0.12 then 2 when r1 < 0.4 then 3 when r1 < 0.6 then 4 when r1 < 0.9 then 6 when r1 < 0.91 then 5 when r1 < 0.92 then 12 else 7 end end as state
          from (
            select n, random() as r1, random() as r2, random() as r3, random() as r4,
              now() - interval '730 days' * (1 - (n + 0.5) / {rows}) as at, 730 * (1 - (n + 0.5) / {rows}) as days,
              1 + floor(random() * (select count(*) from load_places))::bigint as place, 1 + floor(random() * (select count(*) from load_categories))::bigint as kind
            from generate_series({from}, {from + count - 1}) n offset 0) b
          join load_places p on p.n = b.place join load_categories c on c.n = b.kind) made
        order by n
        """;

    private const string Columns = "opened, closed, overdue, accepted, accepted_on_time, resolved, resolved_on_time, evaluated, satisfied";

    private const string Sums = "sum(opened), sum(closed), sum(overdue), sum(accepted), sum(accepted_on_time), sum(resolved), sum(resolved_on_time), sum(evaluated), sum(satisfied)";

    private const string ByDay = $"""
        insert into call_figures (level, grain, area, period, category, {Columns})
        select 12, 'd', area, day, kind, {Sums} from (
          select area, (opened_at at time zone 'Asia/Shanghai')::date as day, substr(category, 1, 2) as kind, 1 as opened, 0 as closed, overdue::int as overdue, (unit is not null)::int as accepted,
            (unit is not null and not times_accept_missed)::int as accepted_on_time, 0 as resolved, 0 as resolved_on_time, 0 as evaluated, 0 as satisfied from calls
          union all
          select area, (coalesce(ended_at, resolved_at) at time zone 'Asia/Shanghai')::date, substr(category, 1, 2), 0, (ended_at is not null)::int, 0, 0, 0, (resolved_at is not null)::int,
            (resolved_at is not null and not times_resolve_missed)::int, (score is not null)::int, coalesce(score >= 3, false)::int from calls where resolved_at is not null or ended_at is not null) f
        group by 3, 4, 5
        """;

    private static string Above(int level, int below) => $"""
        insert into call_figures (level, grain, area, period, category, {Columns})
        select {level}, 'd', left(area, {level}), period, category, {Sums} from call_figures where level = {below} and grain = 'd' group by 3, 4, 5
        """;

    private const string ByMonth = $"""
        insert into call_figures (level, grain, area, period, category, {Columns})
        select level, 'm', area, date_trunc('month', period)::date, category, {Sums} from call_figures where grain = 'd' group by 1, 3, 4, 5
        """;
}
