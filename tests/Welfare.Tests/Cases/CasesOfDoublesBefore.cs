namespace Governance.Welfare.Tests.Cases;

/// <summary>The migration of cases whose people were merged before cases followed.</summary>
public sealed class CasesOfDoublesBefore(WelfareServers servers)
{
    [Fact]
    public async Task Are_the_records_that_went_on_and_one_alone_is_under_way()
    {
        await using var old = await OldDatabase.AtAsync(servers, "20261129172401_VisitsByMonth");
        // Numbered, so that each can be told below. 1: a record with a case of its own, and a double with one. 2: two doubles, each with one. 3: a double with closed ones. 9: nobody's double.
        await old.Ask("""
            create function u(n int) returns uuid language sql immutable as $$ select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid $$;
            insert into people (id, name, birth_year, sex, kinds, disabilities, state, merged_into, registered_at, area, version, event_sequence)
            select u(p), '\x00', 1950, 1, array[1], array[]::int[], case when kept is null then 1 else 3 end, u(kept), now(), '510104017001', 1, 0
            from (values (1, null), (11, 1), (2, null), (21, 2), (22, 2), (3, null), (31, 3), (9, null)) v (p, kept);
            insert into cases (id, person_id, source, state, worker, flags, with_supervisor, plan_count, plan_waits, referred_at, area, version, event_sequence)
            select u(c), u(p), 1, state, '', array[]::int[], false, 0, false, now(), '510104017001', 5, 0
            from (values (101, 1, 3), (102, 11, 3), (103, 11, 7), (201, 21, 4), (202, 22, 3), (301, 31, 7), (302, 31, 7), (901, 9, 3)) v (c, p, state);
            """);
        await old.MigrateAsync();
        Assert.Equal("101:1:5 102:11:5 103:1:6 201:2:6 202:22:5 301:3:6 302:3:6 901:9:5", await old.Ask(
            "select string_agg(right(c.id::text, 3) || ':' || ltrim(right(c.person_id::text, 12), '0') || ':' || c.version, ' ' order by c.id) from cases c"));
        // Run again it finds nothing to do.
        await old.MigrateAsync();
        Assert.Equal("5", await old.Ask("select version from cases where id = u(901)"));
    }
}
