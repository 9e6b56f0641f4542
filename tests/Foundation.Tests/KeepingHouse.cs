using System.Globalization;
using Governance.Foundation.Tests.Notes;
using Governance.Messaging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Governance.Foundation.Tests;

public sealed class KeepingHouse(SharedServers servers) : IAsyncLifetime
{
    private NotesApp app = null!;

    public async ValueTask InitializeAsync() => app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq, start: false);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_month_of_events_goes_only_when_it_is_old_and_every_cursor_has_passed_it()
    {
        await OldMonthAsync("events", "2024_01");
        await app.ExecuteAsync("""
            insert into events (recorded_at, id, lane, type, aggregate_id, sequence, area, occurred_at, payload)
            values ('2024-01-15Z', gen_random_uuid(), 3, 't', gen_random_uuid(), 1, '51', now(), '{}')
            """);
        await RunAsync();
        Assert.True(await ExistsAsync("events_2024_01"));
        await app.ExecuteAsync("update relay_lanes set (cursor_xid, cursor_position) = (select xid, position from events) where lane = 3");
        await RunAsync();
        Assert.False(await ExistsAsync("events_2024_01"));
        Assert.True(await ExistsAsync($"events_{TimeProvider.System.GetUtcNow().ToString("yyyy_MM", CultureInfo.InvariantCulture)}"));
    }

    [Fact]
    public async Task A_young_month_stays()
    {
        var month = TimeProvider.System.GetUtcNow().AddMonths(-25).ToString("yyyy_MM", CultureInfo.InvariantCulture);
        await OldMonthAsync("events", month);
        await RunAsync();
        Assert.True(await ExistsAsync($"events_{month}"));
    }

    [Fact]
    public async Task Who_serves_can_end_no_month_before_its_time_whatever_it_asks_for()
    {
        var month = TimeProvider.System.GetUtcNow().AddMonths(-25).ToString("yyyy_MM", CultureInfo.InvariantCulture);
        await OldMonthAsync("events", month);
        await OldMonthAsync("events", "2024_01");
        await OldMonthAsync("audit", "2024_01");
        await app.ExecuteAsync("""
            insert into events (recorded_at, id, lane, type, aggregate_id, sequence, area, occurred_at, payload)
            values ('2024-01-15Z', gen_random_uuid(), 3, 't', gen_random_uuid(), 1, '51', now(), '{}')
            """);
        foreach (var (part, refused) in new[] { ($"events_{month}", Npgsql.PostgresErrorCodes.InsufficientPrivilege), ("audit_2024_01", Npgsql.PostgresErrorCodes.InsufficientPrivilege), ("notes", Npgsql.PostgresErrorCodes.InsufficientPrivilege), ("events_2024_01", Npgsql.PostgresErrorCodes.ObjectInUse) })
        {
            Assert.Equal((part, refused), (part, (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.ExecuteAsync($"select drop_month('{part}')"))).SqlState));
            Assert.True(await ExistsAsync(part));
        }
        // Housekeeping that is told to keep less than the migration was goes on with the rest.
        await app.ExecuteAsync("insert into requests values ('c', gen_random_uuid(), 0, '', now() - interval '1 year')");
        await RunAsync(new MessagingOptions { EventRetention = "1 month" });
        Assert.True(await ExistsAsync($"events_{month}"));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from requests"));
    }

    [Fact]
    public async Task Who_serves_while_it_is_migrated_finds_functions_that_act_as_the_owner_all_the_time()
    {
        const string Owners = "select count(*) from pg_proc where proname in ('ensure_partitions', 'drop_month') and prosecdef and proconfig = array['search_path=public, pg_temp'] and not has_function_privilege('public', oid, 'execute')";
        Assert.Equal(2L, await app.ScalarAsync<long>(Owners));
        // The first step of the next migration, before it has come to the grants.
        await using var connection = await app.Database.OpenConnectionAsync();
        await FoundationSchema.ApplyAsync(connection, new MessagingOptions(), CancellationToken.None);
        Assert.Equal(2L, await app.ScalarAsync<long>(Owners));
    }

    [Fact]
    public async Task Old_inbox_rows_and_request_ids_go_and_young_ones_stay()
    {
        await OldMonthAsync("inbox", "2025_01");
        await app.ExecuteAsync("""
            insert into inbox values (uuid7_floor('2025-01-15Z'), 'c', '2025-01-15Z'), (gen_random_uuid(), 'c', now() - interval '4 months'), (uuid7_floor(now()), 'c', now());
            insert into requests select 'c', gen_random_uuid(), 0, '', now() - make_interval(days => i) from generate_series(1, 20) i;
            """);
        await RunAsync();
        Assert.False(await ExistsAsync("inbox_2025_01"));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from inbox"));
        Assert.Equal(6L, await app.ScalarAsync<long>("select count(*) from requests"));
    }

    [Fact]
    public async Task The_months_to_come_have_their_partitions()
    {
        var month = TimeProvider.System.GetUtcNow().AddMonths(2).ToString("yyyy_MM", CultureInfo.InvariantCulture);
        foreach (var table in new[] { "events", "inbox", "audit" })
        {
            await app.ExecuteAsync($"drop table {table}_{month}");
            await RunAsync();
            Assert.True(await ExistsAsync($"{table}_{month}"));
        }
    }

    [Fact]
    public async Task Only_one_instance_keeps_house_at_a_time()
    {
        await OldMonthAsync("inbox", "2025_01");
        await using (var other = await app.Database.OpenConnectionAsync())
        {
            await using var hold = new Npgsql.NpgsqlCommand("select pg_advisory_lock(7423002)", other);
            await hold.ExecuteNonQueryAsync();
            await RunAsync();
            Assert.True(await ExistsAsync("inbox_2025_01"));
            await using var release = new Npgsql.NpgsqlCommand("select pg_advisory_unlock_all()", other);
            await release.ExecuteNonQueryAsync();
        }
        await RunAsync();
        Assert.False(await ExistsAsync("inbox_2025_01"));
    }

    [Fact]
    public async Task A_database_restored_into_a_younger_cluster_relays_what_comes_after()
    {
        // As a dump looks to a cluster whose transaction ids are behind those in the log.
        await app.TakeAsync("before the dump");
        await app.ExecuteAsync("set session_replication_role = replica; update events set xid = '90000000000'; set session_replication_role = default; update relay_lanes set (cursor_xid, cursor_position) = ('90000000000', 1000)");
        await using var restored = await NotesApp.StartAsync($"{servers.All.Postgres};Database={new Npgsql.NpgsqlConnectionStringBuilder(app.Database.ConnectionString).Database}", servers.RabbitMq);
        for (var i = 0; i < 10; i++) await restored.TakeAsync("after it");
        await Eventually.Equal(0L, () => restored.ScalarAsync<long>(RelayingEvents.Unrelayed));
        Assert.Equal(10L, await restored.ScalarAsync<long>("select count(*) from events e join relay_lanes l using (lane) where e.xid > '90000000000' and e.xid <= l.cursor_xid"));
        await restored.Services.MigrateAsync<NotesDb>(CancellationToken.None);    // a second time changes nothing
        await restored.TakeAsync("and after that");
        await Eventually.Equal(0L, () => restored.ScalarAsync<long>(RelayingEvents.Unrelayed));
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        Assert.Equal(12, await restored.Tail.ReadAsync(EventFilter.For(Callers.System(), []), EventPosition.Start, cancel.Token).SelectMany(page => page).Take(12).CountAsync(cancel.Token));
    }

    [Fact]
    public async Task What_was_done_can_not_be_rewritten()
    {
        await app.TakeAsync("done");
        foreach (var change in new[] { "update audit set subject = 'nobody'", "delete from audit", "update events set area = '52'", "delete from events" })
        {
            Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.ExecuteAsync(change))).SqlState);
        }
        Assert.Equal((1L, 1L), (await app.ScalarAsync<long>("select count(*) from audit"), await app.ScalarAsync<long>("select count(*) from events")));
    }

    private Task RunAsync(MessagingOptions? options = null) => new Housekeeping(app.Database, options ?? new MessagingOptions(), TimeProvider.System, NullLogger<Housekeeping>.Instance).RunAsync(CancellationToken.None);

    private Task<bool> ExistsAsync(string table) => app.ScalarAsync<bool>($"select to_regclass('{table}') is not null");

    private Task OldMonthAsync(string table, string month)
    {
        var first = $"{month.Replace('_', '-')}-01Z";
        var bound = table == "inbox" ? "uuid7_floor({0})" : "{0}";
        return app.ExecuteAsync($"""
            do $$ begin
              execute format('create table {table}_{month} partition of {table} for values from (%L) to (%L)',
                {string.Format(CultureInfo.InvariantCulture, bound, $"timestamptz '{first}'")}, {string.Format(CultureInfo.InvariantCulture, bound, $"timestamptz '{first}' + interval '1 month'")});
            end $$
            """);
    }
}
