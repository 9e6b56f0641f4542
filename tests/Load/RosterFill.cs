using System.Globalization;
using Npgsql;

namespace Governance.Load;

/// <summary>
/// The tree over the real map, made by the database itself: province, cities, counties, towns, communities, a ring of twelve committees in each county, and branches below; members spread over the
/// branches; the counts of each node as the commands would have counted them.
/// </summary>
internal static class RosterFill
{
    public static readonly (string Name, string Sql)[] Levels =
    [
        ("province", "select id from load_nodes where level = 2"), ("city", "select id from load_nodes where level = 4"), ("county", "select id from load_nodes where level = 6"), ("town", "select id from load_nodes where level = 9 order by md5(id::text) limit 1000"),
        ("community", "select id from load_nodes where level = 12 order by md5(id::text) limit 1000"), ("branch", Branches),
    ];

    public const string Branches = "select id from load_nodes where level = 99 order by md5(id::text) limit 1000", Anywhere = "select id from load_nodes order by md5(id::text) limit 2000";

    public static string Ring(string county) => $"select id from load_nodes where level = 7 and area = '{county}' order by id";

    public static async Task<List<string>> IdsAsync(NpgsqlDataSource source, string sql, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var ids = new List<string>();
        while (await rows.ReadAsync(cancel)) ids.Add(rows.GetGuid(0).ToString());
        return ids.Count > 0 ? ids : throw new InvalidOperationException($"nothing to ask for: {sql}");
    }

    public static async Task FillAsync(NpgsqlDataSource source, Guid top, int organizations, int members, Report report, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        async Task RunAsync(string what, string sql)
        {
            report.Say(what);
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancel);
        }
        // Foreign keys are right by construction; asking row by row would take longer than the rows.
        await RunAsync($"{organizations} organisations", string.Create(CultureInfo.InvariantCulture, $$"""
            set session_replication_role = replica; set work_mem = '256MB'; set maintenance_work_mem = '1GB'; set synchronous_commit = off;
            create unlogged table load_nodes (n int, level int, area text, id uuid, parent uuid, kind smallint, seat smallint, path text, primary key (n));
            create function load_id(n int) returns uuid language sql immutable as $f$ select ('0196' || lpad(to_hex(n), 8, '0') || '7000' || '8' || substr(md5(n::text), 1, 15))::uuid $f$;
            create unlogged table load_places as select code, row_number() over (order by length(code), code)::int as n from divisions where retired_at is null and length(code) > 2;
            create unique index on load_places (code);
            insert into load_nodes select 0, 2, '51', '{{top}}', null, 2, 1, replace('{{top}}', '-', '');
            insert into load_nodes select p.n, length(p.code), p.code, load_id(p.n), case when length(p.code) = 4 then '{{top}}'::uuid else load_id(a.n) end, case length(p.code) when 9 then 1 else 2 end, case length(p.code) when 9 then 2 when 12 then 3 else 1 end
              from load_places p left join load_places a on a.code = left(p.code, case length(p.code) when 6 then 4 when 9 then 6 else 9 end);
            insert into load_nodes select (select max(n) from load_places) + row_number() over (order by p.code, k), 7, p.code, load_id((select max(n) from load_places)::int + (row_number() over (order by p.code, k))::int), load_id(p.n), 2, 7
              from load_places p cross join generate_series(1, 12) k where length(p.code) = 6;
            create unlogged table load_hosts as select id, area, (row_number() over (order by level, n) - 1)::int as nth from load_nodes where level in (7, 12);
            create unique index on load_hosts (nth);
            insert into load_nodes select m.n + k, 99, h.area, load_id(m.n + k), h.id, 4, 7 from (select max(n) as n from load_nodes) m cross join generate_series(1, greatest({{organizations}} - (select count(*)::int from load_nodes), 1000)) k
              join load_hosts h on h.nth = (k::bigint * 2654435761 % (select count(*) from load_hosts));
            create index on load_nodes (id); analyze load_nodes;
            with recursive walk as (select id, path from load_nodes where level = 2 union all select c.id, w.path || replace(c.id::text, '-', '') from walk w join load_nodes c on c.parent = w.id) update load_nodes t set path = w.path from walk w where w.id = t.id and t.path is null;
            insert into organizations (id, name, kind, seat, seat_of, parent_id, path, state, established_on, area, version, event_sequence)
              select id, '中共某某组织' || n, kind, seat, case when level in (9, 12) then area end, parent, path, 1, '2024-07-01', area, 1, 0 from load_nodes where level > 2;
            insert into places (id, area, name, kind, full_members, surveyed_on, closed, version, event_sequence)
              select load_id(5000000 + (p.n * 3) + k), p.code, '小区' || k, 3, (p.n + k) % 12, '2026-01-01', false, 1, 0 from load_places p cross join generate_series(0, 2) k where length(p.code) = 12;
            """));
        await RunAsync($"{members} members", string.Create(CultureInfo.InvariantCulture, $$"""
            create unlogged table load_indexes as select indexdef from pg_indexes where tablename = 'members' and indexname <> 'pk_members';
            do $$ declare i record; begin for i in select indexname from pg_indexes where tablename = 'members' and indexname <> 'pk_members' loop execute 'drop index ' || i.indexname; end loop; end $$;
            create unlogged table load_branches as select id, area, (row_number() over (order by n) - 1)::int as nth from load_nodes where level = 99;
            create unique index on load_branches (nth); analyze load_branches;
            insert into members (id, organization_id, birth_year, sex, state, state_since, joined_on, step_count, name, number, number_hash, phone, area, version, event_sequence)
            select ('0197' || lpad(to_hex(n), 8, '0') || '7000' || '8' || substr(md5(n::text), 1, 15))::uuid, b.id, 1950 + n % 55, 1 + n % 2, case when n % 50 = 0 then 4 else 5 end, '2020-07-01', '2019-07-01', 0, m.name, m.number, sha256(n::text::bytea), m.phone, b.area, 1, 0
            from generate_series(1, {{members}}) n join load_branches b on b.nth = (n::bigint * 2654435761 % (select count(*) from load_branches)) cross join (select name, number, phone from members limit 1) m;
            """));
        await RunAsync("building the indexes", "do $$ declare i record; begin for i in select indexdef from load_indexes loop execute i.indexdef; end loop; end $$;");
        await RunAsync("counting", $"truncate organization_counts, organization_count_changes; insert into organization_counts (organization_id, measure, n) {Counted}");
        await RunAsync("vacuum analyze", "set session_replication_role = origin");
        await RunAsync("vacuum analyze", "vacuum (analyze) organizations, members, organization_counts, places");
        await using var size = new NpgsqlCommand("select (select count(*) from organizations), (select count(*) from members), pg_database_size(current_database()) / 1048576.0", connection);
        await using var read = await size.ExecuteReaderAsync(cancel);
        await read.ReadAsync(cancel);
        report.Result("organizations", read.GetInt64(0), "rows");
        report.Result("members", read.GetInt64(1), "rows");
        report.Result("database", Convert.ToDouble(read.GetValue(2), CultureInfo.InvariantCulture), "MB");
    }

    /// <summary>Organisations whose path is not that of the one above and their own id, and nodes whose counts are not those of their subtree.</summary>
    public static async Task<(long Torn, long Wrong)> CheckAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select (select count(*) from organizations o left join organizations p on p.id = o.parent_id where o.path <> coalesce(p.path, '') || replace(o.id::text, '-', '')),
              (select count(*) from ({Counted}) w full join (select organization_id, measure, sum(n) as n from (select organization_id, measure, n from organization_counts union all select organization_id, measure, n from organization_count_changes) c
                group by 1, 2 having sum(n) <> 0) c using (organization_id, measure) where w.n is distinct from c.n)
            """);
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private const string Counted = """
        select substring(o.path from 1 + 32 * level for 32)::uuid as organization_id, o.measure, sum(o.n) as n
        from (select path, kind as measure, 1::bigint as n from organizations where state = 1
          union all select o.path, (10 + m.state)::smallint, m.n from (select organization_id, state, count(*) as n from members where state < 6 group by 1, 2) m join organizations o on o.id = m.organization_id) o
        cross join lateral generate_series(0, length(o.path) / 32 - 1) as level group by 1, 2
        """;
}
