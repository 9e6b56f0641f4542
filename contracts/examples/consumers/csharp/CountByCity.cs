// Counts the calls by city out of the stream governance.grid.events. RabbitMQ.Client 7.
//   dotnet run -- AMQP_URI first|saved|2026-11-01T00:00:00Z STATE_FILE
// Prints {"5101":3,…} when nothing has come for IDLE_SECONDS (3); a real consumer goes on for ever.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Governance.Events;
using Governance.Events.Grid.V1;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

if (args is not [var uri, var from, var file])
{
    Console.Error.WriteLine("CountByCity AMQP_URI first|saved|TIME STATE_FILE");
    return 2;
}
var idle = TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("IDLE_SECONDS") ?? "3", CultureInfo.InvariantCulture));
var state = from == "saved" ? JsonSerializer.Deserialize<State>(await File.ReadAllTextAsync(file))!
    : new State(null, null, [], Since: from == "first" ? null : DateTimeOffset.Parse(from, CultureInfo.InvariantCulture));
var saved = state.Offset;                                                   // null: nothing has come yet, and this run begins as the first did

await using var connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.BasicQosAsync(0, prefetchCount: 200, global: false);          // a stream has to have a limit, and acknowledgements
var arrived = Channel.CreateUnbounded<(long Offset, string Id, ulong Tag, string Type, string Subject, int Sequence, DateTimeOffset Time, byte[] Body)>();
var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, d) =>
{
    var headers = d.BasicProperties.Headers!;
    string Text(string name) => Encoding.UTF8.GetString((byte[])headers[name]!);
    await arrived.Writer.WriteAsync((Convert.ToInt64(headers["x-stream-offset"], CultureInfo.InvariantCulture), Text("ce-id"), d.DeliveryTag, Text("ce-type"), Text("ce-subject"),
        Convert.ToInt32(headers["ce-sequence"], CultureInfo.InvariantCulture), DateTimeOffset.Parse(Text("ce-time"), CultureInfo.InvariantCulture), d.Body.ToArray()));
};
// The saved one itself, which was counted: only if it comes again is this the stream that it was saved of, with nothing missing behind it.
object offset = saved is { } there ? there
    // The broker begins with the chunk that holds what came in at that time by its own clock, which may be slow: a minute earlier, and what happened before the time is dropped below.
    : state.Since is { } since ? new AmqpTimestamp(since.AddMinutes(-1).ToUnixTimeSeconds())
    : "first";
await SaveAsync();
await channel.BasicConsumeAsync("governance.grid.events", autoAck: false, "", noLocal: false, exclusive: false, new Dictionary<string, object?> { ["x-stream-offset"] = offset }, consumer);

var begun = false;
while (true)
{
    using var patience = new CancellationTokenSource(idle);
    try { if (!await arrived.Reader.WaitToReadAsync(patience.Token)) break; }
    catch (OperationCanceledException) { break; }
    while (arrived.Reader.TryRead(out var e))
    {
        if (!begun)
        {
            begun = true;
            if (saved is not null && (e.Offset != saved || e.Id != state.Id)) await GapAsync();
            if (saved is null && state.Since is null) state = state with { Whole = e.Offset == 0 };  // then every subject that comes later comes with its 1
        }
        var known = state.Calls.GetValueOrDefault(e.Subject);
        // Else it was before the time that was asked for, or it was seen: delivery is at least once.
        if (!(e.Time < state.Since) && (known is null || e.Sequence > known.Sequence))
        {
            var next = known is not null ? known.Sequence + 1 : saved is not null && state.Whole ? 1 : e.Sequence;
            if (e.Sequence > next) await Console.Error.WriteLineAsync($"missed {e.Subject} {next} to {e.Sequence - 1}");
            // What is not known is skipped, and its number kept: events grow.
            var area = e.Type == EventFormat.NameOf(typeof(CallOpened)) ? JsonSerializer.Deserialize<CallOpened>(e.Body, EventFormat.Json)!.Area
                : e.Type == EventFormat.NameOf(typeof(CallMoved)) && known?.Area is not null ? JsonSerializer.Deserialize<CallMoved>(e.Body, EventFormat.Json)!.Area
                : known?.Area;
            state.Calls[e.Subject] = new(e.Sequence, area);
        }
        state = state with { Offset = e.Offset, Id = e.Id };
        await channel.BasicAckAsync(e.Tag, multiple: false);
    }
    await SaveAsync();
}
if (saved is not null && !begun) await GapAsync();
Console.WriteLine(JsonSerializer.Serialize(state.Calls.Values.Select(c => c.Area).OfType<string>().CountBy(a => a[..4]).OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.Value)));
return 0;

// Counts and offset in one file, replaced at once: neither is ever ahead of the other. In a database: one transaction.
async Task SaveAsync()
{
    await File.WriteAllTextAsync(file + ".new", JsonSerializer.Serialize(state));
    File.Move(file + ".new", file, overwrite: true);
}

// The stream keeps 90 days or 20 GB, and a broker that was lost comes back with an empty one that counts from 0 again: what lies between is in the feed alone.
Task GapAsync() => Console.Error.WriteLineAsync($"gap: offset {saved} of the stream is not the event that was saved any more: count anew, out of the feed");

internal sealed record State(long? Offset, string? Id, Dictionary<string, Known> Calls, bool Whole = false, DateTimeOffset? Since = null);

internal sealed record Known(int Sequence, string? Area);
