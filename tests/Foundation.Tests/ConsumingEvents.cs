using System.Diagnostics;
using System.Text;
using Governance.Events.Testing.V1;
using Governance.Foundation.Tests.Notes;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Governance.Foundation.Tests;

public sealed class ConsumingEvents(SharedServers servers)
{
    private readonly Trials trials = new();

    [Fact]
    public async Task An_event_has_its_effect_once_though_it_is_delivered_again()
    {
        await using var listener = await Listener.BindAsync(servers.RabbitMq, "governance.testing.v1.NoteTaken");
        await using var app = await StartAsync(c => c.Consumes<OnNoteTaken, NoteTaken>());
        await app.TakeAsync("路灯不亮");
        await Eventually.Equal(1L, () => app.ScalarAsync<long>("select count(*) from heard"));
        Assert.Equal("路灯不亮 Cross 12.50", await app.ScalarAsync<string>("select text from heard"));
        await Eventually.Equal(1, () => Task.FromResult(listener.All.Count));
        var first = listener.All.Single();
        await PublishAsync(app, nameof(OnNoteTaken), first.Body, first.Id);
        await Eventually.Equal(2, () => Task.FromResult(trials.Of("路灯不亮")));
        await QueueIsEmptyAsync(app, nameof(OnNoteTaken));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from heard"));
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from inbox"));
        Assert.Equal("system:OnNoteTaken consumes governance.testing.v1.NoteTaken", await app.ScalarAsync<string>("select subject || ' ' || purpose from audit where action = 'OnNoteTaken'"));
    }

    [Fact]
    public async Task A_consumer_that_writes_nothing_has_still_dealt_with_the_event()
    {
        await using var app = await StartAsync(c => c.Consumes<OnNoteIgnored, NoteTaken>());
        await app.TakeAsync("nothing to do");
        await Eventually.Equal(1L, () => app.ScalarAsync<long>("select count(*) from inbox where consumer = 'OnNoteIgnored'"));
    }

    [Fact]
    public async Task A_fault_that_passes_is_tried_again()
    {
        await using var app = await StartAsync(c => c.Consumes<OnNoteTaken, NoteTaken>());
        trials.Fault = text => trials.Of(text) < 3 ? new InvalidOperationException("not yet") : null;
        await app.TakeAsync("third time lucky");
        await Eventually.Equal(1L, () => app.ScalarAsync<long>("select count(*) from heard"));
        Assert.Equal(3, trials.Of("third time lucky"));
    }

    [Fact]
    public async Task What_keeps_failing_waits_in_the_error_queue_with_its_reason_and_comes_back_by_redrive()
    {
        await using var app = await StartAsync(c => c.Consumes<OnNoteTaken, NoteTaken>());
        trials.Fault = text => text == "bad" ? new InvalidOperationException("the rule says no") : null;
        await app.TakeAsync("bad");
        await app.TakeAsync("good");
        await Eventually.Equal(1L, () => app.ScalarAsync<long>("select count(*) from heard"));
        await Eventually.Equal(1u, () => CountAsync($"governance.{app.Service}.OnNoteTaken_error"));
        Assert.Equal(3, trials.Of("bad"));

        Assert.Contains("the rule says no", await RedriveAsync(app, "OnNoteTaken", "--dry-run"), StringComparison.Ordinal);
        await Eventually.Equal(1u, () => CountAsync($"governance.{app.Service}.OnNoteTaken_error"));    // given back when the channel closes
        trials.Fault = _ => null;
        Assert.Contains("1 of 1 events redriven", await RedriveAsync(app, "OnNoteTaken"), StringComparison.Ordinal);
        await Eventually.Equal(2L, () => app.ScalarAsync<long>("select count(*) from heard"));
        Assert.Equal(0u, await CountAsync($"governance.{app.Service}.OnNoteTaken_error"));
    }

    [Fact]
    public async Task Redrive_names_the_consumers_when_asked_for_one_that_is_none()
    {
        await using var app = await StartAsync(c => c.Consumes<OnNoteTaken, NoteTaken>());
        Assert.Contains("OnNoteTaken", await RedriveAsync(app, "Nobody"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is no JSON", true)]
    [InlineData("""{"noteId":"not a uuid","text":"x"}""", true)]
    [InlineData("""{"noteId":"0193d6a0-0000-7000-8000-000000000001","text":"without an id"}""", false)]
    public async Task A_poison_message_goes_to_the_error_queue_untried_and_stops_no_other(string body, bool withId)
    {
        await using var app = await StartAsync(c => c.Consumes<OnNoteTaken, NoteTaken>());
        await PublishAsync(app, nameof(OnNoteTaken), body, withId ? Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString() : null);
        await app.TakeAsync("behind it");
        await Eventually.Equal(1L, () => app.ScalarAsync<long>("select count(*) from heard"));
        await Eventually.Equal(1u, () => CountAsync($"governance.{app.Service}.OnNoteTaken_error"));
        Assert.Equal("behind it", Assert.Single(trials.Tried).Text);
    }

    [Fact]
    public async Task Two_replicas_keep_the_order_of_an_aggregates_events()
    {
        var (database, service) = (await servers.NewDatabaseAsync(), NotesApp.NewService());
        await using var one = await StartAsync(c => c.Consumes<OnNoteAmended, NoteAmended>(), database, service);
        await using var two = await StartAsync(c => c.Consumes<OnNoteAmended, NoteAmended>(), database, service);
        var notes = new List<Guid>();
        for (var n = 0; n < 5; n++) notes.Add(await one.TakeAsync($"note {n}"));
        await Parallel.ForEachAsync(notes, async (id, _) =>
        {
            for (var i = 0; i < 10; i++) await (i % 2 == 0 ? one : two).AmendAsync(id, $"{2 * i:00}", $"{(2 * i) + 1:00}");
        });
        await Eventually.Equal(100L, () => one.ScalarAsync<long>("select count(*) from heard"));
        Assert.True(await one.ScalarAsync<bool>("select bool_and(texts = (select string_agg(to_char(i, 'FM00'), ' ' order by i) from generate_series(0, 19) i)) from (select string_agg(text, ' ' order by nth) texts from heard group by note_id) x"));
    }

    [Fact]
    public async Task An_event_that_always_fails_holds_up_only_its_own_aggregate()
    {
        await using var app = await StartAsync(c => c.Consumes<OnNoteAmended, NoteAmended>(), retries: NeverAgain);
        trials.Fault = text => text == "bad" ? new InvalidOperationException("the rule says no") : null;
        var (broken, sound) = (await app.TakeAsync("broken"), await app.TakeAsync("sound"));
        await app.AmendAsync(broken, "bad", "behind it", "and behind that");
        await Eventually.Equal(1, () => Task.FromResult(trials.Of("bad")));
        await Eventually.Equal(0L, () => app.ScalarAsync<long>(RelayingEvents.Unrelayed));
        for (var n = 0; n < 50; n++) await app.AmendAsync(sound, $"{n:00}");
        await Eventually.Equal(50L, () => app.ScalarAsync<long>("select count(*) from heard"));
        Assert.Equal((1, 0), (trials.Of("bad"), trials.Of("behind it")));
        Assert.True(await app.ScalarAsync<bool>("select string_agg(text, ' ' order by nth) = string_agg(text, ' ' order by text) from heard"));
    }

    [Fact]
    public async Task What_waits_when_the_process_stops_goes_back_to_the_queue_in_its_order()
    {
        var (database, service) = (await servers.NewDatabaseAsync(), NotesApp.NewService());
        await using var app = await StartAsync(c => c.Consumes<OnNoteAmended, NoteAmended>(), database, service, NeverAgain);
        trials.Fault = text => text == "0" ? new InvalidOperationException("not yet") : null;
        var note = await app.TakeAsync("note");
        await app.AmendAsync(note, "0", "1", "2", "3");
        await Eventually.Equal(1, () => Task.FromResult(trials.Of("0")));
        await app.StopAsync();
        trials.Fault = _ => null;
        await using var next = await StartAsync(c => c.Consumes<OnNoteAmended, NoteAmended>(), database, service);
        await Eventually.Equal(4L, () => next.ScalarAsync<long>("select count(*) from heard"));
        Assert.Equal("0 1 2 3", await next.ScalarAsync<string>("select string_agg(text, ' ' order by nth) from heard"));
        Assert.Equal(0u, await CountAsync($"governance.{service}.OnNoteAmended_error"));
    }

    [Fact]
    public async Task What_waits_at_a_replica_that_stops_is_dealt_with_by_the_next_before_what_came_after_it()
    {
        var (database, service) = (await servers.NewDatabaseAsync(), NotesApp.NewService());
        await using var app = await StartAsync(c => c.Consumes<OnNoteAmended, NoteAmended>(), database, service, NeverAgain);
        var queue = app.Services.GetRequiredService<Consumers>().Entries.Single().Queue;
        await using var next = await StartAsync(c => c.Consumes<OnNoteAmended, NoteAmended>(), database, service, NeverAgain);
        await Eventually.Equal(2u, () => Listener.ConsumersOfAsync(servers.RabbitMq, queue));
        trials.Fault = text => text == "1000" ? new InvalidOperationException("not yet") : null;
        var (note, nth) = (await app.TakeAsync("note"), 1000);
        Task AmendAsync() => PublishAsync(app, nameof(OnNoteAmended), $$"""{"noteId":"{{note}}","text":"{{nth++}}"}""", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), note);
        await AmendAsync();
        await Eventually.Equal(1, () => Task.FromResult(trials.Of("1000")));
        trials.Fault = _ => null;
        var stopped = app.StopAsync();
        while (!stopped.IsCompleted) await AmendAsync();
        await stopped;
        await AmendAsync();
        await Eventually.Equal((long)nth - 1000, () => next.ScalarAsync<long>("select count(*) from heard"));
        Assert.True(await next.ScalarAsync<bool>("select bool_and(text > before) from (select text, lag(text, 1, '') over (order by nth) as before from heard) x"));
    }

    [Fact]
    public async Task One_that_somebody_else_overtook_is_tried_at_once_though_it_waited_behind_one_that_was_parked()
    {
        await using var app = await StartAsync(c => c.Consumes<OnNoteAmended, NoteAmended>());
        trials.Fault = text => text == "bad" ? new InvalidOperationException("the rule says no") : text == "good" && trials.Of(text) < 3 ? Etag.Overtaken() : null;
        await app.AmendAsync(await app.TakeAsync("broken"), "bad", "good");
        await Eventually.Equal("good", () => app.ScalarAsync<string>("select coalesce(string_agg(text, ' '), '') from heard"));
        Assert.Equal(1u, await CountAsync($"governance.{app.Service}.OnNoteAmended_error"));
    }

    [Fact]
    public async Task Behind_one_that_was_parked_the_next_of_its_aggregate_is_tried_once()
    {
        await using var app = await StartAsync(c => c.Consumes<OnNoteAmended, NoteAmended>(), retries: [("Messaging:ConsumerRetries:0", "00:00:01"), ("Messaging:ConsumerRetries:1", "00:00:01")]);
        trials.Fault = text => text.StartsWith("bad", StringComparison.Ordinal) ? new InvalidOperationException("the rule says no") : null;
        await app.AmendAsync(await app.TakeAsync("broken"), "bad 1", "bad 2", "good", "bad 3");
        await Eventually.Equal(3u, () => CountAsync($"governance.{app.Service}.OnNoteAmended_error"));
        // Whoever waited behind the first, also behind one that went well.
        Assert.Equal((3, 1, 1), (trials.Of("bad 1"), trials.Of("bad 2"), trials.Of("bad 3")));
        Assert.Equal("good", await app.ScalarAsync<string>("select string_agg(text, ' ' order by nth) from heard"));
    }

    [Fact]
    public async Task A_fault_that_passes_keeps_the_order_of_its_aggregate()
    {
        await using var app = await StartAsync(c => c.Consumes<OnNoteAmended, NoteAmended>());
        trials.Fault = text => trials.Of(text) < 1 + (int.Parse(text, null) % 3) ? new InvalidOperationException("not yet") : null;
        var notes = new List<Guid>();
        for (var n = 0; n < 3; n++) notes.Add(await app.TakeAsync($"note {n}"));
        for (var n = 0; n < 3; n++) await app.AmendAsync(notes[n], [.. Enumerable.Range(0, 10).Select(i => $"{(100 * (n + 1)) + i}")]);
        await Eventually.Equal(30L, () => app.ScalarAsync<long>("select count(*) from heard"));
        Assert.True(await app.ScalarAsync<bool>("select bool_and(text > before) from (select text, lag(text, 1, '') over (partition by note_id order by nth) as before from heard) x"));
    }

    [Fact]
    public async Task One_trace_leads_from_the_command_to_the_consumer()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name is "test" or MessagingTelemetry.Name or "MassTransit",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var app = await StartAsync(c => c.Consumes<OnNoteTaken, NoteTaken>());
        using var source = new ActivitySource("test");
        ActivityTraceId trace;
        using (var command = source.StartActivity("OpenNote", ActivityKind.Server)!)
        {
            trace = command.TraceId;
            await app.TakeAsync("traced");
        }
        await Eventually.Get(() => Task.FromResult(spans.Where(s => s.TraceId == trace).ToList()), s => s.Any(a => a.OperationName.EndsWith(" process", StringComparison.Ordinal)));
        var publish = Assert.Single(spans, s => s.TraceId == trace && s.Source.Name == MessagingTelemetry.Name);
        var receive = Assert.Single(spans, s => s.TraceId == trace && s.OperationName.EndsWith(" receive", StringComparison.Ordinal));
        Assert.Equal(publish.SpanId, receive.ParentSpanId);
    }

    private static readonly (string, string)[] NeverAgain = [("Messaging:ConsumerRetries:0", "01:00:00"), ("Messaging:ConsumerRetries:1", "01:00:00")];

    private async Task<NotesApp> StartAsync(Action<Consumers> consumers, string? database = null, string? service = null, params (string, string)[] retries)
    {
        var app = await NotesApp.StartAsync(database ?? await servers.NewDatabaseAsync(), servers.RabbitMq, service, consumers, more: s => s.AddSingleton(trials), settings: retries);
        // A consumer hears what is published once its queue is bound.
        foreach (var entry in app.Services.GetRequiredService<Consumers>().Entries) await Eventually.Get(() => Listener.ConsumersOfAsync(servers.RabbitMq, entry.Queue), n => n > 0);
        return app;
    }

    private static async Task<string> RedriveAsync(NotesApp app, params string[] args)
    {
        var output = new StringWriter();
        await Redrive.RunAsync(app.Services.GetRequiredService<BrokerAddress>(), app.Service, [.. app.Services.GetRequiredService<Consumers>().Entries.Select(e => e.Name)], args, output, CancellationToken.None);
        return output.ToString();
    }

    private async Task PublishAsync(NotesApp app, string consumer, string body, string? id, Guid? subject = null)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(servers.RabbitMq) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.BasicPublishAsync("", $"governance.{app.Service}.{consumer}", mandatory: true,
            new BasicProperties { ContentType = "application/json", MessageId = id, Headers = subject is null ? null : new Dictionary<string, object?> { ["ce-subject"] = subject.ToString() } }, Encoding.UTF8.GetBytes(body));
    }

    private Task QueueIsEmptyAsync(NotesApp app, string consumer) => Eventually.Equal(0u, () => CountAsync($"governance.{app.Service}.{consumer}"));

    private Task<uint> CountAsync(string queue) => Listener.MessagesOfAsync(servers.RabbitMq, queue);
}
