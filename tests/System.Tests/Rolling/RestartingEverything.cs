using System.Diagnostics;
using System.Security.Cryptography;
using Governance.Grid.V1;
using Governance.Servers;
using Governance.SystemTests.Failures;
using Grpc.Core;
using Grpc.Net.Client;

namespace Governance.SystemTests.Rolling;

/// <summary>
/// Two replicas of every service behind two gateways, and people at work in all of them: each replica is told to stop as Kubernetes does it (SIGTERM) and comes back. In a rehearsal of an upgrade
/// (deploy/drills/upgrade) what comes back is another version: everything begins as <see cref="Ground.Before"/>, then the steps of this one run while that one serves, then replica by replica is
/// replaced; and the same way back, on what this one has made of the tables and written into them.
/// </summary>
[Collection(Failures.Failures.Name)]
public sealed class RestartingEverything(Ground ground)
{
    private const int Timers = 80;
    private static readonly string[] Domain = ["grid", "volunteers", "party", "welfare", "socialorgs"];
    private static readonly (string, string)[] Replica =
    [
        // As in the chart: not ready first, closed after it; shorter, since nothing asks more rarely than once a second here.
        ("Hosting:DrainDelay", "00:00:02"),
    ];

    [Fact]
    public async Task No_call_fails_every_timer_strikes_once_and_streams_go_on_without_gap_or_double()
    {
        var scenes = new Dictionary<string, Scene>();
        foreach (var service in Domain) scenes[service] = await ground.SetAsync($"rolling-{service}", service);
        await using var closing = new Closing(scenes.Values);
        var grid = scenes["grid"];
        var (identity, secret, identitySteps) = await IdentityAsync(grid);
        var replicas = Domain.ToDictionary(s => s, s => new[] { scenes[s].NewReplica(Replica), scenes[s].NewReplica(Replica) });
        await StartAllAsync([.. replicas.Values.SelectMany(r => r).Select<Replica, Func<Task>>(r => r.StartAsync), .. identity.Select<Running, Func<Task>>(i => i.StartAsync)]);
        var certificates = Path.Combine(ground.Folder, "rolling-certificates");
        var gateways = Enumerable.Range(0, 2).Select(n => Gateway(grid, n, certificates, replicas, identity)).ToArray();
        foreach (var gateway in gateways) await gateway.StartAsync();
        var ca = Path.Combine(certificates, "ca.pem");
        await Scene.EventuallyAsync("the gateways have their certificate", () => Task.FromResult(File.Exists(ca)));
        await using var balancer = new TcpBalancer(ca, [.. gateways.Select(g => g.Port)]);
        await Scene.EventuallyAsync("both gateways are ready", () => Task.FromResult(balancer.AllReady));

        var timers = await TimersAsync(grid, Connect(balancer, ca, grid));
        using var enough = new CancellationTokenSource();
        var watching = new[] { WatchAsync(grid, Connect(balancer, ca, grid), enough.Token), WatchAsync(grid, Connect(balancer, ca, grid), enough.Token) };
        await Scene.EventuallyAsync("both watch", () => Task.FromResult(watching.All(w => w.Ready.Task.IsCompleted)));
        using var http = new HttpClient(TcpBalancer.Trusting(ca)) { BaseAddress = balancer.Address };
        await using var everybody = new Everybody();
        everybody.Start(token => Connect(balancer, ca, grid)(token), grid, http, secret);
        await everybody.MoreAsync(3);
        var began = TimeProvider.System.GetUtcNow();
        if (IsUpgrade)
        {
            Scene.Say("everybody is at work; the new version's steps run");
            // A report goes on, as one does: the first step meets it.
            var report = grid.ReadForAsync(TimeSpan.FromSeconds(8));
            foreach (var scene in scenes.Values) await scene.RunStepsAsync(Repository.Root);
            await report;
            await identitySteps(Repository.Root);
            // The control: a column that the version before still reads has gone too early.
            if (Environment.GetEnvironmentVariable("GOVERNANCE_BREAK") == "schema") await grid.ExecuteAsync("alter table calls rename column text to words");
            await everybody.MoreAsync(5);
            Scene.Say($"the version before serves on the new tables; {everybody.Failed.Count} calls failed so far");
        }
        // Half of them fall due while replicas are away.
        await grid.ExecuteAsync("update calls set times_provisional = false, times_accept_remind_at = null, times_accept_due_at = s.at, times_next_alarm_at = s.at from (select id, now() + random() * interval '40 seconds' as at from calls where id = any($1)) s where calls.id = s.id", timers);

        var took = Stopwatch.StartNew();
        foreach (var (version, way) in IsUpgrade ? [(Repository.Root, "replaced by the new version"), (Ground.Before, "back")] : new[] { (Repository.Root, "restarted") })
        {
            foreach (var each in replicas.Values.SelectMany(r => r)) each.Version = version;
            foreach (var each in identity.Concat(gateways)) each.Version = version;
            for (var n = 0; n < 2; n++)
            {
                // As an upgrade does it: all Deployments at once, in each of them one replica after the other.
                await Task.WhenAll([.. replicas.Values.Select(r => RestartAsync(r[n].Process, r[n].StartAsync)), RestartAsync(identity[n].Process, identity[n].StartAsync)]);
                await everybody.CrossAsync(grid, (service, replica) => replicas[service][replica].As);
                await everybody.MoreAsync(5);
                await RestartAsync(gateways[n].Process, gateways[n].StartAsync);
                await Scene.EventuallyAsync("both gateways are ready", () => Task.FromResult(balancer.AllReady));
                await everybody.MoreAsync(3);
                Scene.Say($"replica {n + 1} of 2 of everything {way}; {everybody.Failed.Count} calls failed so far");
            }
        }
        Scene.Say($"everything restarted in {took.Elapsed.TotalSeconds:0} s");
        await Scene.EventuallyAsync("what is due has struck", async () => await grid.CountAsync("select count(*) from calls where times_next_alarm_at < now() and id = any($1)", timers) == 0
            && await grid.CountAsync("select count(*) from calls where times_accept_due_at > now() and id = any($1)", timers) == 0);
        await everybody.StopAsync();
        Assert.Empty(everybody.Failed);

        // Every promise is there once.
        foreach (var (service, rows) in ((string, string)[])[("grid", $"select count(*) - {Timers} from calls"), ("volunteers", "select count(*) from volunteers"), ("party", "select count(*) from organizations"),
            ("welfare", "select count(*) from people"), ("socialorgs", "select count(*) from organizations")])
        {
            Assert.Equal((service, everybody.Written[service]), (service, (int)await scenes[service].CountAsync(rows)));
        }
        await Scene.EventuallyAsync("each appeal of civil affairs is a case", async () => await scenes["welfare"].CountAsync("select count(*) from cases") == everybody.Cases);
        Assert.InRange(everybody.Cases, 5, int.MaxValue);
        await Outcome.IsHeardAsync(scenes.Values, began);
        foreach (var scene in scenes.Values) await Outcome.StreamIsTheLogAsync(scene, await Outcome.LogAsync(scene));
        var log = await Outcome.LogAsync(grid);
        var struck = log.Where(e => e.Name == "CallOverdue").Select(e => Guid.Parse(e.Call)).ToList();
        Assert.Equal(timers.Order(), struck.Order());
        // And shown once to each who watched, in the order of each call.
        enough.CancelAfter(TimeSpan.FromSeconds(2));
        var happened = log.Where(e => e.IsAboutACall).GroupBy(e => e.Call).ToDictionary(g => g.Key, g => string.Join(' ', g.OrderBy(e => e.Sequence).Select(e => e.Name)));
        foreach (var watch in watching)
        {
            var shown = (await watch.Shown).GroupBy(s => s.Call).ToDictionary(g => g.Key, g => string.Join(' ', g.Select(s => s.Kind)));
            // The timers' calls were opened before anybody watched.
            Assert.Equal(happened.Keys.Order(), shown.Keys.Order());
            foreach (var (call, kinds) in shown) Assert.Equal(timers.Contains(Guid.Parse(call)) ? happened[call].Replace("CallOpened CallDispatched ", "", StringComparison.Ordinal) : happened[call], kinds);
            Assert.True(watch.Times > 2, $"the stream was never broken off: {watch.Times}");
        }
        // Nobody missed a right: each served as a role that owns nothing.
        Assert.All(scenes.Values.SelectMany(s => s.LogFiles), l => Assert.DoesNotContain("42501", File.ReadAllText(l), StringComparison.Ordinal));
        Scene.Say($"{log.Count} events, {Timers} timers, streams resumed {string.Join(" and ", watching.Select(w => w.Times - 1))} times");
        // Both replicas have their share.
        var sent = gateways.SelectMany(g => File.ReadLines(g.Process.LogFile)).Where(l => l.Contains("Proxying to", StringComparison.Ordinal)).ToList();
        foreach (var (service, both) in replicas)
        {
            var calls = both.Select(r => sent.Count(l => l.Contains($"{r.Grpc}governance.{service}.v1.", StringComparison.Ordinal))).ToArray();
            Scene.Say($"{service}: {calls[0]} and {calls[1]} calls");
            Assert.All(calls, c => Assert.True(c > calls.Sum() / 8, $"{service}: {calls[0]} and {calls[1]} calls"));
        }
    }

    private static bool IsUpgrade => Ground.Before != Repository.Root;

    private static async Task RestartAsync(ServiceProcess process, Func<Task> start)
    {
        Assert.Equal(0, await process.StopAsync(TimeSpan.FromSeconds(40)));
        await start();
    }

    // Two cores: more at once would only wait for each other, and longer than a start may take.
    private static Task StartAllAsync(List<Func<Task>> starts) => Parallel.ForEachAsync(starts, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (start, _) => await start());

    private static Func<string, CallInvoker> Connect(TcpBalancer balancer, string ca, Scene scene) =>
        token => scene.As(GrpcChannel.ForAddress(balancer.Address, new GrpcChannelOptions { HttpHandler = TcpBalancer.Trusting(ca), DisposeHttpClient = true }), token);

    private static async Task<Guid[]> TimersAsync(Scene grid, Func<string, CallInvoker> connect)
    {
        var resident = new Calls.CallsClient(connect(grid.Resident("timers")));
        var ids = new List<Guid>();
        for (var n = 0; n < Timers; n++) ids.Add(Guid.Parse((await resident.OpenCallAsync(Failures.Load.Appeal())).Id));
        return [.. ids];
    }

    private static Watch WatchAsync(Scene grid, Func<string, CallInvoker> connect, CancellationToken enough) => new(new Calls.CallsClient(connect(grid.Centre())), enough);

    private async Task<(Running[] Replicas, string Secret, Func<string, Task> RunSteps)> IdentityAsync(Scene scene)
    {
        var database = await ground.NewDatabaseAsync("identity", "rolling_identity");
        var (settings, step) = (ground.Settings("identity", database), ground.StepSettings("identity", database));
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        foreach (var each in (Dictionary<string, string?>[])[settings, step])
        {
            (each["Oidc:Authority"], each["Identity:KeyEncryptionKey"]) = ("https://localhost/", key);
            each.Remove("Oidc:Jwks");
        }
        Task RunStepsAsync(string version) => Ground.MigrateAsync("identity", Path.Combine(version, "services/Identity"), Path.Combine(ground.Folder, "rolling-identity-migrate.log"), step);
        await RunStepsAsync(Ground.Before);
        var log = Path.Combine(ground.Folder, "rolling-identity-client.log");
        await ServiceProcess.RunAsync(Path.Combine(Ground.Before, "services/Identity"), log, step, "client", "rolling", "--agency", "住建局", "--scope", "grid.calls.read", "--area", "510104");
        var replicas = Enumerable.Range(0, 2).Select(n => new Running(scene, $"identity{n}", "services/Identity", port => new(settings)
        {
            ["Kestrel:Endpoints:http:Url"] = $"http://127.0.0.1:{port}", ["Hosting:DrainDelay"] = "00:00:02",
        }, asksReady: true)).ToArray();
        return (replicas, File.ReadLines(log).Last(l => l.Length > 0), RunStepsAsync);
    }

    private static Running Gateway(Scene scene, int number, string certificates, Dictionary<string, Replica[]> replicas, Running[] identity)
    {
        var settings = new Dictionary<string, string?>(scene.Ground.Tokens.Settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Gateway:Certificates"] = certificates, ["Hosting:DrainDelay"] = "00:00:02", ["ConnectionStrings:redis"] = scene.Servers.Redis,
            ["Logging:LogLevel:Yarp"] = "Information",
        };
        foreach (var kind in (string[])["Read", "Write", "Stream"]) (settings[$"Gateway:Limits:Default:{kind}:PerSecond"], settings[$"Gateway:Limits:Default:{kind}:Burst"]) = ("1000", "1000");
        for (var n = 0; n < 2; n++)
        {
            foreach (var (service, both) in replicas) (settings[$"services:{service}:grpc:{n}"], settings[$"services:{service}:http:{n}"]) = (both[n].Grpc.ToString(), both[n].Http.ToString());
            settings[$"services:identity:http:{n}"] = $"http://127.0.0.1:{identity[n].Port}";
        }
        return new Running(scene, $"gateway{number}", "gateway", port => new(settings) { ["Gateway:Port"] = $"{port}" }, asksReady: false);
    }

    /// <summary>A process at a port that it keeps.</summary>
    private sealed class Running(Scene scene, string name, string project, Func<int, Dictionary<string, string?>> settings, bool asksReady)
    {
        public int Port { get; } = ServiceProcess.FreePort();

        public ServiceProcess Process { get; private set; } = null!;

        public string Version { get; set; } = Ground.Before;

        public async Task StartAsync() => Process = await scene.StartAsync(name, Path.Combine(Version, project), settings(Port), asksReady ? Port : null);
    }

    /// <summary>A command centre that watches, and comes back with its last token whenever it is sent away.</summary>
    private sealed class Watch
    {
        public Watch(Calls.CallsClient centre, CancellationToken enough) => Shown = WatchAsync(centre, enough);

        public TaskCompletionSource Ready { get; } = new();

        public int Times { get; private set; }

        public Task<List<(string Call, string Kind)>> Shown { get; }

        private async Task<List<(string, string)>> WatchAsync(Calls.CallsClient centre, CancellationToken enough)
        {
            var (shown, token) = (new List<(string, string)>(), "");
            while (!enough.IsCancellationRequested)
            {
                try
                {
                    Times++;
                    using var watch = centre.WatchCalls(new() { DivisionCode = "510104", ResumeToken = token }, cancellationToken: enough);
                    await foreach (var change in watch.ResponseStream.ReadAllAsync(enough))
                    {
                        token = change.ResumeToken;
                        Ready.TrySetResult();
                        if (change.Kind != "Ready") shown.Add((change.Call.Id, change.Kind));
                    }
                }
                catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && enough.IsCancellationRequested) { break; }
                // .NET's client calls an orderly goodbye (GOAWAY, NO_ERROR) INTERNAL at times.
                catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable || (e.StatusCode == StatusCode.Internal && e.Status.Detail.Contains("'NO_ERROR'", StringComparison.Ordinal)))
                {
                    await Task.Delay(200, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            return shown;
        }
    }

    private sealed class Closing(IEnumerable<Scene> scenes) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var scene in scenes) await scene.DisposeAsync();
        }
    }
}
