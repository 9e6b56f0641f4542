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
/// What the failure tests share: durable private servers, an authority, and for each service one database that its own commands have migrated and filled, with the three roles of the chart: services have
/// rights to rows alone. Each test gets a copy of a database, the servers running and the broker without queues, whatever the test before has broken.
/// </summary>
public sealed class Ground : IAsyncLifetime
{
    private const string Password = "of a role";
    private readonly HashSet<string> templates = [], roles = [];
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
    }

    /// <summary>A database, a broker and a set of logs that no other test has touched.</summary>
    internal async Task<Scene> SetAsync(string name, string service = "grid")
    {
        foreach (var kind in (ServerKinds[])[ServerKinds.Postgres, ServerKinds.Redis, ServerKinds.RabbitMq]) await Servers.StartAgainAsync(kind);
        await ForgetQueuesAsync(service);
        await MakeTemplateAsync(service);
        var database = $"{service}_{++scenes}";
        // Its owner as well: who owns the database may make tables in it (PostgreSQL 15), and partitions are made as the owner.
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var copy = new NpgsqlCommand($"create database {database} owner {service}_owner template {service}_template", connection);
        await copy.ExecuteNonQueryAsync();
        return new Scene(this, service, ConnectionString(database), Path.Combine(Folder, name));
    }

    /// <summary>An empty database of the service's owner.</summary>
    internal async Task<string> NewDatabaseAsync(string service, string name)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        if (roles.Add(service))
        {
            await using var create = new NpgsqlCommand($"create role {service}_owner; create role {service} login password '{Password}'; create role {service}_migrate login password '{Password}' in role {service}_owner", connection);
            await create.ExecuteNonQueryAsync();
        }
        await using var database = new NpgsqlCommand($"create database {name} owner {service}_owner", connection);
        await database.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Configuration of a step, as the chart has it: a login of its own, which acts as the owner.</summary>
    internal Dictionary<string, string?> StepSettings(string service, string database) => new(Settings(service, database))
    {
        // No pool: PostgreSQL copies only a database that nobody is connected to.
        [$"ConnectionStrings:{service}"] = As($"{service}_migrate", database) + $";Pooling=false;Options=-c role={service}_owner -c governance.serving={service}",
    };

    private static string As(string role, string database) => new NpgsqlConnectionStringBuilder(database) { Username = role, Password = Password }.ConnectionString;

    /// <summary>Configuration of a service on the given database: it owns nothing there.</summary>
    internal Dictionary<string, string?> Settings(string service, string database) => new(Tokens.Settings)
    {
        [$"ConnectionStrings:{service}"] = As(service, database),
        ["ConnectionStrings:rabbitmq"] = Servers.RabbitMq,
        ["ConnectionStrings:redis"] = Servers.Redis,
        ["Protection:Current"] = "test",
        ["Protection:Keys:test"] = keyOfPersonalData,
        ["Protection:LookupKey"] = keyOfLookups,
    };

    /// <summary>
    /// Built tree of the version that everything begins with. Another one than this only in a rehearsal of an upgrade (deploy/drills/upgrade), which runs <see cref="Rolling.RestartingEverything"/> alone.
    /// </summary>
    internal static string Before { get; } = Environment.GetEnvironmentVariable("GOVERNANCE_BEFORE") is { Length: > 0 } folder ? folder : Repository.Root;

    /// <summary>Folder of a service's project in a version.</summary>
    internal static string ProjectOf(string service, string version) => Path.Combine(version, ProjectOf(service));

    internal static string ProjectOf(string service) => "services/" + service switch
    {
        "party" => "PartyBuilding",
        "socialorgs" => "SocialOrganizations",
        _ => $"{char.ToUpperInvariant(service[0])}{service[1..]}",
    };

    public async ValueTask DisposeAsync()
    {
        await Tokens.DisposeAsync();
        await Servers.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private string ConnectionString(string database) => $"{Servers.Postgres};Database={database}";

    private async Task MakeTemplateAsync(string service)
    {
        if (!templates.Add(service)) return;
        await RunStepsAsync(service, await NewDatabaseAsync(service, $"{service}_template"), Before);
    }

    /// <summary>What runs before a version serves, as the chart has it: by the role of the steps, on whatever is there.</summary>
    internal async Task RunStepsAsync(string service, string database, string version)
    {
        var (settings, map, project) = (StepSettings(service, database), WriteSmallMap(), ProjectOf(service, version));
        await MigrateAsync(service, project, Path.Combine(Folder, $"{service}-migrate.log"), settings);
        await ServiceProcess.RunAsync(project, Path.Combine(Folder, $"{service}-map.log"), settings, service == "grid" ? ["import", map] : ["map", Path.Combine(map, "sichuan-divisions.csv")]);
    }

    /// <summary>As the chart's Job has it: a migration waits for nobody for long, since who waits for a table makes everybody wait behind it; and what failed is tried again, after 10 seconds and twice as many each time.</summary>
    internal static async Task MigrateAsync(string service, string project, string log, Dictionary<string, string?> settings)
    {
        var migrating = new Dictionary<string, string?>(settings) { [$"ConnectionStrings:{service}"] = settings[$"ConnectionStrings:{service}"] + " -c lock_timeout=5s" };
        for (var tries = 1; ; tries++)
        {
            try
            {
                await ServiceProcess.RunAsync(project, log, migrating, "migrate");
                return;
            }
            catch (InvalidOperationException e) when (tries < 5 && e.Message.Contains(PostgresErrorCodes.LockNotAvailable, StringComparison.Ordinal))
            {
                await Task.Delay(TimeSpan.FromSeconds(5 << tries));
            }
        }
    }

    /// <summary>Messages that consumers of these services have given up on.</summary>
    internal async Task<uint> GivenUpAsync(IEnumerable<string> services)
    {
        await using var broker = await new ConnectionFactory { Uri = new Uri(Servers.RabbitMq) }.CreateConnectionAsync();
        var count = 0u;
        foreach (var (service, consumer) in services.SelectMany(s => ConsumersOf(s, Repository.Root).Select(c => (s, c))))
        {
            await using var channel = await broker.CreateChannelAsync();
            try { count += (await channel.QueueDeclarePassiveAsync($"governance.{service}.{consumer}_error")).MessageCount; }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404) { /* nobody has given up on anything */ }
        }
        return count;
    }

    // A consumer lies in a file of its name; the architecture's tests see to it.
    internal static IEnumerable<string> ConsumersOf(string service, string version) => Directory.GetFiles(ProjectOf(service, version), "On*.cs", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f));

    // The province, its capital and one county whole: enough for every rule, and imported in a second.
    private string WriteSmallMap()
    {
        var data = Path.Combine(Repository.Root, "deploy", "data");
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "data")).FullName;
        foreach (var file in Directory.GetFiles(data, "*.csv")) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        var map = Path.Combine(folder, "sichuan-divisions.csv");
        File.WriteAllLines(map, File.ReadLines(Path.Combine(data, "sichuan-divisions.csv"))
            .Where((line, number) => number == 0 || line.Split(',')[0] is "51" or "5101" || line.StartsWith("510104", StringComparison.Ordinal)));
        return folder;
    }

    // The streams and queues of the test before: its events belong to another database.
    private async Task ForgetQueuesAsync(string service)
    {
        await using var broker = await new ConnectionFactory { Uri = new Uri(Servers.RabbitMq) }.CreateConnectionAsync();
        foreach (var queue in (string[])[$"governance.{service}.events", .. ConsumersOf(service, Repository.Root).SelectMany(c => new[] { $"governance.{service}.{c}", $"governance.{service}.{c}_error" })])
        {
            await using var channel = await broker.CreateChannelAsync();
            try { await channel.QueueDeleteAsync(queue); }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404) { /* never declared */ }
        }
    }
}
