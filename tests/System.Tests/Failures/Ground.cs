using System.Security.Cryptography;
using Governance.Servers;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Governance.SystemTests.Failures;

/// <summary>Servers are killed here: nothing else may run at the same time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Failures : ICollectionFixture<Ground>
{
    public const string Name = "failures";
}

/// <summary>
/// What the failure tests share: durable private servers, an authority, and one database that Grid's own commands have migrated and filled. Each test gets a copy
/// of the database, the servers running and the broker without queues, whatever the test before has broken.
/// </summary>
public sealed class Ground : IAsyncLifetime
{
    private const string Template = "grid_template";
    private readonly string keyOfPersonalData = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string keyOfLookups = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private int scenes;

    /// <summary>A resident's community in the county 510104.</summary>
    public const string Community = "510104017001";

    public TestServers Servers { get; private set; } = null!;

    public TestTokens Tokens { get; private set; } = null!;

    /// <summary>Logs of all processes.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("failures-").FullName;

    public async ValueTask InitializeAsync()
    {
        Servers = await TestServers.StartAsync(ServerKinds.All, durable: true);
        Tokens = await TestTokens.StartAsync();
        // No pool: PostgreSQL copies only a database that nobody is connected to.
        var settings = Settings(ConnectionString(Template) + ";Pooling=false");
        await ServiceProcess.RunAsync(Grid, Path.Combine(Folder, "migrate.log"), settings, "migrate");
        await ServiceProcess.RunAsync(Grid, Path.Combine(Folder, "import.log"), settings, "import", WriteSmallMap());
    }

    /// <summary>A database, a broker and a set of logs that no other test has touched.</summary>
    internal async Task<Scene> SetAsync(string name)
    {
        foreach (var kind in (ServerKinds[])[ServerKinds.Postgres, ServerKinds.Redis, ServerKinds.RabbitMq]) await Servers.StartAgainAsync(kind);
        await ForgetQueuesAsync();
        var database = $"grid_{++scenes}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var copy = new NpgsqlCommand($"create database {database} template {Template}", connection);
        await copy.ExecuteNonQueryAsync();
        return new Scene(this, ConnectionString(database), Path.Combine(Folder, name));
    }

    /// <summary>Configuration of a Grid on the given database.</summary>
    internal Dictionary<string, string?> Settings(string database) => new(Tokens.Settings)
    {
        ["ConnectionStrings:grid"] = database,
        ["ConnectionStrings:rabbitmq"] = Servers.RabbitMq,
        ["ConnectionStrings:redis"] = Servers.Redis,
        ["Protection:Current"] = "test",
        ["Protection:Keys:test"] = keyOfPersonalData,
        ["Protection:LookupKey"] = keyOfLookups,
    };

    internal const string Grid = "services/Grid";

    public async ValueTask DisposeAsync()
    {
        await Tokens.DisposeAsync();
        await Servers.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private string ConnectionString(string database) => $"{Servers.Postgres};Database={database}";

    // The province, its capital and one county whole: enough for every rule, and imported in a second.
    private string WriteSmallMap()
    {
        var data = Path.Combine(Repository.Root, "deploy", "data");
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "data")).FullName;
        foreach (var file in Directory.GetFiles(data, "*.csv")) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var map = Path.Combine(folder, "sichuan-divisions.csv");
        File.WriteAllLines(map, File.ReadLines(Path.Combine(data, "sichuan-divisions.csv"))
            .Where((line, number) => number == 0 || line.Split(',')[0] is "51" or "5101" || line.StartsWith("510104", StringComparison.Ordinal)));
        return folder;
    }

    // The streams and queues of the test before: its events belong to another database.
    private async Task ForgetQueuesAsync()
    {
        await using var broker = await new ConnectionFactory { Uri = new Uri(Servers.RabbitMq) }.CreateConnectionAsync();
        string[] consumers = ["OnCaseAccepted", "OnCaseClosed"];
        foreach (var queue in (string[])["governance.grid.events", .. consumers.Select(c => $"governance.grid.{c}"), .. consumers.Select(c => $"governance.grid.{c}_error")])
        {
            await using var channel = await broker.CreateChannelAsync();
            try { await channel.QueueDeleteAsync(queue); }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404) { /* never declared */ }
        }
    }
}
