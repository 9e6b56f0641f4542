using System.Net;
using System.Text.Json;
using Governance.Gateway.Limits;
using Governance.Gateway.Tests.Doubles;
using Governance.Gateway.Tests.Wire;
using Governance.Gateway.Usage;
using Governance.Servers;
using Grpc.Core;
using Grpc.Net.Client.Web;
using Microsoft.Extensions.DependencyInjection;

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
        await using var gateway = await GatewayAsync(backend, servers);
        string Partner(string id) => Usage.Partner(backend, id);
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
            return [.. answer.GetProperty("rows").EnumerateArray().Select(r => $"{r.GetProperty("client")} {r.GetProperty("method")} {r.GetProperty("ok")} {r.GetProperty("refused")} {r.GetProperty("failed")}")];
        }
        string[] ones = ["one governance.grid.v1.Echo/GetEcho 1 0 0", "one governance.grid.v1.Echo/Refuse 0 1 0", "one governance.grid.v1.Echo/Say 2 0 0"];
        Assert.Equal(ones, await ReadAsync(Partner("one")));
        Assert.Equal(["two unknown 0 1 0"], await ReadAsync(Partner("two")));
        var operates = backend.Tokens.Create("operator", ["province-operator"], ["51"]);
        Assert.Equal([.. ones, "two unknown 0 1 0"], await ReadAsync(operates));
        Assert.Equal(ones, await ReadAsync(operates, "&client=one"));

        using var other = gateway.Http(Partner("two"));
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"/usage/v1?from={today}&client=one")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.GetAsync("/usage/v1?from=yesterday")).StatusCode);
        using var clerk = gateway.Http(backend.Tokens.Create("clerk", ["town-clerk"], ["51"], clientId: "console"));
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync($"/usage/v1?from={today}")).StatusCode);
        using var nobody = gateway.Http();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/usage/v1?from={today}")).StatusCode);
    }

    /// <summary>A stream is left by its reader or ended (its token, its rights, a stop): that is no refusal.</summary>
    [Fact]
    public async Task A_stream_that_began_is_ok_however_it_ended_and_one_that_did_not_is_refused()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = RunningGateway.Start(backend, ("Gateway:Limits:OpenStreams", "1"));
        using var channel = gateway.Channel(Partner(backend, "one"));
        using var browser = gateway.Channel(Partner(backend, "two"), inner => new GrpcWebHandler(GrpcWebMode.GrpcWebText, inner));
        foreach (var (echo, client) in new[] { (new Echo.EchoClient(channel), "one"), (new Echo.EchoClient(browser), "two") })
        {
            using (var left = echo.WatchEcho(new() { Text = "a" }))
            {
                Assert.True(await left.ResponseStream.MoveNext(CancellationToken.None));
                using var second = echo.WatchEcho(new() { Text = "a" });
                Assert.Equal("TOO_MANY_STREAMS", (await Told.From(() => second.ResponseStream.MoveNext(CancellationToken.None))).Reason);
            }
            await CountedAsync(gateway, client, "governance.grid.v1.Echo/WatchEcho 1 1 0");
            using (var broken = echo.WatchEcho(new() { Text = "a" }))
            {
                Assert.True(await broken.ResponseStream.MoveNext(CancellationToken.None));
                var broke = Assert.ThrowsAsync<RpcException>(() => broken.ResponseStream.MoveNext(CancellationToken.None));
                // The stream that was left may take one, as long as the service has not heard of it.
                while (!broke.IsCompleted)
                {
                    backend.State.Items.Writer.TryWrite("fail");
                    await Task.WhenAny(broke, Task.Delay(100));
                }
                while (backend.State.Items.Reader.TryRead(out _)) { }
                await broke;
            }
            await CountedAsync(gateway, client, "governance.grid.v1.Echo/WatchEcho 2 1 0");
            using (var refused = echo.WatchEcho(new() { Text = "refuse" })) await Assert.ThrowsAsync<RpcException>(() => refused.ResponseStream.MoveNext(CancellationToken.None));
            await CountedAsync(gateway, client, "governance.grid.v1.Echo/WatchEcho 2 2 0");
        }
        using var http = gateway.Http(Partner(backend, "three"));
        (await http.GetAsync("/grid/v1/echo:watch?text=a", HttpCompletionOption.ResponseHeadersRead)).Dispose();
        await CountedAsync(gateway, "three", "governance.grid.v1.Echo/WatchEcho 1 0 0");
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync("/grid/v1/echo:watch?text=refuse")).StatusCode);
        await CountedAsync(gateway, "three", "governance.grid.v1.Echo/WatchEcho 1 1 0");
    }

    [Fact]
    public async Task What_we_did_not_answer_is_failed_and_not_refused_by_both_doors()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = RunningGateway.Start(backend, ("services:volunteers:grpc:0", "http://127.0.0.1:1"), ("Gateway:Timeouts:Call", "00:00:01"));
        using var channel = gateway.Channel(Partner(backend, "one"));
        using var http = gateway.Http(Partner(backend, "one"));
        var echo = new Echo.EchoClient(channel);
        // Too slow; nobody listens there; left by its caller.
        await Told.From(() => echo.HangAsync(new()).ResponseAsync);
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await http.PostAsync("/grid/v1/echo:hang", Json())).StatusCode);
        await CountedAsync(gateway, "one", "governance.grid.v1.Echo/Hang 0 0 2");
        using (var left = echo.HangAsync(new()))
        {
            while (backend.State.Calls < 3) await Task.Delay(10);
        }
        await CountedAsync(gateway, "one", "governance.grid.v1.Echo/Hang 0 0 3");
        await Told.From(() => new Volunteers.V1.Registrations.RegistrationsClient(channel).GetVolunteerAsync(new() { Id = Guid.Empty.ToString() }).ResponseAsync);
        Assert.Equal(HttpStatusCode.BadGateway, (await http.GetAsync($"/volunteers/v1/volunteers/{Guid.Empty}")).StatusCode);
        await CountedAsync(gateway, "one", "governance.volunteers.v1.Registrations/GetVolunteer 0 0 2");
        // A no is one, whatever carries it.
        await Told.From(() => echo.RefuseAsync(new()).ResponseAsync);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("/grid/v1/echo:refuse", Json())).StatusCode);
        await CountedAsync(gateway, "one", "governance.grid.v1.Echo/Refuse 0 2 0");
    }

    [Fact]
    public async Task Is_unavailable_while_redis_is_away_and_misses_nothing_afterwards()
    {
        await using var backend = await Backend.StartAsync();
        await using var servers = await TestServers.StartAsync(ServerKinds.Redis);
        await using var gateway = await GatewayAsync(backend, servers, ("Gateway:Limits:Default:Report:PerSecond", "1000"), ("Gateway:Limits:Default:Report:Burst", "1000"));
        using var http = gateway.Http(Partner(backend, "one"));
        await http.GetAsync("/grid/v1/echo/x");
        await CountedAsync(gateway, "one", "governance.grid.v1.Echo/GetEcho 1 0 0");
        await servers.KillAsync(ServerKinds.Redis);
        // Also before the gateway has noticed.
        for (var n = 0; n < 3; n++)
        {
            var answer = await http.GetAsync($"/usage/v1?from={Today}");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "USAGE_UNAVAILABLE"), (answer.StatusCode, (await Told.From(answer)).Reason));
            Assert.NotNull(answer.Headers.RetryAfter);
            await http.GetAsync("/grid/v1/echo/x");
        }
        await servers.StartAgainAsync(ServerKinds.Redis);
        var before = 0L;
        for (var tries = 0; tries < 200 && before < 3; tries++)
        {
            using var again = await http.GetAsync($"/usage/v1?from={Today}");
            if (again.StatusCode == HttpStatusCode.OK) before = (await RowsAsync(again)).Sum(r => r.GetProperty("ok").GetInt64());
            else await Task.Delay(50);
        }
        // What Redis kept of before is Redis' affair.
        Assert.InRange(before, 3, 4);
    }

    /// <summary>A flush between two looks counts nothing twice and leaves nothing out.</summary>
    [Fact]
    public async Task A_report_in_the_middle_of_the_counting_is_neither_more_nor_less()
    {
        await using var backend = await Backend.StartAsync();
        await using var servers = await TestServers.StartAsync(ServerKinds.Redis);
        await using var gateway = await GatewayAsync(backend, servers);
        await using var counts = new UsageCounts(gateway.Services.GetRequiredService<SharedBuckets>(), new Hasty());
        long counted = 0, done = 0;
        var counting = Task.Run(() =>
        {
            while (Interlocked.Read(ref done) == 0)
            {
                counts.Count("one", "a/b", Outcome.Ok);
                Interlocked.Increment(ref counted);
                Thread.Yield();
            }
        });
        for (var n = 0; n < 3000; n++)
        {
            var least = Interlocked.Read(ref counted);
            var told = (await counts.ReadAsync("one", [Today]))!.Sum(r => r.Ok);
            // One may be counted and not yet told of.
            Assert.InRange(told, least, Interlocked.Read(ref counted) + 1);
        }
        Interlocked.Exchange(ref done, 1);
        await counting;
    }

    [Fact]
    public async Task A_partners_report_reads_its_own_rows_alone_and_an_outage_in_it_is_told()
    {
        await using var backend = await Backend.StartAsync();
        await using var servers = await TestServers.StartAsync(ServerKinds.Redis);
        await using var gateway = await GatewayAsync(backend, servers);
        using var one = gateway.Http(Partner(backend, "one"));
        await one.GetAsync("/grid/v1/echo/x");
        await CountedAsync(gateway, "one", "governance.grid.v1.Echo/GetEcho 1 0 0");
        // What cannot be read stands for what is not read.
        var redis = gateway.Services.GetRequiredService<SharedBuckets>().Database!;
        await redis.StringSetAsync($"governance:usage:{Today}:two", "no counts");
        await redis.SetAddAsync($"governance:usage:clients:{Today}", "two");
        var year = TimeProvider.System.GetUtcNow().AddHours(8).AddDays(-365).ToString("yyyy-MM-dd", null);
        Assert.Single(await RowsAsync(await one.GetAsync($"/usage/v1?from={year}&to={Today}")));
        using var operates = gateway.Http(backend.Tokens.Create("operator", ["province-operator"], ["51"]));
        var all = await operates.GetAsync($"/usage/v1?from={Today}");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "USAGE_UNAVAILABLE"), (all.StatusCode, (await Told.From(all)).Reason));
    }

    [Fact]
    public async Task A_no_has_its_reason_and_every_wrong_field()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = RunningGateway.Start(backend, ("Gateway:Limits:Default:Report:PerSecond", "0.01"), ("Gateway:Limits:Default:Report:Burst", "9"));
        var operates = backend.Tokens.Create("operator", ["province-operator"], ["51"]);
        foreach (var (token, query, fields) in new[]
        {
            (Partner(backend, "one"), "", "from"), (Partner(backend, "one"), "?from=2026-13-01&to=", "from to"), (Partner(backend, "one"), "?from=2026-11-02&to=2026-11-01", "to"),
            (Partner(backend, "one"), "?from=2025-01-01&to=2026-01-02", "to"), (operates, "?from=2026-01-01&to=2026-02-01", "to"),
            // A year that begins in one with a leap day; everybody's, a month.
            (Partner(backend, "one"), "?from=2025-01-01&to=2026-01-01", ""), (operates, "?from=2026-01-01&to=2026-01-31", ""), (operates, "?from=2025-01-01&to=2026-01-01&client=one", ""),
        })
        {
            using var http = gateway.Http(token);
            var answer = await http.GetAsync("/usage/v1" + query);
            Assert.Equal(fields.Length == 0 ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
            if (fields.Length == 0) continue;
            Assert.Equal((3, "INVALID_FIELDS"), (await Told.From(answer)) is var told ? (told.Code, told.Reason) : default);
            var details = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("details").EnumerateArray().ToList();
            Assert.Equal(fields.Split(' '), details.Single(d => d.TryGetProperty("fieldViolations", out _)).GetProperty("fieldViolations").EnumerateArray().Select(v => v.GetProperty("field").GetString()));
            Assert.Contains(details, d => d.TryGetProperty("locale", out var locale) && locale.GetString() == "zh-CN");
        }
        using var other = gateway.Http(Partner(backend, "two"));
        Assert.Equal("USAGE_NOT_YOURS", (await Told.From(await other.GetAsync($"/usage/v1?from={Today}&client=one"))).Reason);
        // A report has an allowance of its own, each partner's.
        using var eager = gateway.Http(Partner(backend, "one"));
        for (var n = 5; n < 9; n++) Assert.Equal(HttpStatusCode.OK, (await eager.GetAsync($"/usage/v1?from={Today}")).StatusCode);
        Assert.Equal("TOO_MANY_REQUESTS", (await Told.From(await eager.GetAsync($"/usage/v1?from={Today}"))).Reason);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync($"/usage/v1?from={Today}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await eager.GetAsync("/grid/v1/echo/x")).StatusCode);
    }

    /// <summary>What is done every second is done every millisecond.</summary>
    private sealed class Hasty : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
    }

    private static string Today => TimeProvider.System.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", null);

    private static StringContent Json() => new("{}", System.Text.Encoding.UTF8, "application/json");

    private static string Partner(Backend backend, string id) => backend.Tokens.Create(id, clientId: id, scopes: ["grid.calls.open"], areas: ["5101"]);

    private static async Task<RunningGateway> GatewayAsync(Backend backend, TestServers? servers, params (string, string)[] settings)
    {
        var gateway = RunningGateway.Start(backend, servers is null ? settings : [("ConnectionStrings:redis", servers.Redis), .. settings]);
        while (servers is not null && gateway.Services.GetRequiredService<SharedBuckets>().Away) await Task.Delay(20);
        return gateway;
    }

    private static async Task<List<JsonElement>> RowsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("rows").EnumerateArray()];
    }

    /// <summary>A call is counted when it has ended, which its caller may know a moment earlier.</summary>
    private static async Task CountedAsync(RunningGateway gateway, string client, string expected)
    {
        var counts = gateway.Services.GetRequiredService<UsageCounts>();
        var method = expected.Split(' ')[0];
        var told = "";
        for (var tries = 0; tries < 200 && told != expected; tries++)
        {
            if (tries > 0) await Task.Delay(25);
            told = string.Join("; ", (await counts.ReadAsync(client, [Today]) ?? []).Where(r => r.Method == method).Select(r => $"{r.Method} {r.Ok} {r.Refused} {r.Failed}"));
        }
        Assert.Equal(expected, told);
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
