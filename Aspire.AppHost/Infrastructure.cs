using Microsoft.Extensions.Configuration;

namespace Governance.AppHost;

/// <summary>Where PostgreSQL, Redis and RabbitMQ come from: given from outside, else containers, else private native servers.</summary>
internal static class Infrastructure
{
    private static readonly string[] _names = ["postgres", "redis", "rabbitmq"];

    public sealed record Servers(
        IResourceBuilder<IResourceWithConnectionString> Postgres, IResourceBuilder<IResourceWithConnectionString> Redis, IResourceBuilder<IResourceWithConnectionString> RabbitMq);

    /// <summary>ConnectionStrings:postgres (without a database), :redis and :rabbitmq each replace one server. GOVERNANCE_INFRASTRUCTURE=native skips the engine.</summary>
    public static async Task<Servers> AddInfrastructureAsync(this IDistributedApplicationBuilder builder, LocalState state)
    {
        var external = _names.ToDictionary(name => name, name => builder.Configuration.GetConnectionString(name) is { Length: > 0 });
        var engine = external.ContainsValue(false) && builder.Configuration["GOVERNANCE_INFRASTRUCTURE"] != "native" ? await Containers.FindEngineAsync() : null;
        if (engine is not null) builder.Configuration["DcpPublisher:ContainerRuntime"] = engine;
        Console.WriteLine($"▸ servers: {string.Join(", ", external.Select(e => $"{e.Key} {(e.Value ? "external" : engine ?? "native")}"))}");
        return new(
            Choose("postgres", Containers.AddPostgres, NativeServers.AddPostgres).WithHealthCheck(builder, Probes.PostgresAsync),
            Choose("redis", Containers.AddRedis, NativeServers.AddRedis).WithHealthCheck(builder, Probes.RedisAsync),
            Choose("rabbitmq", Containers.AddRabbitMq, NativeServers.AddRabbitMq).WithHealthCheck(builder, Probes.RabbitMqAsync));

        IResourceBuilder<IResourceWithConnectionString> Choose(string name, Add container, Add native) =>
            external[name] ? builder.AddConnectionString(name) : engine is not null ? container(builder, state) : native(builder, state);
    }

    private delegate IResourceBuilder<IResourceWithConnectionString> Add(IDistributedApplicationBuilder builder, LocalState state);

    /// <summary>The dashboard's addresses and its login; without a certificate of its own it speaks http on loopback.</summary>
    public static void UseDashboard(this IDistributedApplicationBuilder builder, LocalState state)
    {
        builder.Configuration["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        builder.Configuration["ASPNETCORE_URLS"] = $"http://localhost:{state.Port("dashboard", preferred: 15080)}";
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{state.Port("dashboard-otlp")}";
        builder.Configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = $"http://localhost:{state.Port("dashboard-resources")}";
        builder.Configuration["AppHost:BrowserToken"] = state.Secret("dashboard");
    }
}
