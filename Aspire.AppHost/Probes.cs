using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using RabbitMQ.Client;
using StackExchange.Redis;

namespace Governance.AppHost;

/// <summary>Whether a server answers to the credentials that the services will use; the same question wherever the server comes from.</summary>
internal static class Probes
{
    public static async Task PostgresAsync(string connectionString, CancellationToken ct)
    {
        // The services' databases do not exist before their migration has run.
        await using var connection = new NpgsqlConnection(connectionString + ";Database=postgres;Pooling=false;Timeout=3");
        await connection.OpenAsync(ct);
    }

    public static async Task RedisAsync(string connectionString, CancellationToken ct)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(connectionString, options => options.ConnectTimeout = 3000);
        await connection.GetDatabase().PingAsync();
    }

    public static async Task RabbitMqAsync(string connectionString, CancellationToken ct)
    {
        await using var connection = await new ConnectionFactory { Uri = new(connectionString), RequestedConnectionTimeout = TimeSpan.FromSeconds(3) }.CreateConnectionAsync(ct);
    }

    public static IResourceBuilder<IResourceWithConnectionString> WithHealthCheck(
        this IResourceBuilder<IResourceWithConnectionString> server, IDistributedApplicationBuilder builder, Func<string, CancellationToken, Task> probe) =>
        server.Checked(builder, async ct => await probe((await server.Resource.GetConnectionStringAsync(ct))!, ct));

    /// <summary>Through TLS, trusting the development CA alone: what a client will see.</summary>
    public static IResourceBuilder<ProjectResource> WithGatewayHealthCheck(this IResourceBuilder<ProjectResource> gateway, string address, LocalState state) =>
        gateway.Checked(gateway.ApplicationBuilder, async ct =>
        {
            using var handler = new SocketsHttpHandler();
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(Path.Combine(state.Certificates, "ca.pem")));
            using var client = new HttpClient(handler);
            (await client.GetAsync(new Uri(address + "health/ready"), ct)).EnsureSuccessStatusCode();
        });

    private static IResourceBuilder<T> Checked<T>(this IResourceBuilder<T> resource, IDistributedApplicationBuilder builder, Func<CancellationToken, Task> ask) where T : IResource
    {
        var name = resource.Resource.Name + "-answers";
        builder.Services.AddHealthChecks().AddAsyncCheck(name, async ct =>
        {
            try { await ask(ct); return HealthCheckResult.Healthy(); }
            catch (Exception refused) { return HealthCheckResult.Unhealthy(refused.Message); }
        });
        return resource.WithHealthCheck(name);
    }
}
