using System.Collections.Concurrent;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Governance.Foundation.Tests.Notes;

/// <summary>A plain AMQP client, as a partner would write one: its own queue bound to an exchange, or the stream from an offset.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly ConcurrentQueue<Delivery> deliveries = new();
    private string? own;

    private Listener(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    public sealed record Delivery(string Id, string Type, Guid Subject, int Sequence, string Body, IReadOnlyDictionary<string, string> Headers, IReadOnlyBasicProperties Properties);

    public IReadOnlyCollection<Delivery> All => deliveries;

    public static async Task<Listener> BindAsync(string rabbitMq, params string[] exchanges)
    {
        var queue = $"listener-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}";
        await DeclareAsync(rabbitMq, queue, exchanges);
        var listener = await OnQueueAsync(rabbitMq, queue);
        listener.own = queue;
        return listener;
    }

    public static async Task DeclareAsync(string rabbitMq, string queue, params string[] exchanges)
    {
        await using var declaring = await ConnectAsync(rabbitMq);
        await declaring.channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        foreach (var exchange in exchanges)
        {
            await declaring.channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
            await declaring.channel.QueueBindAsync(queue, exchange, "");
        }
    }

    public static async Task<Listener> OnQueueAsync(string rabbitMq, string queue, string? offset = null)
    {
        var listener = await ConnectAsync(rabbitMq);
        await listener.ConsumeAsync(queue, offset is null ? null : new Dictionary<string, object?> { ["x-stream-offset"] = offset });
        return listener;
    }

    public static async Task<uint> MessagesOfAsync(string rabbitMq, string queue) => (await LookAsync(rabbitMq, queue))?.MessageCount ?? 0;

    public static async Task<uint> ConsumersOfAsync(string rabbitMq, string queue) => (await LookAsync(rabbitMq, queue))?.ConsumerCount ?? 0;

    private static async Task<QueueDeclareOk?> LookAsync(string rabbitMq, string queue)
    {
        await using var looking = await ConnectAsync(rabbitMq);
        try { return await looking.channel.QueueDeclarePassiveAsync(queue); }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException) { return null; }    // there is none
    }

    public static async Task DeleteAsync(string rabbitMq, params string[] queues)
    {
        foreach (var queue in queues)
            for (var tries = 1; ; tries++)
            {
                await using var deleting = await ConnectAsync(rabbitMq);
                try { await deleting.channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false); break; }
                // A broker that was killed accepts connections before its durable queues are back: "home node ... is down".
                catch (RabbitMQ.Client.Exceptions.OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404 && tries < 60) { await Task.Delay(500); }
            }
    }

    public async ValueTask DisposeAsync()
    {
        if (own is not null) await channel.QueueDeleteAsync(own, ifUnused: false, ifEmpty: false);
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static async Task<Listener> ConnectAsync(string rabbitMq)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(rabbitMq) }.CreateConnectionAsync();
        return new Listener(connection, await connection.CreateChannelAsync());
    }

    private async Task ConsumeAsync(string queue, IDictionary<string, object?>? arguments)
    {
        await channel.BasicQosAsync(0, 500, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, e) =>
        {
            var headers = (e.BasicProperties.Headers ?? new Dictionary<string, object?>()).ToDictionary(h => h.Key, h => h.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{h.Value}");
            deliveries.Enqueue(new Delivery(e.BasicProperties.MessageId ?? "", headers.GetValueOrDefault("ce-type", ""), Guid.Parse(headers.GetValueOrDefault("ce-subject", Guid.Empty.ToString())),
                int.Parse(headers.GetValueOrDefault("ce-sequence", "0")), Encoding.UTF8.GetString(e.Body.Span), headers, new BasicProperties(e.BasicProperties)));
            await channel.BasicAckAsync(e.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, "", noLocal: false, exclusive: false, arguments, consumer);
    }
}
