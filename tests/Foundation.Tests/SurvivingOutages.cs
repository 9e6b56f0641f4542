using Governance.Foundation.Tests.Notes;
using Governance.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Foundation.Tests;

public sealed class SurvivingOutages(SharedServers servers)
{
    [Fact]
    public async Task A_broker_killed_under_load_costs_no_event_and_no_order()
    {
        string[] exchanges = ["governance.testing.v1.NoteTaken", "governance.testing.v1.NoteAmended"];
        var queue = $"kept-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}";
        await Listener.DeclareAsync(servers.RabbitMq, queue, exchanges);
        await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq,
            consumers: c => c.Consumes<OnNoteAmended, Governance.Events.Testing.V1.NoteAmended>(), more: s => s.AddSingleton<Trials>());
        await Eventually.Get(() => Listener.ConsumersOfAsync(servers.RabbitMq, $"governance.{app.Service}.OnNoteAmended"), n => n > 0);
        // If this test is the first on its broker, so is its stream. RabbitMQ notes the process that rules over all streams in a file which it writes late: a kill within a second of
        // the very first stream (600 ms: five of five, 1 s: none of five) costs that process and with it every stream for good. What is tested here is a broker in service.
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var notes = new List<Guid>();
        for (var n = 0; n < 10; n++) notes.Add(await app.TakeAsync($"note {n}"));
        using var stop = new CancellationTokenSource();
        var load = Parallel.ForEachAsync(notes, new ParallelOptions { MaxDegreeOfParallelism = 10 }, async (id, _) =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await app.AmendAsync(id, $"{i} a", $"{i} b");
                await Task.Delay(50, CancellationToken.None);
            }
        });
        await Eventually.Get(() => app.ScalarAsync<long>("select count(*) from events"), n => n > 200);
        await servers.All.KillAsync(ServerKinds.RabbitMq);
        var before = await app.ScalarAsync<long>("select count(*) from events");
        await Eventually.Get(() => app.ScalarAsync<long>("select count(*) from events"), n => n > before + 200);    // commands go on
        await servers.All.StartAgainAsync(ServerKinds.RabbitMq);
        await Eventually.Equal(0L, () => app.ScalarAsync<long>(RelayingEvents.Unrelayed + " and recorded_at < clock_timestamp() - interval '1 s'"), TimeSpan.FromSeconds(60));
        await stop.CancelAsync();
        await load;
        var written = await app.ScalarAsync<long>("select count(*) from events");
        await using var reader = await Listener.OnQueueAsync(servers.RabbitMq, queue);
        await Eventually.Equal(written, () => Task.FromResult((long)reader.All.Select(d => d.Id).Distinct().Count()), TimeSpan.FromSeconds(60));
        // What came twice counts where it came first.
        Assert.All(reader.All.DistinctBy(d => d.Id).GroupBy(d => d.Subject), note => Assert.Equal(Enumerable.Range(1, note.Count()), note.Select(d => d.Sequence)));
        // And the consumer, over the kill of its broker, had each effect once and in order.
        await Eventually.Equal(written - notes.Count, () => app.ScalarAsync<long>("select count(*) from heard"), TimeSpan.FromSeconds(60));
        await Listener.DeleteAsync(servers.RabbitMq, queue);
        Assert.True(await app.ScalarAsync<bool>("select bool_and(text > before) from (select split_part(text, ' ', 1)::int * 2 + ascii(right(text, 1)) as text, lag(split_part(text, ' ', 1)::int * 2 + ascii(right(text, 1))) over (partition by note_id order by nth) as before from heard) x"));
    }

    [Fact]
    public async Task A_service_starts_and_serves_without_a_broker_and_relays_when_it_comes()
    {
        await servers.All.StopAsync(ServerKinds.RabbitMq);
        try
        {
            await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq);
            await app.TakeAsync("written without a broker");
            Assert.Equal(1L, await app.ScalarAsync<long>(RelayingEvents.Unrelayed));
            await servers.All.StartAgainAsync(ServerKinds.RabbitMq);
            await Eventually.Equal(0L, () => app.ScalarAsync<long>(RelayingEvents.Unrelayed));
        }
        finally
        {
            await servers.All.StartAgainAsync(ServerKinds.RabbitMq);
        }
    }

    [Fact]
    public async Task A_consumer_waits_for_its_database_and_gives_up_on_nothing()
    {
        await using var own = new OwnServers(await TestServers.StartAsync(ServerKinds.Postgres, durable: true));
        await using var publisher = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq);
        await using var app = await NotesApp.StartAsync(await own.Servers.NewDatabaseAsync("notes"), servers.RabbitMq,
            consumers: c => c.Consumes<OnNoteAmended, Governance.Events.Testing.V1.NoteAmended>(), more: s => s.AddSingleton<Trials>());
        var queue = $"governance.{app.Service}.OnNoteAmended";
        await Eventually.Get(() => Listener.ConsumersOfAsync(servers.RabbitMq, queue), n => n > 0);
        var note = await publisher.TakeAsync("note");
        await own.Servers.KillAsync(ServerKinds.Postgres);
        for (var n = 0; n < 5; n++) await publisher.AmendAsync(note, $"{n}");
        var trials = app.Services.GetRequiredService<Trials>();
        await Eventually.Get(() => Task.FromResult(trials.Tried.Count), n => n >= 6);    // more tries than any other fault gets
        await own.Servers.StartAgainAsync(ServerKinds.Postgres);
        await Eventually.Equal(5L, () => app.ScalarAsync<long>("select count(*) from heard"), TimeSpan.FromSeconds(60));
        Assert.Equal("0 1 2 3 4", await app.ScalarAsync<string>("select string_agg(left(text, 1), ' ' order by nth) from heard"));
        Assert.Equal(0u, await Listener.MessagesOfAsync(servers.RabbitMq, queue + "_error"));
    }

    [Fact]
    public async Task A_database_killed_and_back_loses_no_event()
    {
        await using var own = new OwnServers(await TestServers.StartAsync(ServerKinds.Postgres, durable: true));
        await using var listener = await Listener.BindAsync(servers.RabbitMq, "governance.testing.v1.NoteTaken");
        await using var app = await NotesApp.StartAsync(await own.Servers.NewDatabaseAsync("notes"), servers.RabbitMq);
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        using var stop = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                try { acknowledged.Add(await app.TakeAsync("note")); }
                catch (Exception e) when (e is Microsoft.EntityFrameworkCore.DbUpdateException or Npgsql.NpgsqlException or InvalidOperationException) { await Task.Delay(20); }
            }
        });
        await Eventually.Get(() => Task.FromResult(acknowledged.Count), n => n > 50);
        await own.Servers.KillAsync(ServerKinds.Postgres);
        await own.Servers.StartAgainAsync(ServerKinds.Postgres);
        var before = acknowledged.Count;
        await Eventually.Get(() => Task.FromResult(acknowledged.Count), n => n > before + 50);
        await stop.CancelAsync();
        await load;
        await Eventually.Get(() => Task.FromResult(acknowledged.Except(listener.All.Select(d => d.Subject)).Count()), missing => missing == 0);
    }

    private sealed class OwnServers(TestServers servers) : IAsyncDisposable
    {
        public TestServers Servers => servers;

        public ValueTask DisposeAsync() => servers.DisposeAsync();
    }
}
