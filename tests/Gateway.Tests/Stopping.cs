using System.Net;
using Governance.Gateway.Tests.Doubles;
using Governance.Gateway.Tests.Wire;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Governance.Gateway.Tests;

public sealed class Stopping
{
    [Fact]
    public async Task Calls_in_flight_finish_and_streams_are_sent_away()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = RunningGateway.Start(backend);
        using var channel = gateway.Channel(backend.Tokens.Create("resident"));
        var client = new Echo.EchoClient(channel);
        using var stream = client.WatchEcho(new SayRequest { Text = "first" });
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
        using var chat = client.Chat();
        await chat.RequestStream.WriteAsync(new SayRequest { Text = "in flight" });
        Assert.True(await chat.ResponseStream.MoveNext(CancellationToken.None));

        var stop = gateway.Services.GetRequiredService<IHost>().StopAsync();
        var gone = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });
        Assert.Equal(StatusCode.Unavailable, gone.StatusCode);
        Assert.False(stop.IsCompleted);
        await chat.RequestStream.WriteAsync(new SayRequest { Text = "still served" });
        Assert.True(await chat.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal("still served", chat.ResponseStream.Current.Text);
        await chat.RequestStream.CompleteAsync();
        Assert.False(await chat.ResponseStream.MoveNext(CancellationToken.None));
        await stop.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Not_ready_while_still_serving()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = RunningGateway.Start(backend, ("Hosting:DrainDelay", "00:00:02"));
        using var http = gateway.Http();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
        var stop = Task.Run(() => gateway.Services.GetRequiredService<IHost>().StopAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while ((await http.GetAsync("/health/ready", patience.Token)).StatusCode != HttpStatusCode.ServiceUnavailable)
            await Task.Delay(20, patience.Token);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        await stop;
    }
}
