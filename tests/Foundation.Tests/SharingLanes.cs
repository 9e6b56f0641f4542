using Governance.Foundation.Tests.Notes;

namespace Governance.Foundation.Tests;

public sealed class SharingLanes(SharedServers servers)
{
    private const string Taken = "governance.testing.v1.NoteTaken";

    [Fact]
    public async Task A_newcomer_gets_its_share_within_seconds_and_nothing_is_published_twice()
    {
        await using var listener = await Listener.BindAsync(servers.RabbitMq, Taken);
        var (database, service) = (await servers.NewDatabaseAsync(), NotesApp.NewService());
        await using var one = await NotesApp.StartAsync(database, servers.RabbitMq, service);
        await Eventually.Equal("8", () => SharesAsync(one));
        using var stop = new CancellationTokenSource();
        var taken = 0;
        var load = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await one.TakeAsync($"note {taken++}");
            }
        });
        await using (var two = await NotesApp.StartAsync(database, servers.RabbitMq, service, migrate: false))
        {
            await Eventually.Equal("4 4", () => SharesAsync(one), TimeSpan.FromSeconds(8));
            await using var three = await NotesApp.StartAsync(database, servers.RabbitMq, service, migrate: false);
            await Eventually.Equal("2 3 3", () => SharesAsync(one), TimeSpan.FromSeconds(8));
        }
        await Eventually.Equal("8", () => SharesAsync(one), TimeSpan.FromSeconds(8));
        await stop.CancelAsync();
        await load;
        await Eventually.Equal(taken, () => Task.FromResult(listener.All.Select(d => d.Id).Distinct().Count()));
        Assert.Equal(taken, listener.All.Count);
    }

    [Fact]
    public async Task What_an_instance_held_that_was_killed_is_relayed_by_another()
    {
        await using var listener = await Listener.BindAsync(servers.RabbitMq, Taken);
        var database = await servers.NewDatabaseAsync();
        await using var app = await NotesApp.StartAsync(database, servers.RabbitMq, start: false);
        // As kill -9 leaves it: registered, leased, events behind its cursors.
        await app.ExecuteAsync("""
            insert into relay_instances values ('00000000-0000-0000-0000-00000000dead', clock_timestamp());
            update relay_lanes set holder = '00000000-0000-0000-0000-00000000dead', lease_until = clock_timestamp() + interval '6 s';
            insert into events (id, lane, type, aggregate_id, sequence, area, occurred_at, payload)
            select gen_random_uuid(), i % 8, 'governance.testing.v1.NoteTaken', gen_random_uuid(), 1, '51', now(), '{}' from generate_series(1, 10000) i;
            """);
        var start = TimeProvider.System.GetTimestamp();
        await using var heir = await NotesApp.StartAsync(database, servers.RabbitMq, app.Service, migrate: false);
        await Eventually.Equal(0L, () => heir.ScalarAsync<long>(RelayingEvents.Unrelayed), TimeSpan.FromSeconds(20));
        TestContext.Current.TestOutputHelper!.WriteLine($"10,000 events of a killed instance relayed {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F1} s after the start of its heir");
        await Eventually.Equal(10_000, () => Task.FromResult(listener.All.Count), TimeSpan.FromSeconds(60));
        Assert.Equal("8", await SharesAsync(heir));
    }

    [Fact]
    public async Task An_instance_that_lost_a_lane_can_move_its_cursor_no_more()
    {
        await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq);
        await Eventually.Equal("8", () => SharesAsync(app));
        await app.ExecuteAsync("update relay_lanes set holder = '00000000-0000-0000-0000-00000000beef', lease_until = clock_timestamp() + interval '1 hour'");
        await app.TakeAsync("not mine any more");
        await Eventually.Equal("8", () => SharesAsync(app));
        await Task.Delay(TimeSpan.FromSeconds(3));    // longer than a renewal: that nothing happens can only be waited for
        Assert.Equal(1L, await app.ScalarAsync<long>(RelayingEvents.Unrelayed));
        Assert.Equal(8L, await app.ScalarAsync<long>("select count(*) from relay_lanes where holder = '00000000-0000-0000-0000-00000000beef'"));
    }

    [Fact]
    public async Task A_stop_gives_the_lanes_back_at_once()
    {
        await using var app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq);
        await Eventually.Equal("8", () => SharesAsync(app));
        await app.StopAsync();
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from relay_lanes where holder is not null"));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from relay_instances"));
    }

    // Lanes of each holder, least first.
    private static Task<string> SharesAsync(NotesApp app) =>
        app.ScalarAsync<string>("select coalesce(string_agg(n::text, ' ' order by n), '') from (select count(*) n from relay_lanes where holder is not null group by holder) x");
}
