using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;

namespace Governance.Messaging;

/// <summary><c>ConnectionStrings:rabbitmq</c>, <c>amqp://user:password@host:port/vhost</c>; read when it is needed, since <c>migrate</c> does without.</summary>
internal sealed class BrokerAddress(IConfiguration configuration)
{
    public Uri Uri => new(configuration.GetConnectionString("rabbitmq") ?? throw new InvalidOperationException("ConnectionStrings:rabbitmq is not set"));

    public async Task<IConnection> ConnectAsync(string name, CancellationToken cancel)
    {
        var factory = new ConnectionFactory
        {
            Uri = Uri,
            ClientProvidedName = name,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(10),
            RequestedConnectionTimeout = TimeSpan.FromSeconds(5),
            ContinuationTimeout = TimeSpan.FromSeconds(10),
        };
        return await factory.CreateConnectionAsync(cancel);
    }
}
