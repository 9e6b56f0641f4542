using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Common.V1;
using Governance.Events.Testing.V1;
using Governance.Foundation.Tests.Notes;
using Governance.Messaging;
using Governance.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Foundation.Tests;

public sealed class TailingTheLog(SharedServers servers) : IAsyncLifetime
{
    private NotesApp app = null!;

    public async ValueTask InitializeAsync() => app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq, start: false,
        more: s => s.AddSingleton(new PermissionMap(typeof(Caller).Assembly)).AddSingleton<ClientRights>());

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Replay_and_live_tail_join_without_gap_or_duplicate_under_concurrent_writers()
    {
        using var stop = new CancellationTokenSource();
        using var done = new CancellationTokenSource();
        var written = new ConcurrentBag<Guid>();
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var id = await app.TakeAsync("note");
                written.Add(id);
                await app.AmendAsync(id, "a", "b");
            }
        })).ToList();
        await Eventually.Get(() => Task.FromResult(written.Count), n => n > 100);
        var readers = Enumerable.Range(0, 3).Select(n => CollectAsync(EventPosition.Start, done.Token, slow: n == 2)).ToList();
        await Eventually.Get(() => Task.FromResult(written.Count), n => n > 500);
        var late = CollectAsync(EventPosition.Start, done.Token);
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        var all = await app.ScalarAsync<long>("select count(*) from events");
        var total = readers.Append(late).ToList();
        await Eventually.Get(() => Task.FromResult(total.Min(r => r.Seen.Count)), n => n >= all);
        await done.CancelAsync();
        foreach (var (seen, reading) in total)
        {
            await reading;
            Assert.Equal(all, seen.Count);
            Assert.Equal(all, seen.Select(e => e.Id).Distinct().Count());
            Assert.All(seen.GroupBy(e => e.AggregateId), g => Assert.Equal(Enumerable.Range(1, g.Count()), g.Select(e => e.Sequence)));
            Assert.True(seen.Zip(seen.Skip(1)).All(p => p.First.Position < p.Second.Position));
        }
    }

    [Fact]
    public async Task A_reader_goes_on_from_its_token()
    {
        for (var n = 0; n < 10; n++) await app.TakeAsync($"note {n}");
        var first = await TakeAsync(EventFilter.For(System(), []), EventPosition.Start, 4);
        Assert.True(EventPosition.TryParse(first[^1].Position.ToString(), out var position));
        var rest = await TakeAsync(EventFilter.For(System(), []), position, 6);
        Assert.Equal(10, first.Concat(rest).Select(e => e.Id).Distinct().Count());
        Assert.Equal("note 9", rest[^1].As<NoteTaken>().Text);
        Assert.Equal(12.50m, rest[^1].As<NoteTaken>().Fee);
    }

    [Fact]
    public async Task Without_a_position_only_what_comes_from_now_on_is_read()
    {
        await app.TakeAsync("before");
        using var cancel = new CancellationTokenSource();
        await using var reading = app.Tail.ReadAsync(EventFilter.For(System(), []), null, cancel.Token).GetAsyncEnumerator(cancel.Token);
        var next = reading.MoveNextAsync().AsTask();
        await Eventually.Get(() => Task.FromResult(app.Tail.IsRunning), running => running);
        await app.TakeAsync("after");
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal("after", reading.Current[0].As<NoteTaken>().Text);
        await cancel.CancelAsync();
    }

    [Fact]
    public async Task An_event_is_not_seen_while_an_older_transaction_is_open()
    {
        using var done = new CancellationTokenSource();
        await using var open = await app.Database.OpenConnectionAsync();
        await using var transaction = await open.BeginTransactionAsync();
        await using (var begin = new Npgsql.NpgsqlCommand("select pg_current_xact_id()", open)) await begin.ExecuteNonQueryAsync();
        var (seen, reading) = CollectAsync(EventPosition.Start, done.Token);
        await app.TakeAsync("younger");
        await Task.Delay(TimeSpan.FromMilliseconds(500));    // several polls: that nothing comes can only be waited for
        Assert.Empty(seen);
        await transaction.CommitAsync();
        await Eventually.Equal(1, () => Task.FromResult(seen.Count));
        await done.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task A_caller_gets_the_events_of_its_areas_and_none_else()
    {
        await app.TakeAsync("mine", "510104017001");
        await app.TakeAsync("the next county's", "510105001001");
        await app.TakeAsync("mine too", "510104018001");
        Assert.Equal(["mine", "mine too"], await TextsAsync(EventFilter.For(Of("510104"), []), 2));
        Assert.Equal(["mine"], await TextsAsync(EventFilter.For(Of("510104"), [], [Area("510104017")]), 1));
        Assert.Equal(["mine"], await TextsAsync(EventFilter.For(Of("510104017"), [], [Area("5101")]), 1));
        Assert.Equal(["mine", "the next county's"], await TextsAsync(EventFilter.For(Of("510104017", "510105"), []), 2));
        Assert.True(EventFilter.For(Of("510104"), [], [Area("510105")]).IsEmpty);
    }

    [Fact]
    public async Task What_holds_for_everything_inside_its_area_comes_to_who_may_see_a_part_of_it()
    {
        async Task HappenAsync(string type, string area) => await app.ExecuteAsync($"insert into events (id, lane, type, aggregate_id, sequence, area, occurred_at, payload) values (gen_random_uuid(), 0, '{type}', gen_random_uuid(), 1, '{area}', now(), '{{}}')");
        foreach (var area in new[] { "51", "510104", "510105", "510104018" }) await HappenAsync("governance.grid.v1.CommunitiesReorganized", area);
        await app.TakeAsync("the county's own", "510104");
        await app.TakeAsync("the town's", "510104017001");
        async Task<List<string>> ReadAsync(EventFilter filter)
        {
            var read = new List<string>();
            await foreach (var page in app.Tail.CatchUpAsync(filter, EventPosition.Start, CancellationToken.None)) read.AddRange(page.Events.Select(e => $"{e.Area} {e.Type[(e.Type.LastIndexOf('.') + 1)..]}"));
            return [.. read.Order(StringComparer.Ordinal)];
        }

        string[] town = ["51 CommunitiesReorganized", "510104 CommunitiesReorganized", "510104017001 NoteTaken"];
        Assert.Equal(town, await ReadAsync(EventFilter.For(Of("510104017"), [])));
        Assert.Equal(town, await ReadAsync(EventFilter.For(Of("510104"), [], [Area("510104017")])));
        Assert.Equal(town[..2], await ReadAsync(EventFilter.For(Of("510104017"), [], [Area("510104017002")])));
        Assert.Equal(town[2..], await ReadAsync(EventFilter.For(Of("510104017"), [EventType.NameOf(typeof(NoteTaken))])));
        Assert.True(EventFilter.For(Of("510104017"), [], [Area("510105")]).IsEmpty);
        // Live as well: the town's, and no more of what holds elsewhere.
        using var done = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        await using var live = app.Tail.ReadAsync(EventFilter.For(Of("510104017"), []), null, done.Token).GetAsyncEnumerator(done.Token);
        var next = live.MoveNextAsync().AsTask();
        await Eventually.Get(() => Task.FromResult(app.Tail.IsRunning), running => running);
        await HappenAsync("governance.grid.v1.EmergencyActivated", "510105");
        await HappenAsync("governance.grid.v1.EmergencyActivated", "5101");
        Assert.True(await next);
        Assert.Equal("5101", live.Current[0].Area);
        await done.CancelAsync();
    }

    [Fact]
    public async Task A_caller_without_area_or_with_a_narrower_reach_gets_nothing_at_once()
    {
        await app.TakeAsync("somebody's", owner: "resident");
        Assert.Empty(await app.Tail.ReadAsync(EventFilter.For(Of(), []), EventPosition.Start, CancellationToken.None).ToListAsync());
        Assert.Empty(await app.Tail.ReadAsync(EventFilter.For(Callers.With(Reach.Own, "resident", ["5101"]), []), EventPosition.Start, CancellationToken.None).ToListAsync());
        Assert.Empty(await app.Tail.ReadAsync(EventFilter.For(Caller.Nobody, []), EventPosition.Start, CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task Types_are_chosen_by_name()
    {
        var id = await app.TakeAsync("note");
        await app.AmendAsync(id, "amended");
        var only = await TakeAsync(EventFilter.For(System(), ["governance.testing.v1.NoteAmended"]), EventPosition.Start, 1);
        Assert.Equal("amended", only[0].As<NoteAmended>().Text);
    }

    [Fact]
    public async Task A_position_of_another_database_is_refused()
    {
        var beyond = new EventPosition(ulong.MaxValue / 2, 1, TimeProvider.System.GetUtcNow());
        var refusal = await Assert.ThrowsAsync<Refusal>(() => TakeAsync(EventFilter.For(System(), []), beyond, 1));
        Assert.Equal("POSITION_UNKNOWN", refusal.Reason);
    }

    /// <summary>A time to come, and one long after the newest event.</summary>
    [Theory]
    [InlineData(12), InlineData(-12)]
    public async Task From_a_time_that_nothing_was_written_since_the_end_is_there_at_once(int hours)
    {
        await WrittenBeforeAsync("3 days");
        var from = TimeProvider.System.GetUtcNow().AddHours(hours).ToTimestamp();
        var untilNow = await FeedAsync(new() { FromTime = from, UntilNow = true });
        var live = await FeedAsync(new() { FromTime = from }, item => item.Live);
        Assert.All(untilNow.Concat(live), item => Assert.Null(item.Event));
        Assert.True(untilNow[^1].Live && live[^1].Live);
        // Whichever mark one goes on from, the time holds.
        await app.TakeAsync("now");
        foreach (var token in untilNow.Concat(live).Select(item => item.ResumeToken).Distinct())
        {
            var rest = await FeedAsync(new() { ResumeToken = token, UntilNow = true });
            Assert.Equal(hours < 0 ? 1 : 0, rest.Count(item => item.Event is not null));
            Assert.True(rest[^1].Live);
        }
    }

    [Fact]
    public async Task The_first_token_keeps_the_time_that_was_asked_for()
    {
        await WrittenBeforeAsync("3 hours");
        await app.TakeAsync("now");
        var items = await FeedAsync(new() { FromTime = TimeProvider.System.GetUtcNow().AddHours(-1).ToTimestamp(), UntilNow = true });
        var wanted = Assert.Single(items, item => item.Event is not null).Event.Id;
        var again = await FeedAsync(new() { ResumeToken = items[0].ResumeToken, UntilNow = true });
        Assert.Equal(wanted, Assert.Single(again, item => item.Event is not null).Event.Id);
    }

    [Fact]
    public async Task A_time_that_is_none_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<Refusal>(() => FeedAsync(new() { FromTime = new Timestamp { Seconds = long.MaxValue }, UntilNow = true }));
        Assert.Equal("INVALID_FIELDS", refusal.Reason);
    }

    [Fact]
    public async Task A_position_whose_month_was_dropped_is_refused()
    {
        await app.ExecuteAsync("""
            create table events_2024_01 partition of events for values from ('2024-01-01 00:00Z') to ('2024-02-01 00:00Z');
            insert into events (recorded_at, id, lane, type, aggregate_id, sequence, area, occurred_at, payload)
            select '2024-01-15 00:00Z', gen_random_uuid(), 3, 't', gen_random_uuid(), 1, '51', now(), '{}' from generate_series(1, 2);
            """);
        await app.TakeAsync("kept");
        var all = await TakeAsync(EventFilter.For(System(), []), EventPosition.Start, 3);
        Assert.Equal(2, (await TakeAsync(EventFilter.For(System(), []), all[0].Position, 2)).Count);
        // Nothing relays here, and a month that was not relayed is not dropped.
        await app.ExecuteAsync("update relay_lanes set (cursor_xid, cursor_position) = (select xid, position from events_2024_01 order by xid desc, position desc limit 1) where lane = 3");
        await app.ExecuteAsync("select drop_month('events_2024_01')");
        foreach (var untilNow in new[] { false, true })
        {
            var refusal = await Assert.ThrowsAsync<Refusal>(() => FeedAsync(new() { ResumeToken = all[0].Position.ToString(), UntilNow = untilNow }));
            Assert.Equal("POSITION_TOO_OLD", refusal.Reason);
        }
        // Who has a place that is kept, or none, reads what there is.
        Assert.DoesNotContain(await FeedAsync(new() { ResumeToken = all[2].Position.ToString(), UntilNow = true }), item => item.Event is not null);
        Assert.Single(await FeedAsync(new() { ResumeToken = EventPosition.Start.ToString(), UntilNow = true }), item => item.Event is not null);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task A_month_that_is_dropped_while_it_is_read_is_told(bool untilNow)
    {
        // More than a page of it.
        await app.ExecuteAsync("""
            create table events_2024_01 partition of events for values from ('2024-01-01 00:00Z') to ('2024-02-01 00:00Z');
            insert into events (recorded_at, id, lane, type, aggregate_id, sequence, area, occurred_at, payload)
            select '2024-01-15 00:00Z', gen_random_uuid(), 3, 't', gen_random_uuid(), 1, '51', now(), '{}' from generate_series(1, 1000);
            update relay_lanes set (cursor_xid, cursor_position) = (select xid, position from events_2024_01 order by xid desc, position desc limit 1) where lane = 3;
            """);
        await app.TakeAsync("kept");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var everything = EventFilter.For(System(), []);
        await using var reading = (untilNow ? app.Tail.CatchUpAsync(everything, EventPosition.Start, limit.Token) : app.Tail.FollowAsync(everything, EventPosition.Start, limit.Token)).GetAsyncEnumerator(limit.Token);
        for (var n = 0; n < 2; n++)
        {
            Assert.True(await reading.MoveNextAsync());
            Assert.InRange(reading.Current.Events.Count, 1, 400);
        }
        await app.ExecuteAsync("select drop_month('events_2024_01')");
        Assert.Equal("POSITION_TOO_OLD", (await Assert.ThrowsAsync<Refusal>(() => reading.MoveNextAsync().AsTask())).Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("________________________________")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    public void A_token_that_is_none_is_not_read(string token) => Assert.False(EventPosition.TryParse(token, out _));

    [Fact]
    public async Task Nothing_runs_without_a_reader()
    {
        Assert.False(app.Tail.IsRunning);
        await app.TakeAsync("note");
        await TakeAsync(EventFilter.For(System(), []), EventPosition.Start, 1);
        Assert.False(app.Tail.IsRunning);
    }

    private (ConcurrentQueue<LoggedEvent> Seen, Task Reading) CollectAsync(EventPosition after, CancellationToken cancel, bool slow = false)
    {
        var seen = new ConcurrentQueue<LoggedEvent>();
        return (seen, Task.Run(async () =>
        {
            try
            {
                await foreach (var page in app.Tail.ReadAsync(EventFilter.For(System(), []), after, cancel))
                foreach (var e in page)
                {
                    seen.Enqueue(e);
                    if (slow && seen.Count % 100 == 0) await Task.Delay(50, cancel);
                }
            }
            catch (OperationCanceledException) { /* read enough */ }
        }, CancellationToken.None));
    }

    private async Task<List<LoggedEvent>> TakeAsync(EventFilter filter, EventPosition after, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var taken = new List<LoggedEvent>();
        await foreach (var page in app.Tail.ReadAsync(filter, after, limit.Token))
        {
            taken.AddRange(page.Take(count - taken.Count));
            if (taken.Count == count) break;
        }
        return taken;
    }

    private Task WrittenBeforeAsync(string ago) => app.ExecuteAsync($$"""
        insert into events (recorded_at, id, lane, type, aggregate_id, sequence, area, occurred_at, payload)
        values (now() - interval '{{ago}}', gen_random_uuid(), 3, 't', gen_random_uuid(), 1, '51', now(), '{}')
        """);

    private async Task<List<FeedItem>> FeedAsync(FeedReadRequest request, Func<FeedItem, bool>? enough = null)
    {
        using var call = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var received = new Received(enough ?? (_ => false), call);
        var feed = new EventFeed(app.Tail, System(), app.Services.GetRequiredService<ClientRights>(), app.Services.GetRequiredService<Consumers>(), new HttpContextAccessor());
        try { await feed.ReadAsync(request, received, call.Token); }
        catch (OperationCanceledException) when (enough is not null && received.Items.Any(enough)) { /* read enough */ }
        return received.Items;
    }

    private async Task<List<string>> TextsAsync(EventFilter filter, int count) =>
        [.. (await TakeAsync(filter, EventPosition.Start, count)).Select(e => e.As<NoteTaken>().Text)];

    private static Area Area(string code) => Access.Area.TryParse(code, out var area) ? area : throw new ArgumentException(code);

    private static Caller System() => Callers.System();

    private static Caller Of(params string[] areas) => Callers.With(Reach.Area, "clerk", areas);

    // A call's stream: keeps what is sent, and ends the call once that is enough.
    private sealed class Received(Func<FeedItem, bool> enough, CancellationTokenSource call) : IServerStreamWriter<FeedItem>
    {
        public List<FeedItem> Items { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(FeedItem message) => WriteAsync(message, CancellationToken.None);

        public async Task WriteAsync(FeedItem message, CancellationToken cancellationToken)
        {
            Items.Add(message);
            if (enough(message)) await call.CancelAsync();
        }
    }
}
