using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Governance.Messaging;

/// <summary>The events that a service consumes.</summary>
public sealed class Consumers
{
    private readonly string service;
    private readonly List<Entry> entries = [];

    internal Consumers(string service) => this.service = service;

    /// <summary>
    /// Has every <typeparamref name="TEvent"/> dealt with by a <typeparamref name="TConsumer"/>, made anew for each with its constructor's dependencies.
    /// Queue <c>governance.SERVICE.CONSUMER</c>; one event at a time over all replicas, per aggregate in the order of the events. One that fails holds up only its own aggregate (<see cref="Turns"/>).
    /// The effect is once: the inbox row is written with the consumer's one SaveAsync, or for it if it saves nothing. It runs as the system.
    /// </summary>
    /// <param name="reason">Why it may act everywhere; goes into the audit trail.</param>
    /// <param name="when">False where the configuration lacks what the consumer needs: it then has no queue, and what comes meanwhile does not wait for it.</param>
    public Consumers Consumes<TConsumer, TEvent>(string? reason = null, bool when = true) where TConsumer : class, IConsumer<TEvent> where TEvent : class
    {
        if (!when) return this;
        var name = typeof(TConsumer).Name;
        if (entries.Any(e => e.Name == name)) throw new InvalidOperationException($"{name} is registered twice: a consumer has one event and one queue");
        var type = EventType.NameOf(typeof(TEvent));
        entries.Add(new Entry(name, QueueOf(service, name), type,
            (endpoint, services, turns) => endpoint.Consumer(() => new Inbox<TConsumer, TEvent>(services, turns, name, reason ?? $"consumes {type}"))));
        return this;
    }

    internal string Service => service;

    internal IReadOnlyList<Entry> Entries => entries;

    /// <summary>
    /// A quorum queue of RabbitMQ 4 throws away what was given back twenty times, tried or not: a service that crashes again and again would lose its events. We park by ourselves; -1 is no number to RabbitMQ 3.
    /// </summary>
    public const string DeliveryLimit = "x-delivery-limit";

    /// <summary>See <see cref="DeliveryLimit"/>.</summary>
    public const int NoLimit = 1_000_000;

    internal static string QueueOf(string service, string consumer) => $"governance.{service}.{consumer}";

    internal sealed record Entry(string Name, string Queue, string Event, Action<IReceiveEndpointConfigurator, IServiceProvider, Turns> Connect);

    internal void Register(IServiceCollection services, MessagingOptions options)
    {
        if (entries.Count == 0) return;
        // What waits for its next try when the process stops goes back to the queue; what is in its turn has this long to end.
        services.Configure<MassTransitHostOptions>(o => o.ConsumerStopTimeout = Turns.TimeToEnd);
        services.AddMassTransit(bus =>
        {
            // A broker that is down must not take the service out of the load balancer: it still answers, and its events wait in the log.
            bus.ConfigureHealthCheckOptions(o =>
            {
                o.Name = "consumers";
                o.MinimalFailureStatus = HealthStatus.Degraded;
                o.Tags.Clear();
            });
            bus.UsingRabbitMq((context, cfg) =>
            {
                var address = context.GetRequiredService<BrokerAddress>().Uri;
                cfg.Host(new UriBuilder(address) { UserName = "", Password = "", Scheme = address.Scheme == "amqps" ? "rabbitmqs" : "rabbitmq" }.Uri, h =>
                {
                    if (address.UserInfo.Split(':') is [var user, var password])
                    {
                        h.Username(Uri.UnescapeDataString(user));
                        h.Password(Uri.UnescapeDataString(password));
                    }
                    h.ConnectionName($"{service} consumers");
                });
                cfg.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType | RawSerializerOptions.CopyHeaders, isDefault: true);
                cfg.ConfigureJsonSerializerOptions(AsEventsAreWritten);
                foreach (var entry in entries) cfg.ReceiveEndpoint(entry.Queue, endpoint => Configure(endpoint, entry, context, options));
            });
        });
    }

    private static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, Entry entry, IServiceProvider services, MessagingOptions options)
    {
        // Classic by default: on a single node it is as safe as a quorum queue, and RabbitMQ 3.10 was seen not to elect a quorum queue's leader for minutes after
        // a kill -9, which holds back the confirms of everybody who publishes to it. A broker of several nodes needs quorum queues.
        if (options.QuorumQueues)
        {
            endpoint.SetQuorumQueue();
            endpoint.SetQueueArgument(DeliveryLimit, NoLimit);
        }
        // Order: one replica at a time is given messages, and Turns says which is dealt with when. What waits for its next try is not acknowledged and takes of the prefetch: 512 of them are
        // eighty a second that always fail.
        endpoint.SingleActiveConsumer = true;
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.PrefetchCount = 512;
        var turns = new Turns(entry.Name, options.ConsumerRetries, services.GetRequiredService<ILogger<Turns>>());
        endpoint.ConfigureChannel(channel => channel.UseFilter(new TakeTurns(turns)));
        endpoint.PublishFaults = false;
        endpoint.ConfigureConsumeTopology = false;
        endpoint.Bind(entry.Event, exchange =>
        {
            exchange.Durable = true;
            exchange.ExchangeType = "fanout";
        });
        entry.Connect(endpoint, services, turns);
    }

    // Decimals as numbers, enums as names: what EventType.Json writes must be read the same way.
    private static JsonSerializerOptions AsEventsAreWritten(JsonSerializerOptions options)
    {
        foreach (var converter in options.Converters.Where(c => c.GetType().Name.Contains("Decimal", StringComparison.Ordinal)).ToList()) options.Converters.Remove(converter);
        options.Converters.Add(new JsonStringEnumConverter());
        return options;
    }
}
