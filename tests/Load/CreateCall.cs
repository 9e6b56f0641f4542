using Governance.Servers;
using Npgsql;

namespace Governance.Load;

/// <summary>
/// How much of what PostgreSQL can do reaches a caller. Everything runs as it does in production: broker, relay, board and clock are at work while calls are
/// opened. pgbench has a database of its own on the same server, a copy from before the first call, in which nothing else is at work.
/// </summary>
internal static class CreateCall
{
    private const string Bench = "bench";

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: true, cancel);
        await using var source = NpgsqlDataSource.Create($"{platform.Servers.Postgres};Database=postgres;Application Name=load;Pooling=false");
        async Task<object?> Query(string sql)
        {
            await using var command = source.CreateCommand(sql);
            return await command.ExecuteScalarAsync(cancel);
        }
        await Query($"create database {Bench} template grid");
        await platform.StartGridAsync(cancel);
        await platform.StartGatewayAsync(cancel);
        var places = await Appeals.PlacesAsync(platform.Database, cancel);
        using var direct = Appeals.To(platform, platform.GridAddress, places);
        using var gateway = Appeals.To(platform, platform.GatewayAddress, places);

        foreach (var (name, way) in ((string, Appeals)[])[("direct", direct), ("gateway", gateway)])
        {
            var speed = await Pump.AtFullSpeedAsync(options.Callers, TimeSpan.FromSeconds(options.Warmup), way.OpenAsync, cancel);
            report.Say($"warm-up {name}: {speed:0} creates/s");
        }
        var connections = Convert.ToInt32(await Query("select count(*) from pg_stat_activity where application_name = 'grid'"), System.Globalization.CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();
        var pgbench = await CaptureAsync(platform, direct, folder.Path, report, cancel);
        report.Say($"warm-up pgbench ({connections} connections, as many as Grid has open): {await pgbench.RunAsync(connections, 3, cancel):0} creates/s");

        var rounds = new List<(double Direct, double Gateway, double PgBench)>();
        for (var n = 1; n <= options.Rounds; n++)
        {
            var figures = (await Round("direct", direct), await Round("gateway", gateway), await PgBenchRound());
            rounds.Add(figures);

            async Task<double> Round(string name, Appeals way)
            {
                await Quiet();
                var cpu = new CpuTime();
                var speed = await Pump.AtFullSpeedAsync(options.Callers, TimeSpan.FromSeconds(options.Seconds), way.OpenAsync, cancel);
                report.Say($"round {n} {name,-8} {speed,6:0} creates/s; processor per create: {cpu.Per(speed * options.Seconds)}");
                return speed;
            }

            async Task<double> PgBenchRound()
            {
                await Quiet();
                var cpu = new CpuTime();
                var speed = await pgbench.RunAsync(connections, options.Seconds, cancel);
                report.Say($"round {n} pgbench  {speed,6:0} creates/s; processor per create: {cpu.Per(speed * options.Seconds)}");
                return speed;
            }
        }
        await Quiet();
        var latencies = await Pump.AtRateAsync(options.Rate, TimeSpan.FromSeconds(2 * options.Seconds), gateway.OpenAsync, cancel);
        report.Say($"{latencies.Count} creates at {options.Rate}/s through the gateway: worst {latencies.Max():0.0} ms");
        await CheckAsync(platform, report, cancel);

        report.Result("pgbench", rounds.Select(r => r.PgBench).Median(), "creates/s");
        report.Result("direct", rounds.Select(r => r.Direct).Median(), "creates/s");
        report.Result("gateway", rounds.Select(r => r.Gateway).Median(), "creates/s");
        report.Result("direct-to-pgbench", rounds.Select(r => r.Direct / r.PgBench).Median(), "ratio");
        report.Result("gateway-to-pgbench", rounds.Select(r => r.Gateway / r.PgBench).Median(), "ratio");
        report.Result($"latency-p50-at-{options.Rate}", latencies.Percentile(0.5), "ms");
        report.Result($"latency-p99-at-{options.Rate}", latencies.Percentile(0.99), "ms");

        // What one side has left over must not slow the other.
        async Task Quiet()
        {
            await EventLog.DrainedAsync(platform.Database, cancel);
            await Query("checkpoint");
        }
    }

    private static async Task<PgBench> CaptureAsync(Platform platform, Appeals appeals, string folder, Report report, CancellationToken cancel)
    {
        var request = appeals.New();
        Grid.V1.Call? call = null;
        var create = await Captured.WatchAsync(platform.Database, "calls", async () =>
        {
            request = appeals.New();
            call = await appeals.OpenAsync(request, cancel);
        }, cancel);
        report.Say($"a create sends {create.Statements.Count} statements in {(create.HasBegin ? "a transaction of its own" : "one implicit transaction")}: {string.Join(", ", create.Statements.Select(s => s.Sql.Split(' ', 4)[2]))}");
        var owner = create.Statements.SelectMany(s => s.Values).First(v => v is { Length: 12 } && v.StartsWith("1000000", StringComparison.Ordinal))!;
        var pgbench = new PgBench(platform.Servers, Bench, folder);
        pgbench.Write(create, call!.Id, request.RequestId, call.DivisionCode, owner, call.UnitCode);
        return pgbench;
    }

    // A create that was acknowledged but not written would be the fastest of all.
    private static async Task CheckAsync(Platform platform, Report report, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load;Pooling=false");
        await using var command = source.CreateCommand("""
            select (select count(*) from calls), (select count(*) from requests), (select count(distinct aggregate_id) from events where type like '%.CallOpened'), (select count(*) from audit)
            """);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var counts = Enumerable.Range(0, 4).Select(row.GetInt64).ToArray();
        report.Say($"in the database: {counts[0]} calls, {counts[1]} request ids, {counts[2]} calls with their event");
        if (counts[0] != counts[1] || counts[0] != counts[2] || counts[3] < counts[0]) throw new InvalidOperationException("calls, request ids, events and audit entries differ in number");
    }
}

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("governance-load-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
