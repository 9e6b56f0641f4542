using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Governance.Gateway.Limits;
using Governance.Gateway.Routes;
using Governance.Gateway.Tests.Doubles;
using Governance.Gateway.Tests.Wire;
using Governance.Servers;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Gateway.Tests;

public sealed class Limits : IAsyncLifetime
{
    private TestServers servers = null!;
    private Backend backend = null!;

    public async ValueTask InitializeAsync() => (servers, backend) = (await TestServers.StartAsync(ServerKinds.Redis), await Backend.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await backend.DisposeAsync();
        await servers.DisposeAsync();
    }

    private async Task<RunningGateway> GatewayAsync(params (string, string)[] settings)
    {
        var gateway = RunningGateway.Start(backend, [("ConnectionStrings:redis", servers.Redis), .. settings]);
        await Until(() => !gateway.Services.GetRequiredService<SharedBuckets>().Away);
        return gateway;
    }

    private string Token(string subject, string? client = null) => backend.Tokens.Create(subject, clientId: client);

    [Fact]
    public async Task Over_the_limit_is_told_when_to_come_back_by_every_door()
    {
        await using var gateway = await GatewayAsync(("Gateway:Limits:Default:Write:PerSecond", "0.1"), ("Gateway:Limits:Default:Write:Burst", "3"));
        using var channel = gateway.Channel(Token("a"));
        var client = new Echo.EchoClient(channel);
        for (var i = 0; i < 3; i++)
            await client.SayAsync(new SayRequest());
        var told = await Told.From(() => client.SayAsync(new SayRequest()).ResponseAsync);
        Assert.Equal((8, "TOO_MANY_REQUESTS"), (told.Code, told.Reason));
        Assert.InRange(told.RetrySeconds!.Value, 5, 10);
        using var http = gateway.Http(Token("a"));
        var response = await http.PostAsJsonAsync("/grid/v1/echo:say", new { text = "x" });
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 5, 10);
        Assert.Equal((8, "TOO_MANY_REQUESTS"), (await Told.From(response)) is var json ? (json.Code, json.Reason) : default);
        // Reads and other callers have allowances of their own.
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/grid/v1/echo/x")).StatusCode);
        using var other = gateway.Http(Token("b"));
        Assert.Equal(HttpStatusCode.OK, (await other.PostAsJsonAsync("/grid/v1/echo:say", new { text = "x" })).StatusCode);
    }

    [Fact]
    public async Task Open_streams_are_counted_until_they_close()
    {
        await using var gateway = await GatewayAsync(("Gateway:Limits:OpenStreams", "2"));
        using var channel = gateway.Channel(Token("a"));
        var client = new Echo.EchoClient(channel);
        var open = new List<AsyncServerStreamingCall<SayReply>>();
        for (var i = 0; i < 2; i++)
        {
            open.Add(client.WatchEcho(new SayRequest()));
            Assert.True(await open[i].ResponseStream.MoveNext(CancellationToken.None));
        }
        using (var third = client.WatchEcho(new SayRequest()))
            Assert.Equal("TOO_MANY_STREAMS", (await Told.From(() => third.ResponseStream.MoveNext(CancellationToken.None))).Reason);
        open[0].Dispose();
        for (var opened = false; !opened;)
        {
            using var again = client.WatchEcho(new SayRequest());
            try
            {
                opened = await again.ResponseStream.MoveNext(CancellationToken.None);
            }
            catch (RpcException e) when (Told.From(e).Reason is "TOO_MANY_STREAMS")
            {
                await Task.Delay(50);
            }
        }
        open[1].Dispose();
    }

    [Fact]
    public async Task Waiting_the_told_time_is_enough()
    {
        await using var gateway = await GatewayAsync(("Gateway:Limits:Default:Write:PerSecond", "2"), ("Gateway:Limits:Default:Write:Burst", "1"));
        using var channel = gateway.Channel(Token("a"));
        var client = new Echo.EchoClient(channel);
        await client.SayAsync(new SayRequest());
        var told = await Told.From(() => client.SayAsync(new SayRequest()).ResponseAsync);
        await Task.Delay(TimeSpan.FromSeconds(told.RetrySeconds!.Value));
        await client.SayAsync(new SayRequest());
    }

    [Fact]
    public async Task Two_gateways_share_one_allowance()
    {
        (string, string)[] settings = [("Gateway:Limits:Default:Read:PerSecond", "1"), ("Gateway:Limits:Default:Read:Burst", "20")];
        await using var one = await GatewayAsync(settings);
        await using var two = await GatewayAsync(settings);
        using var first = one.Http(Token("a"));
        using var second = two.Http(Token("a"));
        // Connected and compiled: a gateway that asks Redis for too long counts by itself for a second, which is another scenario.
        foreach (var gateway in new[] { one, two }) await gateway.Http(Token("somebody-else")).GetAsync("/grid/v1/echo/x");
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? first : second).GetAsync("/grid/v1/echo/x")));
        Assert.InRange(answers.Count(a => a.StatusCode == HttpStatusCode.OK), 20, 21 + (int)watch.Elapsed.TotalSeconds);
    }

    [Fact]
    public async Task Partner_has_the_limit_that_was_agreed()
    {
        await using var gateway = await GatewayAsync(("Gateway:Limits:Default:Read:PerSecond", "0.1"), ("Gateway:Limits:Default:Read:Burst", "1"),
            ("Gateway:Limits:Clients:partner-map:Read:PerSecond", "0.1"), ("Gateway:Limits:Clients:partner-map:Read:Burst", "5"));
        async Task<int> Allowed(string token)
        {
            using var http = gateway.Http(token);
            var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => http.GetAsync("/grid/v1/echo/x")));
            return answers.Count(a => a.StatusCode == HttpStatusCode.OK);
        }
        Assert.Equal(5, await Allowed(Token("x", "partner-map")));
        Assert.Equal(1, await Allowed(Token("x", "partner-read")));
    }

    [Fact]
    public async Task Sign_in_and_bad_tokens_are_limited_by_address()
    {
        await using var gateway = await GatewayAsync(("Gateway:Limits:Address:SignIn:PerSecond", "0.1"), ("Gateway:Limits:Address:SignIn:Burst", "3"),
            ("Gateway:Limits:Address:Anonymous:PerSecond", "0.1"), ("Gateway:Limits:Address:Anonymous:Burst", "8"));
        using var http = gateway.Http();
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "9.9.9.9");
        var tries = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => http.PostAsync(i % 2 == 0 ? "/connect/token" : "/account/login", new FormUrlEncodedContent([]))));
        Assert.Equal(3, tries.Count(t => t.StatusCode == HttpStatusCode.TooManyRequests));
        using var bad = gateway.Http("garbage");
        var guesses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => bad.GetAsync("/grid/v1/echo/x")));
        Assert.Equal(4, guesses.Count(g => g.StatusCode == HttpStatusCode.TooManyRequests));
        // The probes of an orchestrator come from one address and are never refused.
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Calls_go_on_while_redis_is_killed_under_load_and_come_back()
    {
        var log = new Journal();
        await using var gateway = RunningGateway.Start(backend, log, ("ConnectionStrings:redis", servers.Redis),
            ("Gateway:Limits:Default:Write:PerSecond", "100000"), ("Gateway:Limits:Default:Write:Burst", "100000"),
            ("Gateway:Limits:Default:Read:PerSecond", "0.001"), ("Gateway:Limits:Default:Read:Burst", "2"));
        var buckets = gateway.Services.GetRequiredService<SharedBuckets>();
        await Until(() => !buckets.Away);
        using var channel = gateway.Channel(Token("a"));
        var client = new Echo.EchoClient(channel);
        var slowest = new ConcurrentBag<double>();
        var failures = 0;
        using var end = new CancellationTokenSource();
        var load = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var watch = Stopwatch.StartNew();
                try
                {
                    await client.SayAsync(new SayRequest());
                }
                catch (RpcException)
                {
                    Interlocked.Increment(ref failures);
                }
                slowest.Add(watch.Elapsed.TotalMilliseconds);
            }
        })).ToList();
        await Until(() => slowest.Count > 200);
        await servers.KillAsync(ServerKinds.Redis);
        await Until(() => buckets.Away);
        var outage = slowest.Count;
        await Until(() => slowest.Count > outage + 500);
        // Limits still hold, counted by this gateway alone.
        using var http = gateway.Http(Token("b"));
        var reads = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => http.GetAsync("/grid/v1/echo/x")));
        Assert.Equal(2, reads.Count(r => r.StatusCode == HttpStatusCode.OK));
        await servers.StartAgainAsync(ServerKinds.Redis);
        await Until(() => !buckets.Away);
        await end.CancelAsync();
        await Task.WhenAll(load);
        Assert.Equal(0, failures);
        // One wait of at most 250 ms for those who were asking when it died; the machine is shared, so the bound is generous.
        Assert.InRange(slowest.Max(), 0, 2000);
        Assert.Single(log.Lines, l => l.Contains("Redis does not answer", StringComparison.Ordinal));
        Assert.Single(log.Lines, l => l.Contains("Redis answers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Gateway_starts_without_redis()
    {
        await servers.KillAsync(ServerKinds.Redis);
        await using var gateway = RunningGateway.Start(backend, ("ConnectionStrings:redis", servers.Redis));
        using var http = gateway.Http(Token("a"));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/grid/v1/echo/x")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Few_questions_are_asked_for_many_calls()
    {
        await using var gateway = await GatewayAsync(("Gateway:Limits:Default:Read:PerSecond", "2000"), ("Gateway:Limits:Default:Read:Burst", "2000"));
        using var http = gateway.Http(Token("a"));
        for (var i = 0; i < 10; i++)
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => http.GetAsync("/grid/v1/echo/x")));
        await using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(servers.Redis + ",allowAdmin=true");
        var stats = await redis.GetServers().Single().InfoAsync("commandstats");
        var asked = stats.SelectMany(g => g).Where(s => s.Key is "cmdstat_evalsha" or "cmdstat_eval").Sum(s => int.Parse(s.Value.Split("calls=")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(asked, 1, 50);
    }

    [Theory]
    [InlineData("grpc", "POST", "/governance.grid.v1.Calls/OpenCall", "Write")]
    [InlineData("grpc", "POST", "/governance.grid.v1.Calls/ListCalls", "Read")]
    [InlineData("grpc", "POST", "/governance.grid.v1.Calls/WatchCalls", "Stream")]
    [InlineData("grpc", "POST", "/governance.grid.v1.Feed/Read", "Stream")]
    [InlineData("grpc", "POST", "/governance.grid.v1.Calls/Readmit", "Write")]
    [InlineData("json", "GET", "/grid/v1/calls", "Read")]
    [InlineData("json", "GET", "/grid/v1/calls:watch", "Stream")]
    [InlineData("json", "POST", "/grid/v1/calls:search", "Read")]
    [InlineData("json", "POST", "/grid/v1/calls/1:dispatch", "Write")]
    [InlineData("identity", "POST", "/connect/token", "SignIn")]
    [InlineData("identity", "GET", "/account/login", "Anonymous")]
    public void Kinds_of_call_follow_from_the_name(string door, string method, string path, string kind) => Assert.Equal(kind, CallKinds.Of(door, method, path).ToString());

    [Fact]
    public void Ipv6_callers_are_counted_by_network()
    {
        Assert.Equal(LimitCalls.Network(IPAddress.Parse("2001:db8:1:2:3::4")), LimitCalls.Network(IPAddress.Parse("2001:db8:1:2:ffff::1")));
        Assert.NotEqual(LimitCalls.Network(IPAddress.Parse("2001:db8:1:2::1")), LimitCalls.Network(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.Equal("10.0.0.1", LimitCalls.Network(IPAddress.Parse("::ffff:10.0.0.1")));
    }

    private static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
            await Task.Delay(10, patience.Token);
    }
}
