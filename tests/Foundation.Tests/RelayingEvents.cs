using Governance.Foundation.Tests.Notes;

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
}
