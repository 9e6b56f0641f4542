using System.Security.Cryptography;
using Governance.Servers;
using Npgsql;

namespace Governance.Harness;

/// <summary>
/// What all tests of an assembly share: one PostgreSQL, one authority, one broker (started when the first test asks for it) and one database that was
/// migrated and seeded once. Every app gets a copy of it, so that no test sees another's rows or clock.
/// </summary>
/// <param name="service">Name of the service, e.g. <c>grid</c>.</param>
public abstract class ServiceServers(string service) : IAsyncLifetime
{
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private readonly string keyOfPersonalData = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string keyOfLookups = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private TestServers servers = null!;
    private TestServers? broker;
    private int databases;

    /// <summary>Name of the service, e.g. <c>grid</c>.</summary>
    public string Service => service;

    /// <summary>The authority whose tokens the service trusts.</summary>
    public TestTokens Tokens { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        servers = await TestServers.StartAsync(ServerKinds.Postgres);
        Tokens = await TestTokens.StartAsync();
        // No pool: PostgreSQL copies only a database that nobody is connected to.
        await PrepareAsync(Settings(ConnectionString(Template) + ";Pooling=false"), ConnectionString(Template) + ";Pooling=false");
    }

    /// <summary>Migrates the database that every app gets a copy of, and seeds it.</summary>
    protected abstract Task PrepareAsync(Dictionary<string, string?> settings, string database);

    /// <summary>A copy of the migrated and seeded database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        // PostgreSQL refuses to copy a database that somebody is copying at the same moment.
        await oneAtATime.WaitAsync();
        try
        {
            var name = $"{service}_{++databases}";
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync();
            await using var copy = new NpgsqlCommand($"create database {name} template {Template}", connection);
            await copy.ExecuteNonQueryAsync();
            return ConnectionString(name);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Address of the broker, which is started when the first test asks for it.</summary>
    public async Task<string> BrokerAsync()
    {
        await oneAtATime.WaitAsync();
        try { return (broker ??= await TestServers.StartAsync(ServerKinds.RabbitMq)).RabbitMq; }
        finally { oneAtATime.Release(); }
    }

    /// <summary>Configuration of the service on the given database. Without a broker it has the address of one that is down, as after a failure.</summary>
    public Dictionary<string, string?> Settings(string database, string? brokerAddress = null) => new(Tokens.Settings)
    {
        [$"ConnectionStrings:{service}"] = database,
        ["ConnectionStrings:rabbitmq"] = brokerAddress ?? "amqp://nobody:nobody@127.0.0.1:1/",
        ["Protection:Current"] = "test",
        ["Protection:Keys:test"] = keyOfPersonalData,
        ["Protection:LookupKey"] = keyOfLookups,
        ["Kestrel:Endpoints:grpc:Url"] = "http://127.0.0.1:0",
        ["Kestrel:Endpoints:http:Url"] = "http://127.0.0.1:0",
        ["Logging:LogLevel:Default"] = "Error",
        ["Logging:LogLevel:Microsoft"] = "Error",
    };

    public async ValueTask DisposeAsync()
    {
        if (broker is not null) await broker.DisposeAsync();
        await servers.DisposeAsync();
        await Tokens.DisposeAsync();
        oneAtATime.Dispose();
        GC.SuppressFinalize(this);
    }

    private string Template => service + "_template";

    private string ConnectionString(string database) => $"{servers.Postgres};Database={database};Maximum Pool Size=60";
}
