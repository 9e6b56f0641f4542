using System.Net;
using System.Net.Sockets;
using Governance.Gateway.Routes;
using Governance.Gateway.Tests.Doubles;
using Governance.Gateway.Tests.Wire;
using Governance.Hosting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.ServiceDiscovery;
using Microsoft.Extensions.Time.Testing;
using Yarp.ReverseProxy.Configuration;

namespace Governance.Gateway.Tests;

public sealed class SeveralReplicas : IAsyncLifetime
{
    // Two machines with one port, as pods are: the whole of 127/8 is this one.
    private static readonly IPAddress Second = IPAddress.Parse("127.0.0.2");
    private Backend one = null!, two = null!;

    public async ValueTask InitializeAsync()
    {
        one = await Backend.StartAsync();
        two = await Backend.StartAsync(new Uri(one.Grpc).Port, Second);
    }

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    private string Token => field ??= one.Tokens.Create("resident");

    private (string, string)[] Both => [("services:grid:grpc:0", one.Grpc), ("services:grid:grpc:1", two.Grpc), ("Gateway:Limits:Default:Write:PerSecond", "10000"), ("Gateway:Limits:Default:Write:Burst", "10000")];

    [Fact]
    public async Task Behind_one_name_all_get_calls_over_one_connection_of_the_caller()
    {
        await using var gateway = RunningGateway.Start(one, (host, _) => Task.FromResult(host == "grid-replicas" ? [IPAddress.Loopback, Second] : Array.Empty<IPAddress>()),
            ("services:grid:grpc:0", $"http://grid-replicas:{new Uri(one.Grpc).Port}"));
        using var channel = gateway.Channel(Token);
        var client = new Echo.EchoClient(channel);
        for (var i = 0; i < 40; i++) await client.SayAsync(new SayRequest { Text = "你好" });
        Assert.Equal(40, one.State.Calls + two.State.Calls);
        Assert.InRange(one.State.Calls, 5, 35);
    }

    [Fact]
    public async Task A_name_is_looked_up_again_and_keeps_its_last_answer_when_there_is_none()
    {
        var clock = new FakeTimeProvider();
        var answers = new Queue<Func<IPAddress[]>>([() => [IPAddress.Loopback], () => [IPAddress.Loopback, Second], () => throw new SocketException(11001), () => []]);
        var services = Host.CreateApplicationBuilder();
        services.Configuration["services:grid:grpc:0"] = "http://grid-replicas:8081";
        services.Services.AddServiceDiscovery();
        await using var provider = services.Services.BuildServiceProvider();
        var resolver = new ReplicaDestinations(provider.GetRequiredService<ServiceEndpointResolver>(), (_, _) => Task.FromResult(answers.Dequeue()()), clock);
        async Task<string[]> LookAsync()
        {
            var found = await resolver.ResolveDestinationsAsync(new Dictionary<string, DestinationConfig> { ["grid"] = new() { Address = "http://_grpc.grid" } }, default);
            Assert.False(found.ChangeToken!.HasChanged);
            clock.Advance(Replicas.LookedUpEvery);
            Assert.True(found.ChangeToken.HasChanged);
            return [.. found.Destinations.Values.Select(d => d.Address)];
        }
        string[] both = ["http://127.0.0.1:8081/", "http://127.0.0.2:8081/"];
        Assert.Equal(both[..1], await LookAsync());
        Assert.Equal(both, await LookAsync());
        Assert.Equal(both, await LookAsync());
        Assert.Equal(["http://grid-replicas:8081/"], await LookAsync());
    }

    [Fact]
    public async Task A_directory_that_does_not_answer_holds_up_no_start()
    {
        await using var gateway = RunningGateway.Start(one, async (_, cancel) => { await Task.Delay(Timeout.Infinite, cancel); return []; });
        using var channel = gateway.Channel(Token);
        await new Echo.EchoClient(channel).SayAsync(new SayRequest { Text = "你好" });
    }

    [Fact]
    public async Task One_that_is_not_ready_gets_no_more_calls()
    {
        await using var gateway = RunningGateway.Start(one, Both);
        using var channel = gateway.Channel(Token);
        var client = new Echo.EchoClient(channel);
        two.State.Ready = false;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        // Until the gateway has asked it.
        for (var (before, quiet) = (-1, 0); quiet < 20; quiet = before == two.State.Calls ? quiet + 1 : 0, before = two.State.Calls)
        {
            await client.SayAsync(new SayRequest(), cancellationToken: patience.Token);
            await Task.Delay(20, patience.Token);
        }
        two.State.Ready = true;
        var so = two.State.Calls;
        while (two.State.Calls == so)
        {
            await client.SayAsync(new SayRequest(), cancellationToken: patience.Token);
            await Task.Delay(20, patience.Token);
        }
    }

    [Fact]
    public async Task One_that_stops_under_load_costs_no_call()
    {
        await using var gateway = RunningGateway.Start(one, Both);
        using var channel = gateway.Channel(Token);
        var client = new Echo.EchoClient(channel);
        using var enough = new CancellationTokenSource();
        var calls = 0;
        var callers = Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                // No word beforehand, no readiness: the connection goes, and nobody listens any more.
                Assert.Equal("你好", (await client.SayAsync(new SayRequest { Text = "你好" })).Text);
                Interlocked.Increment(ref calls);
            }
        })).ToList();
        while (two.State.Calls < 100) await Task.Delay(5);
        await two.StopAsync();
        var so = calls;
        while (calls < so + 400 && callers.All(c => !c.IsFaulted)) await Task.Delay(5);
        await enough.CancelAsync();
        await Task.WhenAll(callers);
    }

    [Fact]
    public async Task A_write_that_one_has_taken_is_not_sent_to_the_other()
    {
        var port = new Uri(one.Grpc).Port;
        var taker = await Backend.StartAsync(port, IPAddress.Parse("127.0.0.3"));
        var state = taker.State;
        await using var gateway = RunningGateway.Start(one, ("services:grid:grpc:0", taker.Grpc), ("services:grid:grpc:1", $"http://127.0.0.4:{port}"));
        using var channel = gateway.Channel(Token);
        var hangs = new Echo.EchoClient(channel).HangAsync(new SayRequest { Text = "一次" }).ResponseAsync;
        while (state.Calls == 0) await Task.Delay(10);
        // Where nobody listened a moment ago somebody does now, and would take it.
        await using var other = await Backend.StartAsync(port, IPAddress.Parse("127.0.0.4"));
        await taker.DisposeAsync();
        await Assert.ThrowsAsync<RpcException>(() => hangs);
        Assert.Equal((1, 0), (state.Calls, other.State.Calls));
    }
}
