using System.Text.Json;
using Governance.Events;
using Governance.Events.Grid.V1;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Governance.Identity.Users;

/// <summary>
/// Listens for Grid's CommunitiesReorganized. Straight from the broker: this service has no event log, and what it does may be repeated without harm, so it needs no inbox. Starts and serves while the
/// broker is away, or without one (then nobody's areas follow); what was told meanwhile waits in the queue.
/// </summary>
internal sealed partial class FollowingCommunities(IServiceScopeFactory scopes, IConfiguration configuration, ILogger<FollowingCommunities> logger) : BackgroundService
{
    public const string Queue = "governance.identity.FollowingCommunities";
    private static readonly string Exchange = EventFormat.NameOf(typeof(CommunitiesReorganized));
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration.GetConnectionString("rabbitmq") is not { Length: > 0 } address)
        {
            LogAlone();
            return;
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            try { await ListenAsync(new Uri(address), stoppingToken); }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested) { LogAway(e); }
            await Task.Delay(Pause, TimeProvider.System, stoppingToken);
        }
    }

    private async Task ListenAsync(Uri address, CancellationToken cancel)
    {
        await using var connection = await new ConnectionFactory { Uri = address, ClientProvidedName = "identity", AutomaticRecoveryEnabled = false }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancel);
        // One event at a time over all replicas, as everywhere: what follows on a reorganisation must not overtake it.
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-single-active-consumer"] = true }, cancellationToken: cancel);
        await channel.QueueBindAsync(Queue, Exchange, "", cancellationToken: cancel);
        await channel.BasicQosAsync(0, prefetchCount: 1, global: false, cancel);
        var lost = new TaskCompletionSource();
        channel.ChannelShutdownAsync += (_, _) => { lost.TrySetResult(); return Task.CompletedTask; };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            try
            {
                var told = JsonSerializer.Deserialize<CommunitiesReorganized>(delivery.Body.Span, EventFormat.Json)!;
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<Areas>().FollowAsync(told, cancel);
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, cancel);
            }
            catch (JsonException e)
            {
                // It will be no more readable at the next try, and must hold up no other.
                LogUnreadable(e, delivery.BasicProperties.MessageId);
                await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database is away: it comes again with the next connection.
                LogAway(e);
                lost.TrySetResult();
            }
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, cancel);
        await lost.Task.WaitAsync(cancel);
    }

    [LoggerMessage(1, LogLevel.Warning, "ConnectionStrings:rabbitmq is not set: areas of people and clients do not follow when communities are reorganised")]
    private partial void LogAlone();

    [LoggerMessage(2, LogLevel.Warning, "News of reorganised communities cannot be read now; tried again in two seconds")]
    private partial void LogAway(Exception e);

    [LoggerMessage(3, LogLevel.Error, "News of reorganised communities {Id} cannot be read and is left out")]
    private partial void LogUnreadable(Exception e, string? id);
}
