using System.Collections.Concurrent;
using Governance.Access;
using Governance.Events.Testing.V1;
using Governance.Foundation.Tests.Notes;
using Governance.Messaging;
using Governance.Rpc;

namespace Governance.Foundation.Tests;

public sealed class TailingTheLog(SharedServers servers) : IAsyncLifetime
{
    private NotesApp app = null!;

    public async ValueTask InitializeAsync() => app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq, start: false);

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

    private async Task<List<string>> TextsAsync(EventFilter filter, int count) =>
        [.. (await TakeAsync(filter, EventPosition.Start, count)).Select(e => e.As<NoteTaken>().Text)];

    private static Area Area(string code) => Access.Area.TryParse(code, out var area) ? area : throw new ArgumentException(code);

    private static Caller System() => Callers.System();

    private static Caller Of(params string[] areas) => Callers.With(Reach.Area, "clerk", areas);
}
