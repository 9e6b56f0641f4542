using Governance.Events.Testing.V1;
using Governance.Foundation.Tests.Notes;
using Governance.Messaging;
using Governance.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Foundation.Tests;

/// <summary>A broker that comes back without its data, and the command <c>resend</c>.</summary>
public sealed class LosingTheBroker(SharedServers servers)
{
    private const string Taken = "governance.testing.v1.NoteTaken", Amended = "governance.testing.v1.NoteAmended";

    [Fact]
    public async Task What_waited_and_what_was_lost_from_queues_has_its_effect_once_after_resend()
    {
        await using var broker = await TestServers.StartAsync(ServerKinds.RabbitMq);
        var began = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var trials = new Trials { Fault = text => text == "parked" ? new InvalidOperationException("the rule says no") : null };
        await using var publisher = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), broker.RabbitMq);
        var (database, service) = (await servers.NewDatabaseAsync(), NotesApp.NewService());
        Task<NotesApp> StartConsumerAsync() => NotesApp.StartAsync(database, broker.RabbitMq, service, c => c.Consumes<OnNoteAmended, NoteAmended>().Consumes<OnNoteTaken, NoteTaken>(), more: s => s.AddSingleton(trials));
        string[] queues = [$"governance.{service}.OnNoteAmended", $"governance.{service}.OnNoteTaken"];
        await using var first = await StartConsumerAsync();
        foreach (var queue in queues) await Eventually.Get(() => Listener.ConsumersOfAsync(broker.RabbitMq, queue), n => n > 0);

        // Dealt with, and parked.
        var note = await publisher.TakeAsync("note");
        await publisher.AmendAsync(note, "1", "2");
        await publisher.AmendAsync(await publisher.TakeAsync("another"), "parked");
        await Eventually.Equal(4L, () => first.ScalarAsync<long>("select count(*) from heard"));
        await Eventually.Equal(1u, () => Listener.MessagesOfAsync(broker.RabbitMq, queues[0] + "_error"));
        Assert.Equal(0L, await publisher.ScalarAsync<long>("select count(*) from broker_losses"));
        // In a queue, while nobody consumes.
        await first.StopAsync();
        await publisher.AmendAsync(note, "3", "4", "5");
        await Eventually.Equal(0L, () => publisher.ScalarAsync<long>(RelayingEvents.Unrelayed));
        await Eventually.Equal(3u, () => Listener.MessagesOfAsync(broker.RabbitMq, queues[0]));
        // In the log, while there is no broker; then there is an empty one, and the publisher is the first to find it.
        await broker.LoseAsync(ServerKinds.RabbitMq);
        for (var n = 6; n < 10; n++) await publisher.AmendAsync(note, $"{n}");
        await broker.StartAgainAsync(ServerKinds.RabbitMq);
        await Eventually.Equal(0L, () => publisher.ScalarAsync<long>(RelayingEvents.Unrelayed), TimeSpan.FromSeconds(60));
        Assert.Equal(1L, await publisher.ScalarAsync<long>("select count(*) from broker_losses where resent_at is null"));
        trials.Fault = _ => null;
        await using var second = await StartConsumerAsync();
        foreach (var queue in queues) await Eventually.Get(() => Listener.ConsumersOfAsync(broker.RabbitMq, queue), n => n > 0);
        Assert.Equal(4L, await second.ScalarAsync<long>("select count(*) from heard"));    // it will never learn of them

        Assert.Contains("12 events, written since", await ResendAsync(publisher, 0, "--from", $"{began:O}", "--dry-run"), StringComparison.Ordinal);
        Assert.Equal(0L, await publisher.ScalarAsync<long>(RelayingEvents.Unrelayed));
        Assert.Equal(4L, await second.ScalarAsync<long>("select count(*) from heard"));
        Assert.Contains("12 of 12 events relayed again", await ResendAsync(publisher, 0, "--from", $"{began:O}"), StringComparison.Ordinal);
        await Eventually.Equal(12L, () => second.ScalarAsync<long>("select count(*) from heard"));
        await publisher.AmendAsync(note, "10");
        await Eventually.Equal(13L, () => second.ScalarAsync<long>("select count(*) from heard"));
        Assert.Equal("1 2 3 4 5 6 7 8 9 10", await second.ScalarAsync<string>($"select string_agg(text, ' ' order by nth) from heard where note_id = '{note}' and by = 'OnNoteAmended'"));
        Assert.Equal(1L, await second.ScalarAsync<long>("select count(*) from heard where text = 'parked'"));
        Assert.Equal(13L, await second.ScalarAsync<long>("select count(*) from inbox"));
        Assert.Equal(0L, await publisher.ScalarAsync<long>("select count(*) from broker_losses where resent_at is null"));
    }

    [Fact]
    public async Task Beside_two_relays_under_load_everything_comes_again_and_what_is_new_in_order_behind_it()
    {
        await using var listener = await Listener.BindAsync(servers.RabbitMq, Taken, Amended);
        var (database, service) = (await servers.NewDatabaseAsync(), NotesApp.NewService());
        await using var one = await NotesApp.StartAsync(database, servers.RabbitMq, service);
        await using var two = await NotesApp.StartAsync(database, servers.RabbitMq, service, migrate: false);
        var notes = new List<Guid>();
        for (var n = 0; n < 16; n++) notes.Add(await one.TakeAsync($"note {n}"));
        using var stop = new CancellationTokenSource();
        var load = Parallel.ForEachAsync(notes, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (id, _) =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await (i % 2 == 0 ? one : two).AmendAsync(id, $"{i}");
                await Task.Delay(10, CancellationToken.None);
            }
        });
        var from = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        for (var time = 1; time <= 3; time++)
        {
            await Eventually.Get(() => Task.FromResult(listener.All.Count), n => n > 100 * time);
            var sent = listener.All.Select(d => d.Id).ToHashSet();
            var before = listener.All.Count;
            Assert.Contains("events relayed again", await ResendAsync(one, 0, "--from", $"{from:O}"), StringComparison.Ordinal);
            // Nothing that was under way has moved a cursor forward past what was to come again.
            await Eventually.Equal(0, () => Task.FromResult(sent.Except(listener.All.Skip(before).Select(d => d.Id)).Count()));
        }
        await stop.CancelAsync();
        await load;
        var written = await one.ScalarAsync<long>("select count(*) from events");
        await Eventually.Equal(written, () => Task.FromResult((long)listener.All.Select(d => d.Id).Distinct().Count()));
        Assert.All(listener.All.DistinctBy(d => d.Id).GroupBy(d => d.Subject), note => Assert.Equal(Enumerable.Range(1, note.Count()), note.Select(d => d.Sequence)));
    }

    [Fact]
    public async Task It_begins_at_the_time_that_was_named()
    {
        await using var listener = await Listener.BindAsync(servers.RabbitMq, Taken);
        await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq);
        for (var n = 0; n < 20; n++) await app.TakeAsync($"before {n}");
        var from = await app.ScalarAsync<DateTime>("select clock_timestamp()");
        for (var n = 0; n < 20; n++) await app.TakeAsync($"after {n}");
        await Eventually.Equal(40, () => Task.FromResult(listener.All.Count));
        Assert.Contains("20 of 20", await ResendAsync(app, 0, "--from", $"{from:O}"), StringComparison.Ordinal);
        await Eventually.Equal(60, () => Task.FromResult(listener.All.Count));
        Assert.All(listener.All.Skip(40), d => Assert.Contains("after", d.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0, "--help")]
    [InlineData(2, "--from")]
    [InlineData(2, "--dry-run")]
    [InlineData(2, "--from", "yesterday")]
    [InlineData(2, "--from", "2026-11-25T08:00:00")]    // whose eight o'clock?
    [InlineData(1, "--from", "2020-01-01T00:00:00Z")]    // no inbox remembers it: effects would be twice
    [InlineData(1, "--from", "2100-01-01T00:00:00+08:00")]
    public async Task A_time_that_will_not_do_is_told_and_nothing_is_sent(int code, params string[] args)
    {
        await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq);
        await app.TakeAsync("note");
        await Eventually.Equal(0L, () => app.ScalarAsync<long>(RelayingEvents.Unrelayed));
        var cursors = await app.ScalarAsync<string>("select string_agg(cursor_position::text, ' ' order by lane) from relay_lanes");
        Assert.NotEmpty(await ResendAsync(app, code, args));
        Assert.Equal(cursors, await app.ScalarAsync<string>("select string_agg(cursor_position::text, ' ' order by lane) from relay_lanes"));
    }

    private static async Task<string> ResendAsync(NotesApp app, int code, params string[] args)
    {
        var output = new StringWriter();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.Equal(code, await Resend.RunAsync(app.Services.GetRequiredService<OwnSession>(), app.Services.GetRequiredService<MessagingOptions>(), app.Service, args, output, limit.Token));
        return output.ToString();
    }
}
