using System.Net;
using System.Text.Json;
using Governance.Gateway.Tests.Doubles;
using Governance.Gateway.Tests.Wire;
using Governance.Servers;
using Grpc.Core;

namespace Governance.Gateway.Tests;

/// <summary>A partner sees what it has called, an operator what everybody has.</summary>
public sealed class Usage
{
    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Is_counted_by_day_and_method_for_each_partner(bool withRedis)
    {
        await using var backend = await Backend.StartAsync();
        await using var servers = withRedis ? await TestServers.StartAsync(ServerKinds.Redis) : null;
        (string, string)[] settings = withRedis ? [("ConnectionStrings:redis", servers!.Redis)] : [];
        await using var gateway = RunningGateway.Start(backend, settings);
        string Partner(string id) => backend.Tokens.Create(id, clientId: id, scopes: ["grid.calls.open"], areas: ["5101"]);
        using (var channel = gateway.Channel(Partner("one")))
        {
            var echo = new Echo.EchoClient(channel);
            await echo.SayAsync(new() { Text = "a" });
            await echo.SayAsync(new() { Text = "b" });
            await Assert.ThrowsAsync<RpcException>(() => echo.RefuseAsync(new()).ResponseAsync);
        }
        using (var http = gateway.Http(Partner("one"))) await http.GetAsync("/grid/v1/echo/x");
        using (var http = gateway.Http(Partner("two"))) await http.GetAsync("/grid/v1/nothing/here");

        var today = TimeProvider.System.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", null);
        async Task<List<string>> ReadAsync(string token, string query = "")
        {
            using var http = gateway.Http(token);
            var answer = JsonDocument.Parse(await http.GetStringAsync($"/usage/v1?from={today}{query}")).RootElement;
            return [.. answer.GetProperty("rows").EnumerateArray().Select(r => $"{r.GetProperty("client")} {r.GetProperty("method")} {r.GetProperty("ok")} {r.GetProperty("refused")}")];
        }
        string[] ones = ["one governance.grid.v1.Echo/GetEcho 1 0", "one governance.grid.v1.Echo/Refuse 0 1", "one governance.grid.v1.Echo/Say 2 0"];
        Assert.Equal(ones, await ReadAsync(Partner("one")));
        Assert.Equal(["two unknown 0 1"], await ReadAsync(Partner("two")));
        var operates = backend.Tokens.Create("operator", ["province-operator"], ["51"]);
        Assert.Equal([.. ones, "two unknown 0 1"], await ReadAsync(operates));
        Assert.Equal(ones, await ReadAsync(operates, "&client=one"));

        using var other = gateway.Http(Partner("two"));
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"/usage/v1?from={today}&client=one")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.GetAsync("/usage/v1?from=yesterday")).StatusCode);
        using var clerk = gateway.Http(backend.Tokens.Create("clerk", ["town-clerk"], ["51"], clientId: "console"));
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync($"/usage/v1?from={today}")).StatusCode);
        using var nobody = gateway.Http();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/usage/v1?from={today}")).StatusCode);
    }

    [Fact]
    public async Task Counts_what_is_refused_as_well_by_the_limits_too()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = RunningGateway.Start(backend, ("Gateway:Limits:Clients:eager:Write:PerSecond", "0.01"), ("Gateway:Limits:Clients:eager:Write:Burst", "2"));
        var token = backend.Tokens.Create("eager", clientId: "eager", scopes: ["grid.calls.open"], areas: ["5101"]);
        using var channel = gateway.Channel(token);
        var echo = new Echo.EchoClient(channel);
        for (var n = 0; n < 2; n++) await echo.SayAsync(new() { Text = "a" });
        for (var n = 0; n < 3; n++) Assert.Equal("TOO_MANY_REQUESTS", (await Told.From(() => echo.SayAsync(new() { Text = "a" }).ResponseAsync)).Reason);
        using var http = gateway.Http(token);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await http.PostAsync("/grid/v1/echo:say", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"))).StatusCode);
        var rows = JsonDocument.Parse(await http.GetStringAsync($"/usage/v1?from={TimeProvider.System.GetUtcNow().AddHours(8):yyyy-MM-dd}")).RootElement.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(["governance.grid.v1.Echo/Say 2 4"], rows.Select(r => $"{r.GetProperty("method")} {r.GetProperty("ok")} {r.GetProperty("refused")}"));
    }
}
