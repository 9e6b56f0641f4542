using Governance.Foundation.Tests.Notes;
using Governance.Messaging;

namespace Governance.Foundation.Tests;

/// <summary>A reader of the stream that goes on by the feed, with the last <c>ce-position</c> as its token.</summary>
public sealed class ChangingToTheFeed(SharedServers servers)
{
    [Fact]
    public async Task Wherever_it_stops_nothing_is_missing()
    {
        var database = await servers.NewDatabaseAsync();
        await using var app = await NotesApp.StartAsync(database, servers.RabbitMq, start: false);
        // Four of the lanes belong to an instance that is slow: what is in them comes to the stream last, however old it is.
        await app.ExecuteAsync("update relay_lanes set holder = '00000000-0000-0000-0000-00000000dead', lease_until = clock_timestamp() + interval '1 hour' where lane < 4");
        await using var relay = await NotesApp.StartAsync(database, servers.RabbitMq, app.Service, migrate: false, settings: ("Messaging:LaneBatch", "5"));
        for (var n = 0; n < 60; n++)
        {
            var id = await app.TakeAsync($"note {n}");
            if (n % 3 == 0) await app.AmendAsync(id, "a", "b");
        }
        await Eventually.Equal(0L, () => app.ScalarAsync<long>(RelayingEvents.Unrelayed + " and lane >= 4"));
        Assert.InRange(await app.ScalarAsync<long>(RelayingEvents.Unrelayed + " and lane < 4"), 10, 90);
        await app.ExecuteAsync("update relay_lanes set holder = null, lease_until = '-infinity' where lane < 4");
        await Eventually.Equal(0L, () => app.ScalarAsync<long>(RelayingEvents.Unrelayed));
        await using var stream = await Listener.OnQueueAsync(servers.RabbitMq, $"governance.{app.Service}.events", offset: "first");
        await Eventually.Equal(100, () => Task.FromResult(stream.All.Count));

        var (all, read) = (stream.All.Select(d => d.Id).ToHashSet(), new HashSet<string>());
        var skippedByPlace = 0;
        foreach (var last in stream.All)
        {
            read.Add(last.Id);
            Assert.True(EventPosition.TryParse(last.Headers["ce-position"], out var behind));
            var rest = await FeedAsync(app, behind);
            Assert.Equal(rest.Count, rest.Distinct().Count());
            Assert.Empty(all.Except(read).Except(rest));
            // The place of the event itself would not do, or this test shows nothing.
            var own = (await FeedAsync(app, EventPosition.Start)).SkipWhile(id => id != last.Id).Skip(1).ToList();
            skippedByPlace += all.Except(read).Except(own).Count();
        }
        Assert.InRange(skippedByPlace, 1, int.MaxValue);
        // Who is at the end reads nothing again.
        await app.TakeAsync("last");
        await Eventually.Equal(101, () => Task.FromResult(stream.All.Count));
        Assert.True(EventPosition.TryParse(stream.All.Last().Headers["ce-position"], out var end));
        Assert.Equal([stream.All.Last().Id], await FeedAsync(app, end));
    }

    private static async Task<List<string>> FeedAsync(NotesApp app, EventPosition after)
    {
        var read = new List<string>();
        await foreach (var page in app.Tail.CatchUpAsync(EventFilter.For(Callers.System(), []), after, CancellationToken.None)) read.AddRange(page.Events.Select(e => e.Id.ToString()));
        return read;
    }
}
