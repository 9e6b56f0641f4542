using System.Collections.Concurrent;
using System.Diagnostics;
using Governance.Servers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Governance.Grid.Tests;

/// <summary>
/// The real Grid service on real ports with a database and a clock of its own; one for each test class (<c>IClassFixture&lt;GridApp&gt;</c>). Callers speak to it
/// with real tokens over real HTTP/2. The broker is down; see <see cref="GridAppWithBroker"/>.
/// </summary>
public class GridApp(GridServers servers) : IAsyncLifetime
{
    private readonly List<Replica> replicas = [];
    private string database = "";
    private string? broker;
    private NpgsqlDataSource source = null!;
    private int people;

    /// <summary>Wednesday, 2026-03-04, 09:00 in Sichuan. Moves only when a test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 1, 0, 0, TimeSpan.Zero));

    /// <summary>Base address of Http1: health, OpenAPI.</summary>
    public Uri Http => replicas[0].Http;

    /// <summary>Base address of Http2: gRPC and JSON.</summary>
    public Uri Grpc => replicas[0].Grpc;

    /// <summary>Connection string of this app's database.</summary>
    public string Database => database;

    public virtual async ValueTask InitializeAsync()
    {
        broker = await BrokerAsync();
        database = await servers.NewDatabaseAsync();
        source = NpgsqlDataSource.Create(database + ";Application Name=test");
        StartReplica();
    }

    /// <summary>Starts one more instance of the service on the same database, broker and clock.</summary>
    public void StartReplica() => replicas.Add(Replica.Start(servers.Settings(database, broker), Clock));

    /// <summary>Somebody with one role (or several, by commas) in some areas (by commas). Each call is another person unless a subject is given.</summary>
    public GridCaller As(string role, string areas = "", string? unit = null, string? subject = null, int replica = 0) =>
        new(replicas[replica], servers.Tokens.Create(subject ?? $"{role}-{Interlocked.Increment(ref people)}", Split(role), Split(areas), unit, name: "测试"));

    public GridCaller AsResident(string area = SmallMap.Community, string? subject = null) => As("resident", area, subject: subject);

    /// <summary>A resident who signed in at a client that others sign in at too, such as the console.</summary>
    public GridCaller AsPerson(string subject, string clientId) => new(replicas[0], servers.Tokens.Create(subject, ["resident"], [SmallMap.Community], clientId: clientId));

    /// <summary>A partner agency's client with some scopes (by blanks).</summary>
    public GridCaller AsPartner(string scopes, string areas = "", string? unit = null, string clientId = "partner") =>
        new(replicas[0], servers.Tokens.Create(clientId, [], Split(areas), unit, clientId, scopes.Split(' '), agency: "sample"));

    /// <summary>Whoever holds this token; null = nobody.</summary>
    public GridCaller WithToken(string? token) => new(replicas[0], token);

    public GridCaller AsNobody() => WithToken(null);

    /// <summary>An operator of the province whose token is no good: <c>none</c>, <c>expired</c>, signed by a <c>stranger</c>, for another <c>audience</c>, of another <c>type</c>, or just text.</summary>
    public GridCaller WithBadToken(string kind)
    {
        string Token(string audience = TestTokens.Audience, TimeSpan? expiresIn = null, bool signedByStranger = false, string type = "at+jwt") =>
            servers.Tokens.Create("operator", ["province-operator"], ["51"], audience: audience, expiresIn: expiresIn, signedByStranger: signedByStranger, type: type);
        return WithToken(kind switch
        {
            "none" => null,
            "expired" => Token(expiresIn: TimeSpan.FromHours(-1)),
            "stranger" => Token(signedByStranger: true),
            "audience" => Token(audience: "another-system"),
            "type" => Token(type: "id+jwt"),
            _ => kind,
        });
    }

    /// <summary>The first value of the first row; parameters are $1, $2 …</summary>
    public async Task<T> Query<T>(string sql, params object[] parameters) => (await QueryAll<T>(sql, parameters)) is [var first, ..] ? first : default!;

    /// <summary>The first column of every row.</summary>
    public async Task<List<T>> QueryAll<T>(string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(await reader.IsDBNullAsync(0) ? default! : await reader.GetFieldValueAsync<T>(0));
        return rows;
    }

    /// <summary>Payloads of the events of one type, e.g. <c>GridChanged</c>, in the order in which they were written.</summary>
    public Task<List<string>> Events(string type) => QueryAll<string>("select payload::text from events where type = $1 order by position", "governance.grid.v1." + type);

    /// <summary>For request_id.</summary>
    public static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    /// <summary>Runs the service's binary with a command, as an operator would, and gives its exit code and what it printed.</summary>
    public async Task<(int Exit, string Output)> RunCommandAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Governance.Grid.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (key, value) in servers.Settings(database, broker)) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in replicas) await replica.DisposeAsync();
        if (source is not null) await source.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<string?> BrokerAsync() => Task.FromResult<string?>(null);

    private protected GridServers Servers => servers;

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>The same with a running RabbitMQ, which all such apps share: look only for events of your own aggregates.</summary>
public sealed class GridAppWithBroker(GridServers servers) : GridApp(servers)
{
    private protected override async Task<string?> BrokerAsync() => await Servers.BrokerAsync();
}

/// <summary>One running instance of the service.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly Factory factory;
    private readonly ServerLog log = new();

    private Replica(Dictionary<string, string?> settings, TimeProvider clock)
    {
        factory = new Factory(settings, clock, log);
        factory.UseKestrel();
        factory.StartServer();
        // Kestrel starts its endpoints in the order of their names in the configuration: grpc, http.
        var addresses = factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        (Grpc, Http) = (new Uri(addresses[0]), new Uri(addresses[1]));
    }

    public Uri Http { get; }

    public Uri Grpc { get; }

    /// <summary>One connection pool for all callers of this instance.</summary>
    public SocketsHttpHandler Handler { get; } = new() { EnableMultipleHttp2Connections = true, PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan };

    /// <summary>What the service logged as an error; callers only get a trace id.</summary>
    public string Errors => log.ToString();

    public static Replica Start(Dictionary<string, string?> settings, TimeProvider clock) => new(settings, clock);

    public async ValueTask DisposeAsync()
    {
        Handler.Dispose();
        await factory.DisposeAsync();
    }

    private sealed class Factory(Dictionary<string, string?> settings, TimeProvider clock, ServerLog log) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log));
            builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton(clock)));
        }
    }

    private sealed class ServerLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            lines.Enqueue($"{formatter(state, exception)}\n{exception}");
            while (lines.Count > 20) lines.TryDequeue(out _);
        }

        public override string ToString() => string.Join("\n", lines);

        public void Dispose()
        {
        }
    }
}
