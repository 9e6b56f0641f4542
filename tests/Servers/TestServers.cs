using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Governance.Servers;

/// <summary>
/// Private PostgreSQL, Redis and RabbitMQ for one test class: real servers on free loopback ports with an empty temporary data folder.
/// They end with <see cref="DisposeAsync"/>, and also when the test process is killed.
/// </summary>
public sealed class TestServers : IAsyncDisposable
{
    private const string User = "governance";
    private readonly string _password = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly string _folder = Directory.CreateTempSubdirectory("governance-").FullName;
    private readonly Dictionary<ServerKinds, NativeServer> _servers = [];
    private readonly ServerKinds _kinds;
    private readonly int _postgresPort = NativeServer.FreePort();
    private readonly int _redisPort = NativeServer.FreePort();
    private readonly int _rabbitMqPort = NativeServer.FreePort();
    private int _databases;

    private TestServers(ServerKinds kinds, bool durable)
    {
        _kinds = kinds;
        // PostgreSQL runs as another user, who must be able to pass.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        if (kinds.HasFlag(ServerKinds.Postgres))
            _servers[ServerKinds.Postgres] = Server("postgres", _postgresPort, ProbePostgresAsync, new()
            {
                ["PG_USER"] = User,
                ["PG_PASS"] = _password,
                ["PG_SETTINGS"] = "max_connections=300 shared_buffers=256MB" + (durable ? "" : " fsync=off synchronous_commit=off full_page_writes=off"),
            });
        if (kinds.HasFlag(ServerKinds.Redis))
            _servers[ServerKinds.Redis] = Server("redis", _redisPort, ProbeRedisAsync, new() { ["REDIS_PASS"] = _password });
        if (kinds.HasFlag(ServerKinds.RabbitMq))
            _servers[ServerKinds.RabbitMq] = Server("rabbitmq", _rabbitMqPort, ProbeRabbitMqAsync, new()
            {
                ["RMQ_USER"] = User,
                ["RMQ_PASS"] = _password,
                ["DIST_PORT"] = $"{NativeServer.FreePort()}",
                ["EPMD_PORT"] = $"{NativeServer.FreePort()}",
            });
    }

    /// <summary>Starts the servers side by side and returns when each of them answers.</summary>
    /// <param name="kinds">Which servers.</param>
    /// <param name="durable">True for tests that kill PostgreSQL and expect what was committed; false is faster.</param>
    public static async Task<TestServers> StartAsync(ServerKinds kinds, bool durable = false)
    {
        var servers = new TestServers(kinds, durable);
        try
        {
            await Task.WhenAll(servers._servers.Values.Select(server => server.StartAsync()));
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connection string without a database; see <see cref="NewDatabaseAsync"/>.</summary>
    public string Postgres => Started(ServerKinds.Postgres,
        $"Host=127.0.0.1;Port={_postgresPort};Username={User};Password={_password};Include Error Detail=true");

    /// <summary>StackExchange.Redis configuration.</summary>
    public string Redis => Started(ServerKinds.Redis, $"127.0.0.1:{_redisPort},password={_password}");

    /// <summary>AMQP URI of the default virtual host.</summary>
    public string RabbitMq => Started(ServerKinds.RabbitMq, $"amqp://{User}:{_password}@127.0.0.1:{_rabbitMqPort}/");

    /// <summary>A command that is <c>rabbitmqctl</c> for the broker.</summary>
    public string RabbitMqControl => Started(ServerKinds.RabbitMq, Path.Combine(_folder, "rabbitmq", "control"));

    /// <summary>Creates an empty database with a name of its own and returns its connection string.</summary>
    public async Task<string> NewDatabaseAsync(string prefix)
    {
        var name = $"{prefix}_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(Postgres + ";Database=postgres;Pooling=false");
        await using var create = source.CreateCommand($"create database \"{name}\"");
        await create.ExecuteNonQueryAsync();
        return $"{Postgres};Database={name}";
    }

    /// <summary>kill -9 of the whole server. Everything it had not made durable is lost.</summary>
    public Task KillAsync(ServerKinds kind) => _servers[kind].KillAsync();

    /// <summary>kill -9, and its disk goes with it: <see cref="StartAgainAsync"/> starts one that is empty.</summary>
    public Task LoseAsync(ServerKinds kind) => _servers[kind].LoseAsync();

    /// <summary>An ordered stop; the data stays.</summary>
    public Task StopAsync(ServerKinds kind) => _servers[kind].StopAsync();

    /// <summary>Starts a stopped or killed server: same port, same data, same password.</summary>
    public Task StartAgainAsync(ServerKinds kind) => _servers[kind].StartAsync();

    public async ValueTask DisposeAsync()
    {
        // Nobody needs the data any more, so nothing has to be written in order.
        await Task.WhenAll(_servers.Values.Select(server => server.KillAsync()));
        Directory.Delete(_folder, recursive: true);
    }

    private NativeServer Server(string name, int port, Func<CancellationToken, Task> probe, Dictionary<string, string> environment) =>
        new(name, Path.Combine(_folder, name), port, environment, probe);

    private string Started(ServerKinds kind, string address) =>
        _kinds.HasFlag(kind) ? address : throw new InvalidOperationException($"{kind} was not asked for");

    private async Task ProbePostgresAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Postgres + ";Database=postgres;Pooling=false;Timeout=5");
        await connection.OpenAsync(ct);
    }

    private Task ProbeRedisAsync(CancellationToken ct) => ProbeAsync(_redisPort, $"AUTH {_password}\r\n", "+OK", ct);

    /// <summary>The broker opens its listener last of all, and greets with Connection.Start: a method frame, type 1, on channel 0.</summary>
    private Task ProbeRabbitMqAsync(CancellationToken ct) => ProbeAsync(_rabbitMqPort, "AMQP\0\0\u0009\u0001", "\u0001\0\0", ct);

    private static async Task ProbeAsync(int port, string hello, string answer, CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, ct);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(hello), ct);
        var buffer = new byte[answer.Length];
        await stream.ReadExactlyAsync(buffer, ct);
        if (Encoding.Latin1.GetString(buffer) != answer)
            throw new IOException($"unexpected greeting on port {port}");
    }
}
