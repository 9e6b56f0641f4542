using System.Diagnostics;
using Governance.Servers;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Npgsql;

namespace Governance.SystemTests.Failures;

/// <summary>One test's service: its database, its processes and their logs.</summary>
internal sealed class Scene(Ground ground, string service, string database, string logs) : IAsyncDisposable
{
    private readonly List<ServiceProcess> processes = [];
    private readonly List<GrpcChannel> channels = [];
    private int replicas;

    public Ground Ground => ground;

    public TestServers Servers => ground.Servers;

    public IEnumerable<string> LogFiles => processes.Select(p => p.LogFile).Distinct();

    /// <summary>A place for the service to listen; it keeps it over any number of lives.</summary>
    public Replica NewReplica(params (string Key, string Value)[] settings) => new(this, replicas++, settings);

    public async Task<Replica> StartReplicaAsync(params (string Key, string Value)[] settings)
    {
        var replica = NewReplica(settings);
        await replica.StartAsync();
        return replica;
    }

    public async Task<ServiceProcess> StartAsync(string name, string project, IReadOnlyDictionary<string, string?> settings, int? ready)
    {
        var process = await ServiceProcess.StartAsync(project, $"{logs}-{name}.log", settings, ready);
        lock (processes) processes.Add(process);
        return process;
    }

    /// <summary>Somebody who calls over a channel.</summary>
    public CallInvoker As(GrpcChannel channel, string token)
    {
        lock (channels) channels.Add(channel);
        return channel.Intercept(metadata =>
        {
            metadata.Add("authorization", $"Bearer {token}");
            return metadata;
        });
    }

    public string Resident(string subject) => ground.Tokens.Create(subject, ["resident"], [Ground.Community]);

    public string Clerk(string unit = "510104-03") => ground.Tokens.Create($"clerk-{unit}", ["unit-clerk"], [unit[..6]], unit);

    public string Centre() => ground.Tokens.Create("centre", ["county-centre"], ["510104"]);

    public string Service => service;

    public Dictionary<string, string?> Settings => ground.Settings(service, database);

    /// <summary>The steps of a version, on this scene's database, while whoever serves goes on.</summary>
    public Task RunStepsAsync(string version) => ground.RunStepsAsync(service, database, version);

    /// <summary>Somebody reads every table in one transaction, which stays open for a while.</summary>
    public async Task ReadForAsync(TimeSpan time)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Application Name=report");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await new NpgsqlCommand("do $$ declare t regclass; begin for t in select oid from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relname !~ '^__' loop execute format('select from %s limit 1', t); end loop; end $$", connection, transaction).ExecuteNonQueryAsync();
        await Task.Delay(time);
    }

    /// <summary>The rows of a query, over a connection of its own: the server may have been killed since the last one.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Application Name=test");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    public async Task<long> CountAsync(string sql, params object[] parameters) => (await QueryAsync(sql, r => Convert.ToInt64(r.GetValue(0), null), parameters))[0];

    public async Task ExecuteAsync(string sql, params object[] parameters) => await QueryAsync(sql, _ => 0, parameters);

    /// <summary>Waits until something is so.</summary>
    public static async Task EventuallyAsync(string what, Func<Task<bool>> isSo, double seconds = 60)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (waited.Elapsed.TotalSeconds > seconds) Assert.Fail($"After {seconds:0} s it was still not so that {what}");
            await Task.Delay(50);
        }
    }

    public static void Say(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        // Whoever rehearses an upgrade sees it as it happens.
        if (Environment.GetEnvironmentVariable("GOVERNANCE_SAYS") is { Length: > 0 } file) File.AppendAllText(file, line + "\n");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in channels) channel.Dispose();
        foreach (var process in processes) await process.DisposeAsync();
        // What it complained about is the first thing to look at when the test has failed.
        foreach (var log in LogFiles)
        {
            foreach (var line in Complaints(log).Take(20)) Say(line.Length > 400 ? line[..400] + " …" : line);
        }
    }

    // The console logger writes a message on the line after its level.
    private static IEnumerable<string> Complaints(string log)
    {
        var lines = File.ReadLines(log).ToList();
        return from i in Enumerable.Range(0, lines.Count)
               where lines[i].StartsWith("warn:", StringComparison.Ordinal) || lines[i].StartsWith("fail:", StringComparison.Ordinal)
                   || lines[i].StartsWith("crit:", StringComparison.Ordinal) || lines[i].StartsWith("Unhandled", StringComparison.Ordinal)
               where !lines[i].Contains("HealthCheck", StringComparison.Ordinal)
               group string.Join(' ', lines.Skip(i + 1).Take(2).Select(l => l.Trim())) by lines[i] + string.Join(' ', lines.Skip(i + 1).Take(1)) into same
               select $"{Path.GetFileName(log)}: {same.Key.Trim()} ({same.Count()} times) {same.First()}";
    }
}

/// <summary>One instance of the service at an address that it keeps.</summary>
internal sealed class Replica(Scene scene, int number, (string Key, string Value)[] extra)
{
    private readonly int http = ServiceProcess.FreePort();
    private ServiceProcess? process;

    public int GrpcPort { get; } = ServiceProcess.FreePort();

    public Uri Grpc => new($"http://127.0.0.1:{GrpcPort}");

    public Uri Http => new($"http://127.0.0.1:{http}");

    /// <summary>Built tree of the version that it starts next.</summary>
    public string Version { get; set; } = Ground.Before;

    public ServiceProcess Process => process ?? throw new InvalidOperationException("not started");

    public async Task StartAsync()
    {
        var settings = scene.Settings;
        settings["Kestrel:Endpoints:grpc:Url"] = Grpc.ToString();
        settings["Kestrel:Endpoints:http:Url"] = Http.ToString();
        foreach (var (key, value) in extra) settings[key] = value;
        process = await scene.StartAsync($"{scene.Service}{number}", Ground.ProjectOf(scene.Service, Version), settings, http);
    }

    /// <summary>kill -9, and up again.</summary>
    public async Task KillAndStartAsync()
    {
        await Process.KillAsync();
        await StartAsync();
    }

    /// <summary>A connection of its own for each caller, as separate clients have.</summary>
    public CallInvoker As(string token) => scene.As(GrpcChannel.ForAddress(Grpc), token);
}
