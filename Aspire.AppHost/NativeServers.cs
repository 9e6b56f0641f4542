namespace Governance.AppHost;

/// <summary>A server started by a script of deploy/local/servers on a loopback port of its own.</summary>
internal sealed class NativeServer(string name, string scripts, ReferenceExpression connectionString)
    : ExecutableResource(name, Path.Combine(scripts, name + ".sh"), scripts), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression => connectionString;
}

/// <summary>Debian's PostgreSQL, Redis and RabbitMQ as children of the AppHost, with data under .local; never the system's own services.</summary>
internal static class NativeServers
{
    private const string User = "governance";

    public static IResourceBuilder<IResourceWithConnectionString> AddPostgres(IDistributedApplicationBuilder builder, LocalState state)
    {
        var (port, password) = (state.Port("postgres"), state.Secret("postgres"));
        return Add(builder, state, "postgres", port, ReferenceExpression.Create($"Host=127.0.0.1;Port={$"{port}"};Username={User};Password={password}"))
            .WithEnvironment("PG_USER", User).WithEnvironment("PG_PASS", password)
            .WithEnvironment("PG_SETTINGS", "max_connections=300 shared_buffers=256MB");
    }

    public static IResourceBuilder<IResourceWithConnectionString> AddRedis(IDistributedApplicationBuilder builder, LocalState state)
    {
        var (port, password) = (state.Port("redis"), state.Secret("redis"));
        return Add(builder, state, "redis", port, ReferenceExpression.Create($"127.0.0.1:{$"{port}"},password={password}"))
            .WithEnvironment("REDIS_PASS", password);
    }

    public static IResourceBuilder<IResourceWithConnectionString> AddRabbitMq(IDistributedApplicationBuilder builder, LocalState state)
    {
        var (port, password) = (state.Port("rabbitmq"), state.Secret("rabbitmq"));
        return Add(builder, state, "rabbitmq", port, ReferenceExpression.Create($"amqp://{User}:{password}@127.0.0.1:{$"{port}"}/"))
            .WithEnvironment("RMQ_USER", User).WithEnvironment("RMQ_PASS", password)
            .WithEnvironment("DIST_PORT", (string)$"{state.Port("rabbitmq-distribution")}").WithEnvironment("EPMD_PORT", (string)$"{state.Port("rabbitmq-epmd")}");
    }

    private static IResourceBuilder<NativeServer> Add(IDistributedApplicationBuilder builder, LocalState state, string name, int port, ReferenceExpression connectionString) =>
        builder.AddResource(new NativeServer(name, Path.Combine(state.Repository, "deploy", "local", "servers"), connectionString))
            .WithEndpoint(port: port, scheme: "tcp", name: "tcp", isProxied: false)
            .WithArgs(Path.Combine(state.Folder, name), $"{port}");
}
