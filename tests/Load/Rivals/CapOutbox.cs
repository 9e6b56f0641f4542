using DotNetCore.CAP;
using DotNetCore.CAP.Messages;
using DotNetCore.CAP.Persistence;
using DotNetCore.CAP.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using RabbitMQ.Client;
using System.Collections.Concurrent;

namespace Governance.Load.Rivals;

/// <summary>
/// DotNetCore.CAP 10.0.2 on PostgreSQL, tuned for recovering fast as far as its documentation lets one: see the options below. What bounds it is in its code and no option: the retry
/// processor reads at most 200 rows a turn (IDataStorage.PostgreSql.cs, <c>LIMIT 200</c>).
/// </summary>
internal static class CapOutbox
{
    public static Func<IHost, int, Task> Add(HostApplicationBuilder builder, string database, string broker)
    {
        builder.Services.AddCap(cap =>
        {
            cap.UsePostgreSql(database);
            cap.RegisterExtension(new ToRabbitMq(broker));
            cap.FailedRetryInterval = 1;              // seconds between turns; 60 by default, and 0 would spin without a pause
            cap.FallbackWindowLookbackSeconds = 30;   // rows younger than this are left alone; 240 by default, below 30 CAP warns that it is unsafe
            cap.EnablePublishParallelSend = true;     // off by default: batches of 20 on this machine instead of one by one
        });
        return FillAsync;
    }

    private static async Task FillAsync(IHost host, int rows)
    {
        await host.Services.GetRequiredService<IStorageInitializer>().InitializeAsync(CancellationToken.None);
        var database = host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<PostgreSqlOptions>>().Value.ConnectionString;
        await using var connection = new NpgsqlConnection(database);
        var publisher = host.Services.GetRequiredService<ICapPublisher>();
        var transaction = connection.BeginTransaction(publisher, autoCommit: false);
        for (var n = 0; n < rows; n++) await publisher.PublishAsync(Rival.Topic, CallOpenedAtRival.Next(n));
        // CAP's own Commit is this and then the sending.
        await ((NpgsqlTransaction)transaction.DbTransaction!).CommitAsync();
        Rival.Die();
    }

    /// <summary>
    /// CAP's RabbitMQ transport. The registry does not serve the package DotNetCore.CAP.RabbitMQ, so this does what its source does (MIT, tag 10.0.2): a topic exchange, persistent messages, a pool
    /// of 15 channels. One thing is other: it waits for each confirm. The original switches confirms on but does not track them, and marks a message as sent that the broker may have refused.
    /// </summary>
    private sealed class ToRabbitMq(string broker) : ICapOptionsExtension
    {
        public void AddServices(IServiceCollection services)
        {
            services.AddSingleton(new CapMessageQueueMakerService("RabbitMQ"));
            services.AddSingleton<ITransport>(new Transport(broker));
            services.AddSingleton<IConsumerClientFactory, NoConsumers>();
        }
    }

    public const string Exchange = "cap.default.router";

    private sealed class Transport(string broker) : ITransport
    {
        private readonly Lazy<Task<IConnection>> connection = new(() => new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync());
        private readonly ConcurrentQueue<IChannel> pool = [];

        public BrokerAddress BrokerAddress => new("RabbitMQ", new Uri(broker).Authority);

        public async Task<OperateResult> SendAsync(TransportMessage message)
        {
            try
            {
                if (!pool.TryDequeue(out var channel)) channel = await OpenAsync();
                var properties = new BasicProperties { MessageId = message.GetId(), DeliveryMode = DeliveryModes.Persistent, Headers = message.Headers.ToDictionary(h => h.Key, object? (h) => h.Value) };
                await channel.BasicPublishAsync(Exchange, message.GetName(), mandatory: false, properties, message.Body);
                if (pool.Count < 15) pool.Enqueue(channel);
                else await channel.DisposeAsync();
                return OperateResult.Success;
            }
            catch (Exception e) when (e is RabbitMQ.Client.Exceptions.RabbitMQClientException or IOException)
            {
                return OperateResult.Failed(e);
            }
        }

        private async Task<IChannel> OpenAsync()
        {
            var channel = await (await connection.Value).CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true);
            return channel;
        }
    }

    private sealed class NoConsumers : IConsumerClientFactory
    {
        public Task<IConsumerClient> CreateAsync(string groupName, byte groupConcurrent) => throw new InvalidOperationException("this application consumes nothing");
    }
}
