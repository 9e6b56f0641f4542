using System.Text;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Governance.Messaging;

/// <summary>
/// <c>redrive CONSUMER [--max N] [--dry-run]</c>: takes events out of a consumer's error queue and puts them at the end of its queue. Each is confirmed there before it
/// leaves the error queue, so that nothing is lost; what was dealt with after all is recognised by the inbox.
/// </summary>
internal static class Redrive
{
    public static async Task<int> RunAsync(BrokerAddress broker, string service, IReadOnlyCollection<string> consumers, string[] args, TextWriter output, CancellationToken cancel)
    {
        if (!TryRead(args, out var consumer, out var max, out var dryRun) || !consumers.Contains(consumer))
        {
            await output.WriteLineAsync($"redrive CONSUMER [--max N] [--dry-run]; consumers of {service}: {(consumers.Count == 0 ? "none" : string.Join(", ", consumers))}");
            return 2;
        }
        var queue = Consumers.QueueOf(service, consumer);
        await using var connection = await broker.ConnectAsync($"{service} redrive", cancel);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), cancel);
        uint waiting;
        try { waiting = (await channel.QueueDeclarePassiveAsync($"{queue}_error", cancel)).MessageCount; }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404)
        {
            await output.WriteLineAsync($"{queue}_error does not exist: {consumer} has never given up on an event");
            return 0;
        }
        // Only what is there now: an event that fails again comes back to the same queue. Consumed, not fetched one by one: the error queue takes after its
        // queue, and a queue with a single active consumer refuses basic.get.
        var (moved, wanted) = (0, (ushort)Math.Min(Math.Min(waiting, max), ushort.MaxValue));
        if (wanted > 0)
        {
            await channel.BasicQosAsync(0, wanted, global: false, cancel);
            var deliveries = Channel.CreateUnbounded<BasicDeliverEventArgs>();
            var reader = new AsyncEventingBasicConsumer(channel);
            reader.ReceivedAsync += (_, e) => { deliveries.Writer.TryWrite(Copy(e)); return Task.CompletedTask; };
            await channel.BasicConsumeAsync($"{queue}_error", autoAck: false, reader, cancel);
            while (moved < wanted && await NextAsync(deliveries.Reader, cancel) is { } message)
            {
                moved++;
                var headers = message.BasicProperties.Headers ?? new Dictionary<string, object?>();
                await output.WriteLineAsync($"{message.BasicProperties.MessageId ?? "(no id)"} {Text(headers, "ce-type")} {Text(headers, "ce-subject")}: {Text(headers, "MT-Fault-Message")}");
                if (dryRun) continue;    // stays unacknowledged and so in its place when the channel closes
                var properties = new BasicProperties(message.BasicProperties)
                {
                    Headers = headers.Where(h => !h.Key.StartsWith("MT-Fault-", StringComparison.Ordinal) && h.Key != "MT-Reason").ToDictionary(h => h.Key, h => h.Value),
                };
                await channel.BasicPublishAsync("", queue, mandatory: true, properties, message.Body, cancel);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancel);
            }
        }
        await output.WriteLineAsync(dryRun ? $"{moved} of {waiting} events would be redriven" : $"{moved} of {waiting} events redriven");
        return 0;
    }

    // The client takes the body's memory back when the handler returns.
    private static BasicDeliverEventArgs Copy(BasicDeliverEventArgs e) =>
        new(e.ConsumerTag, e.DeliveryTag, e.Redelivered, e.Exchange, e.RoutingKey, new BasicProperties(e.BasicProperties), e.Body.ToArray(), CancellationToken.None);

    private static async Task<BasicDeliverEventArgs?> NextAsync(ChannelReader<BasicDeliverEventArgs> deliveries, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        try { return await deliveries.ReadAsync(limit.Token); }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { return null; }    // another redrive was faster
    }

    private static bool TryRead(string[] args, out string consumer, out uint max, out bool dryRun)
    {
        (consumer, max, dryRun) = ("", uint.MaxValue, false);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--dry-run": dryRun = true; break;
                case "--max" when i + 1 < args.Length && uint.TryParse(args[i + 1], out max): i++; break;
                case var name when consumer.Length == 0 && !name.StartsWith('-'): consumer = name; break;
                default: return false;
            }
        }
        return true;
    }

    private static string Text(IDictionary<string, object?> headers, string key) => headers.TryGetValue(key, out var value) ? value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        _ => value?.ToString() ?? "",
    } : "";
}
