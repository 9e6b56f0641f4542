using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Governance.Gateway.Tests.Doubles;
using Governance.Gateway.Tests.Wire;
using Grpc.Core;
using Grpc.Net.Client.Web;

namespace Governance.Gateway.Tests;

public sealed class CallsThroughTheGateway : IAsyncLifetime
{
    private Backend backend = null!;
    private RunningGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        backend = await Backend.StartAsync();
        gateway = RunningGateway.Start(backend);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await backend.DisposeAsync();
    }

    private string Token => field ??= backend.Tokens.Create("resident");

    [Fact]
    public async Task Grpc_unary_arrives_with_the_token_unchanged()
    {
        using var channel = gateway.Channel(Token);
        var reply = await new Echo.EchoClient(channel).SayAsync(new SayRequest { Text = "你好" });
        Assert.Equal("你好", reply.Text);
        Assert.Equal("HTTP/2", reply.Protocol);
        Assert.Equal($"Bearer {Token}", reply.Headers["authorization"]);
    }

    [Fact]
    public async Task Grpc_stream_is_not_buffered()
    {
        using var channel = gateway.Channel(Token);
        using var call = new Echo.EchoClient(channel).WatchEcho(new SayRequest { Text = "first" });
        await ReadsOneByOne(call);
    }

    [Fact]
    public async Task Grpc_duplex_works()
    {
        using var channel = gateway.Channel(Token);
        using var call = new Echo.EchoClient(channel).Chat();
        foreach (var text in new[] { "a", "b" })
        {
            await call.RequestStream.WriteAsync(new SayRequest { Text = text });
            Assert.True(await call.ResponseStream.MoveNext(Soon()));
            Assert.Equal(text, call.ResponseStream.Current.Text);
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Soon()));
    }

    [Fact]
    public async Task Rich_errors_of_the_service_arrive_whole()
    {
        using var channel = gateway.Channel(Token);
        var told = await Told.From(() => new Echo.EchoClient(channel).RefuseAsync(new SayRequest()).ResponseAsync);
        Assert.Equal((9, "诉求尚未分类", "CALL_NOT_TRIAGED"), (told.Code, told.Message, told.Reason));
        using var http = gateway.Http(Token);
        var response = await http.PostAsJsonAsync("/grid/v1/echo:refuse", new { });
        told = await Told.From(response);
        Assert.Equal((HttpStatusCode.BadRequest, 9, "CALL_NOT_TRIAGED"), (response.StatusCode, told.Code, told.Reason));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Json_works_over_both_http_versions(string version)
    {
        using var http = gateway.Http(Token, Version.Parse(version));
        var response = await http.PostAsJsonAsync("/grid/v1/echo:say", new { text = "你好" });
        var json = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(Version.Parse(version), response.Version);
        Assert.Equal("你好", json.GetProperty("text").GetString());
        Assert.Equal("HTTP/2", json.GetProperty("protocol").GetString());
        Assert.Equal("x", (await http.GetFromJsonAsync<JsonElement>("/grid/v1/echo/x")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Json_stream_is_not_buffered()
    {
        using var http = gateway.Http(Token);
        using var response = await http.GetAsync("/grid/v1/echo:watch?text=first", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Contains("first", await lines.ReadLineAsync(Soon()), StringComparison.Ordinal);
        backend.State.Items.Writer.TryWrite("second");
        Assert.Contains("second", await lines.ReadLineAsync(Soon()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GrpcWebMode.GrpcWeb, "1.1")]
    [InlineData(GrpcWebMode.GrpcWebText, "1.1")]
    [InlineData(GrpcWebMode.GrpcWeb, "2.0")]
    [InlineData(GrpcWebMode.GrpcWebText, "2.0")]
    public async Task Grpc_web_is_translated(GrpcWebMode mode, string version)
    {
        using var channel = gateway.Channel(Token, inner => new GrpcWebHandler(mode, new ExactVersion(inner, Version.Parse(version))));
        var client = new Echo.EchoClient(channel);
        Assert.Equal("你好", (await client.SayAsync(new SayRequest { Text = "你好" })).Text);
        var large = new string('文', 100_000);
        Assert.Equal(large, (await client.SayAsync(new SayRequest { Text = large })).Text);
        var told = await Told.From(() => client.RefuseAsync(new SayRequest()).ResponseAsync);
        Assert.Equal("CALL_NOT_TRIAGED", told.Reason);
        using var call = client.WatchEcho(new SayRequest { Text = "first" });
        await ReadsOneByOne(call);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Theory]
    [InlineData("AAAAAAM=", "CgF4", "0")]             // prefix and message as two padded pieces
    [InlineData("AAAAAAMKAXg=", "", "0")]
    [InlineData("AAAAAAMKAX", "", "3")]               // ends inside a group
    [InlineData("AAAA*AMKAXg=", "", "3")]
    public async Task Grpc_web_text_may_come_in_pieces_but_must_be_base64(string first, string second, string status)
    {
        using var http = gateway.Http(Token, HttpVersion.Version11);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/governance.grid.v1.Echo/Say") { Version = HttpVersion.Version11, Content = new StringContent(first + second) };
        request.Content.Headers.ContentType = new("application/grpc-web-text");
        request.Headers.Accept.ParseAdd("application/grpc-web-text");
        var response = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "application/grpc-web-text"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var pieces = (await response.Content.ReadAsStringAsync()).Split('=', StringSplitOptions.RemoveEmptyEntries).Select(p => Convert.FromBase64String(p.PadRight((p.Length + 3) / 4 * 4, '=')));
        var trailers = System.Text.Encoding.UTF8.GetString([.. pieces.SelectMany(p => p)]);
        Assert.Equal(status, response.Headers.TryGetValues("grpc-status", out var said) ? said.Single() : trailers.Split("grpc-status: ")[1][..1]);
    }

    [Fact]
    public async Task Grpc_web_stream_that_fails_says_why()
    {
        using var channel = gateway.Channel(Token, inner => new GrpcWebHandler(GrpcWebMode.GrpcWebText, inner));
        using var call = new Echo.EchoClient(channel).WatchEcho(new SayRequest { Text = "first" });
        Assert.True(await call.ResponseStream.MoveNext(Soon()));
        backend.State.Items.Writer.TryWrite("fail");
        var told = await Told.From(() => call.ResponseStream.MoveNext(Soon()));
        Assert.Equal((15, "流中断"), (told.Code, told.Message));
    }

    [Fact]
    public async Task Identity_is_reached_without_a_token()
    {
        using var http = gateway.Http();
        var token = await (await http.PostAsync("/connect/token", new FormUrlEncodedContent([]))).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("HTTP/1.1", token.GetProperty("protocol").GetString());
        Assert.Equal(gateway.Address.Authority, token.GetProperty("host").GetString());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/.well-known/openid-configuration")).StatusCode);
        var redirect = await http.PostAsync("/account/login", new FormUrlEncodedContent([]));
        Assert.Equal((HttpStatusCode.Redirect, "/account/done"), (redirect.StatusCode, redirect.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task Caller_cannot_write_his_own_address_or_trace()
    {
        using var http = gateway.Http(Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/grid/v1/echo/x") { Version = HttpVersion.Version20 };
        foreach (var name in new[] { "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "X-Request-Id", "X-Forwarded-Prefix", "X-Original-URL" })
            request.Headers.Add(name, "6.6.6.6");
        request.Headers.Add("X-Forwarded-Proto", "gopher");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var response = await http.SendAsync(request);
        var headers = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("headers").EnumerateObject().ToDictionary(h => h.Name, h => h.Value.GetString()!);
        Assert.DoesNotContain(headers, h => h.Value.Contains("6.6.6.6", StringComparison.Ordinal));
        Assert.DoesNotContain("0af7651916cd43dd8448eb211c80319c", headers["traceparent"], StringComparison.Ordinal);
        Assert.Contains(headers["x-forwarded-for"], new[] { "127.0.0.1", "::1", "::ffff:127.0.0.1" });
        Assert.Equal("https", headers["x-forwarded-proto"]);
        Assert.Equal(gateway.Address.Authority, headers["x-forwarded-host"]);
        Assert.Equal(headers["x-request-id"], response.Headers.GetValues("X-Request-Id").Single());
        Assert.Contains(headers["x-request-id"], headers["traceparent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_begins_here_with_telemetry_too()
    {
        await using var traced = RunningGateway.Start(backend, ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
        using var http = traced.Http(Token);
        http.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var response = await http.GetAsync("/grid/v1/echo/x");
        var headers = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("headers");
        Assert.DoesNotContain("0af7651916cd43dd8448eb211c80319c", headers.GetProperty("traceparent").GetString(), StringComparison.Ordinal);
        Assert.Contains(response.Headers.GetValues("X-Request-Id").Single(), headers.GetProperty("traceparent").GetString(), StringComparison.Ordinal);
    }

    private async Task ReadsOneByOne(AsyncServerStreamingCall<SayReply> call)
    {
        Assert.True(await call.ResponseStream.MoveNext(Soon()));
        Assert.Equal("first", call.ResponseStream.Current.Text);
        backend.State.Items.Writer.TryWrite("second");
        Assert.True(await call.ResponseStream.MoveNext(Soon()));
        Assert.Equal("second", call.ResponseStream.Current.Text);
        backend.State.Items.Writer.TryWrite("end");
        Assert.False(await call.ResponseStream.MoveNext(Soon()));
    }

    private static CancellationToken Soon() => new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token;

    private sealed class ExactVersion(HttpMessageHandler inner, Version version) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (request.Version, request.VersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
