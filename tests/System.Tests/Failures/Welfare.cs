using System.Text;
using System.Text.Json;
using Governance.Events;
using Governance.Events.Welfare.V1;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Governance.SystemTests.Failures;

/// <summary>What Grid hears of Welfare, from a plain AMQP client.</summary>
internal sealed class Welfare(IConnection connection) : IAsyncDisposable
{
    private const string Closed = "governance.welfare.v1.CaseClosed";
    private const string Queue = "governance.grid.OnCaseClosed";

    public static async Task<Welfare> ConnectAsync(string broker) => new(await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync());

    /// <summary>A case that came from this call has been closed.</summary>
    public static string CaseOf(string call) =>
        JsonSerializer.Serialize(new CaseClosed(Guid.Parse(Load.NewId()), Ground.Community, Guid.Parse(call), "已上门探访，救助金已发放", TimeProvider.System.GetUtcNow()), EventFormat.Json);

    /// <summary>Grid serves before its consumers are connected; what is published before its queue exists goes nowhere.</summary>
    public Task HasQueueAsync() => Scene.EventuallyAsync("Grid's queue exists", () => HasAsync(Queue));

    public async Task PublishAsync(string json, string? messageId)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var properties = new BasicProperties { Persistent = true, ContentType = "application/json" };
        if (messageId is not null) properties.MessageId = messageId;
        await channel.BasicPublishAsync(Closed, "", mandatory: true, properties, Encoding.UTF8.GetBytes(json));
    }

    public async Task<uint> ErrorsAsync() => await HasAsync(Queue + "_error") ? await CountAsync(Queue + "_error") : 0;

    private async Task<bool> HasAsync(string queue)
    {
        try
        {
            await CountAsync(queue);
            return true;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<uint> CountAsync(string queue)
    {
        await using var channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }
}
