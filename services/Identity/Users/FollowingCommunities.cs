using System.Data.Common;
using System.Net.Sockets;
using System.Text.Json;
using Governance.Events;
using Governance.Events.Grid.V1;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenIddict.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Governance.Identity.Users;

/// <summary>
/// Listens for Grid's CommunitiesReorganized. Straight from the broker: this service has no event log, and what it does may be repeated without harm, so it needs no inbox. Starts and serves while the
/// broker is away, or without one (then nobody's areas follow); what was told meanwhile waits in the queue. As the consumers of the other services do: one piece of news at a time over all replicas, in
/// their order; it waits for the database however long; what cannot be read, or fails for good, goes to the queue <see cref="Failed"/> and holds up no other.
/// </summary>
internal sealed partial class FollowingCommunities(IServiceScopeFactory scopes, IConfiguration configuration, ILogger<FollowingCommunities> logger) : BackgroundService
{
    public const string Queue = "governance.identity.FollowingCommunities", Failed = Queue + "_error";
    private static readonly string Exchange = EventFormat.NameOf(typeof(CommunitiesReorganized));
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan[] Again = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)];

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

    /// <summary>Puts what failed at the end of the queue again. Each is confirmed there before it leaves the other, so that nothing is lost; twice is once.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> RedriveAsync(Uri address, CancellationToken cancel)
    {
        await using var connection = await new ConnectionFactory { Uri = address, ClientProvidedName = "identity redrive" }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), cancel);
        var (moved, waiting) = (0, await channel.MessageCountAsync(Failed, cancel));
        // Only what is there now: what fails again comes back.
        while (moved < waiting && await channel.BasicGetAsync(Failed, autoAck: false, cancel) is { } message)
        {
            await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties(message.BasicProperties), message.Body, cancel);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancel);
            moved++;
        }
        return moved;
    }

    private async Task ListenAsync(Uri address, CancellationToken cancel)
    {
        await using var connection = await new ConnectionFactory { Uri = address, ClientProvidedName = "identity", AutomaticRecoveryEnabled = false }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancel);
        // A broker of several nodes keeps them on more than one, by the same setting as the queues of the other services.
        var kept = configuration.GetValue<bool>("Messaging:QuorumQueues") ? new Dictionary<string, object?> { ["x-queue-type"] = "quorum", [Consumers.DeliveryLimit] = Consumers.NoLimit } : [];
        await channel.QueueDeclareAsync(Failed, durable: true, exclusive: false, autoDelete: false, kept, cancellationToken: cancel);
        var inOrder = new Dictionary<string, object?>(kept) { ["x-single-active-consumer"] = true, ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = Failed };
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, inOrder, cancellationToken: cancel);
        await channel.QueueBindAsync(Queue, Exchange, "", cancellationToken: cancel);
        await channel.BasicQosAsync(0, prefetchCount: 1, global: false, cancel);
        var lost = new TaskCompletionSource();
        channel.ChannelShutdownAsync += (_, _) => { lost.TrySetResult(); return Task.CompletedTask; };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            try
            {
                if (await DealWithAsync(delivery, cancel)) await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, cancel);
                else await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database or the broker is away: it comes again with the next connection.
                LogAway(e);
                lost.TrySetResult();
            }
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, cancel);
        await lost.Task.WaitAsync(cancel);
    }

    /// <returns>False when no further try can change it. An outage is thrown.</returns>
    private async Task<bool> DealWithAsync(BasicDeliverEventArgs delivery, CancellationToken cancel)
    {
        var id = delivery.BasicProperties.MessageId;
        CommunitiesReorganized told;
        try { told = Read(delivery.Body.Span); }
        catch (JsonException e)
        {
            LogUnreadable(e, id);
            return false;
        }
        for (var tries = 0; ; tries++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<Areas>().FollowAsync(told, cancel);
                return true;
            }
            catch (Exception e) when (e is not OperationCanceledException && !ComesAgain(e))
            {
                if (tries == Again.Length)
                {
                    LogFailed(e, id);
                    return false;
                }
            }
            await Task.Delay(Again[tries], TimeProvider.System, cancel);
        }
    }

    private static CommunitiesReorganized Read(ReadOnlySpan<byte> body)
    {
        if (JsonSerializer.Deserialize<CommunitiesReorganized?>(body, EventFormat.Json) is not { Former: { } former, Successors: { } successors } told) throw new JsonException("former or successors are missing");
        var (grids, nextGrids) = (told.FormerGrids ?? [], told.SuccessorGrids ?? []);
        if (former.Count != successors.Count || grids.Count != nextGrids.Count) throw new JsonException("not every code has a successor");
        if (former.Concat(successors).Concat(grids).Concat(nextGrids).Any(string.IsNullOrEmpty)) throw new JsonException("a code is missing");
        return told;
    }

    // As Foundation's Faults, which this service does without; and somebody else was faster.
    private static bool ComesAgain(Exception? e) => e switch
    {
        null => false,
        PostgresException p => p.IsTransient || p.SqlState is "57P01" or "57P02" or "57P03" || p.SqlState.StartsWith("53", StringComparison.Ordinal) || p.SqlState.StartsWith("08", StringComparison.Ordinal),
        DbException { IsTransient: true } or SocketException or EndOfStreamException or DbUpdateConcurrencyException or OpenIddictExceptions.ConcurrencyException => true,
        _ => ComesAgain(e.InnerException),
    };

    [LoggerMessage(1, LogLevel.Warning, "ConnectionStrings:rabbitmq is not set: areas of people and clients do not follow when communities are reorganised")]
    private partial void LogAlone();

    [LoggerMessage(2, LogLevel.Warning, "News of reorganised communities cannot be read now; tried again in two seconds")]
    private partial void LogAway(Exception e);

    [LoggerMessage(3, LogLevel.Error, "News of reorganised communities {Id} cannot be read and is left out")]
    private partial void LogUnreadable(Exception e, string? id);

    [LoggerMessage(4, LogLevel.Error, "News of reorganised communities {Id} fails every time and is left out")]
    private partial void LogFailed(Exception e, string? id);
}
