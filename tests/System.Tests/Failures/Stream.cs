using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Governance.SystemTests.Failures;

/// <summary>What a data team sees: an event as it came out of the stream.</summary>
internal sealed record Delivery(long Offset, string MessageId, string Type, string Subject, int Sequence, string Body, string? TraceParent);

/// <summary>An outside observer with nothing but RabbitMQ.Client.</summary>
internal static class Stream
{
    /// <summary>Reads the stream from its first offset until everything expected has been seen; says what is missing if it does not come.</summary>
    public static async Task<List<Delivery>> ReadAsync(string broker, IReadOnlyCollection<string> expected, string service = "grid", double seconds = 90)
    {
        var missing = new HashSet<string>(expected);
        var seen = new List<Delivery>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (true)
        {
            // From the first offset again after every interruption: the stream is the memory, not the reader.
            missing.UnionWith(expected);
            seen.Clear();
            try
            {
                await foreach (var delivery in OpenAsync(broker, $"governance.{service}.events", patience.Token))
                {
                    seen.Add(delivery);
                    missing.Remove(delivery.MessageId);
                    if (missing.Count == 0) return seen;
                }
            }
            catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException && !patience.IsCancellationRequested)
            {
                await Task.Delay(200);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{missing.Count} of {expected.Count} events have not arrived on the stream after {seconds:0} s; {seen.Count} deliveries were seen");
            }
        }
    }

    private static async IAsyncEnumerable<Delivery> OpenAsync(string broker, string name, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker), AutomaticRecoveryEnabled = false }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        await channel.BasicQosAsync(0, 200, global: false, cancel);
        var signal = System.Threading.Channels.Channel.CreateUnbounded<Delivery>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, e) =>
        {
            signal.Writer.TryWrite(Read(e));
            await channel.BasicAckAsync(e.DeliveryTag, multiple: false);
        };
        channel.ChannelShutdownAsync += (_, e) => Task.FromResult(signal.Writer.TryComplete(new OperationInterruptedException(e)));
        await channel.BasicConsumeAsync(name, autoAck: false, "", noLocal: false, exclusive: false, new Dictionary<string, object?> { ["x-stream-offset"] = "first" }, consumer, cancel);
        await foreach (var delivery in signal.Reader.ReadAllAsync(cancel)) yield return delivery;
    }

    private static Delivery Read(BasicDeliverEventArgs e)
    {
        var headers = e.BasicProperties.Headers!;
        string? Text(string name) => headers.TryGetValue(name, out var value) && value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null;
        return new Delivery((long)headers["x-stream-offset"]!, e.BasicProperties.MessageId!, Text("ce-type")!, Text("ce-subject")!, (int)headers["ce-sequence"]!,
            Encoding.UTF8.GetString(e.Body.Span), Text("traceparent"));
    }
}
