using System.Security.Cryptography;
using Governance.Access;
using Governance.Grid.Categories;
using Governance.Grid.Tests;
using Governance.Hosting;
using Governance.Messaging;
using Governance.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

[assembly: AssemblyFixture(typeof(GridServers))]

namespace Governance.Grid.Tests;

/// <summary>
/// What all tests of this assembly share: one PostgreSQL, one authority, one broker (started when the first test asks for it) and one database that was
/// migrated and seeded once. Every <see cref="GridApp"/> gets a copy of it, so that no test sees another's rows or clock.
/// </summary>
public sealed class GridServers : IAsyncLifetime
{
    private const string Template = "grid_template";
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private readonly string keyOfPersonalData = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string keyOfLookups = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private TestServers servers = null!;
    private TestServers? broker;
    private int databases;

    public TestTokens Tokens { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        servers = await TestServers.StartAsync(ServerKinds.Postgres);
        Tokens = await TestTokens.StartAsync();
        var builder = Host.CreateApplicationBuilder();
        // No pool: PostgreSQL copies only a database that nobody is connected to.
        builder.Configuration.AddInMemoryCollection(Settings(ConnectionString(Template) + ";Pooling=false"));
        builder.AddGovernanceDefaults("grid");
        builder.AddGrid();
        await using var services = builder.Services.BuildServiceProvider();
        await services.MigrateAsync<GridDb>(CancellationToken.None);
        await SmallMap.SeedAsync(ConnectionString(Template));
        await SeedReferenceAsync(services);
    }

    // Categories, units and calendar as they ship.
    private static async Task SeedReferenceAsync(IServiceProvider services)
    {
        var folder = Path.Combine(Repository.Root, "deploy", "data");
        foreach (var (file, import) in new (string, Func<IServiceProvider, string, CancellationToken, Task<string>>)[]
        {
            ("units.csv", CategoryFiles.ImportUnitsAsync), ("categories.csv", CategoryFiles.ImportCategoriesAsync), ("china-working-calendar.csv", CategoryFiles.ImportCalendarAsync),
        })
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().BecomeSystem("seed", "the reference data of the tests");
            await import(scope.ServiceProvider, Path.Combine(folder, file), CancellationToken.None);
        }
    }

    /// <summary>A copy of the migrated and seeded database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        // PostgreSQL refuses to copy a database that somebody is copying at the same moment.
        await oneAtATime.WaitAsync();
        try
        {
            var name = $"grid_{++databases}";
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

    /// <summary>Configuration of a Grid service on the given database. Without a broker it has the address of one that is down, as after a failure.</summary>
    public Dictionary<string, string?> Settings(string database, string? brokerAddress = null) => new(Tokens.Settings)
    {
        ["ConnectionStrings:grid"] = database,
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
    }

    private string ConnectionString(string database) => $"{servers.Postgres};Database={database};Maximum Pool Size=60";
}
