using Governance.Foundation.Tests.Notes;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Governance.Foundation.Tests;

public sealed class RelayingEvents(SharedServers servers)
{
    private const string Taken = "governance.testing.v1.NoteTaken";
    private const string Amended = "governance.testing.v1.NoteAmended";

    [Fact]
    public async Task A_committed_event_arrives_as_it_was_written()
    {
        await using var listener = await Listener.BindAsync(servers.RabbitMq, Taken);
        await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq);
        var id = await app.TakeAsync("路灯不亮");
        await Eventually.Equal(1, () => Task.FromResult(listener.All.Count));
        var got = listener.All.Single();
        Assert.Equal($$"""{"noteId":"{{id}}","text":"路灯不亮","mood":"Cross","fee":12.50}""", got.Body);
        Assert.Equal(got.Id, got.Headers["ce-id"]);
        Assert.Equal((Taken, id, 1), (got.Type, got.Subject, got.Sequence));
        Assert.Equal(("1.0", "510104017001", $"/governance/{app.Service}"), (got.Headers["ce-specversion"], got.Headers["ce-area"], got.Headers["ce-source"]));
        Assert.True(got.Properties.Persistent);
        Assert.Equal("application/json", got.Properties.ContentType);
    }

    [Fact]
    public async Task Events_of_an_aggregate_arrive_in_sequence_even_from_one_transaction()
    {
        await using var listener = await Listener.BindAsync(servers.RabbitMq, Taken, Amended);
        await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq);
        await Parallel.ForAsync(0, 20, async (n, _) =>
        {
            var id = await app.TakeAsync($"note {n}");
            for (var i = 0; i < 5; i++) await app.AmendAsync(id, "a", "b", "c", "d");
        });
        await Eventually.Equal(20 * 21, () => Task.FromResult(listener.All.Count));
        Assert.All(listener.All.GroupBy(d => d.Subject), note => Assert.Equal(Enumerable.Range(1, 21), note.Select(d => d.Sequence)));
    }

    [Fact]
    public async Task A_late_commit_is_not_skipped()
    {
        await using var listener = await Listener.BindAsync(servers.RabbitMq, Taken);
        await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq);
        await app.TakeAsync("first");
        await Eventually.Equal(1, () => Task.FromResult(listener.All.Count));
        await using var late = await app.Database.OpenConnectionAsync();
        await using var transaction = await late.BeginTransactionAsync();
        await using (var early = new Npgsql.NpgsqlCommand("select pg_current_xact_id()", late)) await early.ExecuteNonQueryAsync();
        await app.TakeAsync("committed while an older transaction is open");
        await using (var insert = new Npgsql.NpgsqlCommand("""
            insert into events (id, lane, type, aggregate_id, sequence, area, occurred_at, payload)
            select gen_random_uuid(), l, 'governance.testing.v1.NoteTaken', gen_random_uuid(), 1, '51', now(), '{"text":"late"}' from generate_series(0, 7) l
            """, late)) await insert.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        await Eventually.Equal(10, () => Task.FromResult(listener.All.Count));
        Assert.Equal(8, listener.All.Count(d => d.Body.Contains("late", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_transaction_that_was_older_but_read_later_comes_after_what_it_has_read()
    {
        await using var listener = await Listener.BindAsync(servers.RabbitMq, Taken, Amended);
        await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq);
        var id = await app.TakeAsync("note");
        await app.DoAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"select from heard for update");
            await db.Database.ExecuteSqlAsync($"select pg_current_xact_id()");    // as a lock on a row does
            await app.AmendAsync(id, "younger, committed first");
            var note = await db.Notes.SingleAsync(n => n.Id == id);
            note.Amend("older, committed last");
            await db.SaveAsync(CancellationToken.None);
            await transaction.CommitAsync();
            return true;
        });
        await Eventually.Equal(3, () => Task.FromResult(listener.All.Count));
        Assert.Equal([1, 2, 3], listener.All.Select(d => d.Sequence));
    }

    [Fact]
    public async Task The_stream_replays_everything_from_its_first_offset()
    {
        await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq);
        var id = await app.TakeAsync("kept for data teams");
        await app.AmendAsync(id, "a", "b");
        for (var time = 1; time <= 2; time++)
        {
            await Eventually.Get(() => app.ScalarAsync<long>(Unrelayed), n => n == 0);
            await using var reader = await Listener.OnQueueAsync(servers.RabbitMq, $"governance.{app.Service}.events", offset: "first");
            await Eventually.Equal(3, () => Task.FromResult(reader.All.Count));
            Assert.Equal([1, 2, 3], reader.All.Select(d => d.Sequence));
        }
    }

    [Fact]
    public async Task The_plan_reads_the_index_and_leaves_out_the_months_before_the_cursor()
    {
        await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq, start: false);
        await app.ExecuteAsync("""
            do $$ declare f timestamptz; begin
              for i in 1 .. 12 loop
                f := date_trunc('month', now()) - make_interval(months => i);
                execute format('create table %I partition of events for values from (%L) to (%L)', 'events_' || to_char(f, 'YYYY_MM'), f, f + interval '1 month');
              end loop; end $$;
            insert into events (recorded_at, id, lane, type, aggregate_id, sequence, area, occurred_at, payload)
            select now() - make_interval(days => i % 300), gen_random_uuid(), i % 8, 't', gen_random_uuid(), 1, '51', now(), '{}' from generate_series(1, 20000) i;
            analyze events;
            update relay_lanes set holder = '00000000-0000-0000-0000-000000000001';
            """);
        await using var connection = await app.Database.OpenConnectionAsync();
        await using (var session = new Npgsql.NpgsqlCommand(RelayLanes.Session, connection)) await session.ExecuteNonQueryAsync();
        await using var explain = new Npgsql.NpgsqlCommand("explain (analyze, costs off, timing off) " + RelayLanes.Next, connection)
        {
            Parameters =
            {
                new() { Value = Guid.Parse("00000000-0000-0000-0000-000000000001") }, new() { Value = 500 }, new() { Value = Array.Empty<short>() },
                new() { Value = Array.Empty<ulong>(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Xid8 }, new() { Value = Array.Empty<long>() },
            },
        };
        var plan = new List<string>();
        await using (var reader = await explain.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) plan.Add(reader.GetString(0));
        }
        var scans = plan.Where(l => l.Contains("on events_", StringComparison.Ordinal)).ToList();
        Assert.True(scans.Count > 10, string.Join('\n', plan));
        Assert.All(scans.Where(l => !l.Contains("never executed", StringComparison.Ordinal)), l => Assert.Contains("Index Scan", l, StringComparison.Ordinal));
        Assert.True(scans.Count(l => l.Contains("never executed", StringComparison.Ordinal)) >= 10, string.Join('\n', plan));
    }

    /// <summary>Events that lie beyond their lane's cursor.</summary>
    internal const string Unrelayed = "select count(*) from events e join relay_lanes l using (lane) where (e.xid, e.position) > (l.cursor_xid, l.cursor_position)";
}
