using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Governance.Gateway.Tests.Doubles;
using Governance.Gateway.Tests.Wire;
using Grpc.Core;
using Grpc.Net.Client.Web;

namespace Governance.Gateway.Tests;

public sealed class Refusals : IAsyncLifetime
{
    private Backend backend = null!;
    private RunningGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        backend = await Backend.StartAsync();
        gateway = RunningGateway.Start(backend, ("Gateway:Timeouts:Call", "00:00:01"));
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await backend.DisposeAsync();
    }

    private string Good => backend.Tokens.Create("resident");

    public static TheoryData<string, string> BadTokens => new()
    {
        { "missing", "TOKEN_MISSING" },
        { "expired", "TOKEN_EXPIRED" },
        { "audience", "TOKEN_WRONG_AUDIENCE" },
        { "stranger", "TOKEN_INVALID" },
        { "garbage", "TOKEN_INVALID" },
        { "type", "TOKEN_INVALID" },
    };

    private string? Token(string kind) => kind switch
    {
        "missing" => null,
        "expired" => backend.Tokens.Create("resident", expiresIn: TimeSpan.FromMinutes(-5)),
        "audience" => backend.Tokens.Create("resident", audience: "another"),
        "stranger" => backend.Tokens.Create("resident", signedByStranger: true),
        "type" => backend.Tokens.Create("resident", type: "id+jwt"),
        _ => "garbage",
    };

    [Fact]
    public async Task Door_for_files_takes_no_stranger_nothing_but_files_and_says_when_the_service_is_away()
    {
        const string door = "/volunteers/v1/batches/0198c0de-0000-7000-8000-000000000001:batchRegister";
        async Task<(HttpStatusCode, bool)> PostAsync(string? token, string type, string reason, string query = "")
        {
            using var http = gateway.Http(token);
            var answer = await http.PostAsync(door + query, new StringContent("姓名", Encoding.UTF8, type));
            return (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains(reason, StringComparison.Ordinal));
        }
        Assert.Equal((HttpStatusCode.Unauthorized, true), await PostAsync(null, "text/csv", "TOKEN_MISSING"));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, true), await PostAsync(Good, "application/json", "CONTENT_TYPE_NOT_CSV"));
        Assert.Equal((HttpStatusCode.BadGateway, true), await PostAsync(Good, "text/csv", "SERVICE_UNREACHABLE"));
    }

    [Theory, MemberData(nameof(BadTokens))]
    public async Task Bad_token_is_unauthenticated_by_every_door(string kind, string reason)
    {
        var token = Token(kind);
        foreach (var web in new GrpcWebMode?[] { null, GrpcWebMode.GrpcWeb, GrpcWebMode.GrpcWebText })
        {
            using var channel = gateway.Channel(token, web is { } mode ? inner => new GrpcWebHandler(mode, inner) : null);
            var told = await Told.From(() => new Echo.EchoClient(channel).SayAsync(new SayRequest()).ResponseAsync);
            Assert.Equal((16, reason), (told.Code, told.Reason));
            using var stream = new Echo.EchoClient(channel).WatchEcho(new SayRequest());
            Assert.Equal(reason, (await Told.From(() => stream.ResponseStream.MoveNext(CancellationToken.None))).Reason);
        }
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var http = gateway.Http(token, version);
            foreach (var response in new[] { await http.GetAsync("/grid/v1/echo/x"), await http.PostAsJsonAsync("/grid/v1/echo:say", new { text = "x" }) })
            {
                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
                Assert.Contains("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
                Assert.Equal((16, reason), (await Told.From(response)) is var told ? (told.Code, told.Reason) : default);
            }
        }
        Assert.Equal(0, backend.State.Calls);
    }

    [Fact]
    public async Task Unknown_path_is_hidden_without_a_token_and_not_found_with_one()
    {
        using var stranger = gateway.Http();
        using var known = gateway.Http(Good);
        Assert.Equal("TOKEN_MISSING", (await Told.From(await stranger.GetAsync("/nowhere"))).Reason);
        foreach (var path in new[] { "/nowhere", "/grid/v1/nowhere", "/grid/v2/calls", "/nosuch/v1/x" })
        {
            var response = await known.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal((5, "PATH_UNKNOWN"), (await Told.From(response)) is var told ? (told.Code, told.Reason) : default);
        }
    }

    [Fact]
    public async Task Unknown_rpc_is_unimplemented()
    {
        using var channel = gateway.Channel(Good);
        var method = new Method<SayRequest, SayReply>(MethodType.Unary, "governance.grid.v1.Echo", "Nothing",
            Marshallers.Create(r => Google.Protobuf.MessageExtensions.ToByteArray(r), SayRequest.Parser.ParseFrom), Marshallers.Create(r => Google.Protobuf.MessageExtensions.ToByteArray(r), SayReply.Parser.ParseFrom));
        var e = await Assert.ThrowsAsync<RpcException>(() => channel.CreateCallInvoker().AsyncUnaryCall(method, null, new(), new()).ResponseAsync);
        Assert.Equal(StatusCode.Unimplemented, e.StatusCode);
        var elsewhere = new Method<SayRequest, SayReply>(MethodType.Unary, "other.v1.Echo", "Say", method.RequestMarshaller, method.ResponseMarshaller);
        Assert.Equal("PATH_UNKNOWN", (await Told.From(() => channel.CreateCallInvoker().AsyncUnaryCall(elsewhere, null, new(), new()).ResponseAsync)).Reason);
    }

    [Fact]
    public async Task Wrong_method_or_content_type_is_said_clearly()
    {
        using var http = gateway.Http(Good);
        var get = await http.GetAsync("/governance.grid.v1.Echo/Say");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED"), (get.StatusCode, (await Told.From(get)).Reason));
        var json = await http.PostAsJsonAsync("/governance.grid.v1.Echo/Say", new { text = "x" });
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "CONTENT_TYPE_NOT_GRPC"), (json.StatusCode, (await Told.From(json)).Reason));
        var form = await http.PostAsync("/grid/v1/echo:say", new FormUrlEncodedContent([new("text", "x")]));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "CONTENT_TYPE_NOT_JSON"), (form.StatusCode, (await Told.From(form)).Reason));
        using var old = gateway.Http(Good, HttpVersion.Version11);
        var grpc = await old.PostAsync("/governance.grid.v1.Echo/Say", new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new("application/grpc") } });
        Assert.Equal((HttpStatusCode.UpgradeRequired, "GRPC_NEEDS_HTTP2"), (grpc.StatusCode, (await Told.From(grpc)).Reason));
        Assert.Equal(0, backend.State.Calls);
    }

    [Theory]
    [InlineData("""{"text": "x" """, "")]
    [InlineData("""{"text": }""", "text")]
    [InlineData("""{"place": {"latitude": 30.5,,}}""", "place")]
    [InlineData("""{"a": [1, {"b": tru}]}""", "a[1].b")]
    [InlineData("hello", "")]
    public async Task Malformed_json_names_the_field(string text, string field)
    {
        using var http = gateway.Http(Good);
        var response = await http.PostAsync("/grid/v1/echo:say", new StringContent(text, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var told = await Told.From(response);
        Assert.Equal((3, "JSON_MALFORMED", field), (told.Code, told.Reason, told.Field ?? ""));
        Assert.Equal(0, backend.State.Calls);
    }

    [Fact]
    public async Task Every_value_of_the_wrong_type_is_named()
    {
        using var http = gateway.Http(Good);
        var response = await http.PostAsync("/grid/v1/echo:say", new StringContent(
            """{"text":5,"place":{"latitude":"north"},"numbers":[1,"2",3.0,true,9999999999,null],"counts":{"a":"x"},"mood":"MOOD_ANGRY","at":"yesterday","urgent":"true","unknown":1}""", Encoding.UTF8, "application/json"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var details = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("details").EnumerateArray().Single(d => d.GetProperty("@type").GetString()!.EndsWith("BadRequest", StringComparison.Ordinal));
        Assert.Equal(["text", "place.latitude", "numbers[1]", "numbers[2]", "numbers[3]", "numbers[4]", "numbers[5]", "counts.a", "mood", "at", "urgent"], details.GetProperty("fieldViolations").EnumerateArray().Select(v => v.GetProperty("field").GetString()));
        Assert.Contains("MOOD_GLAD、MOOD_SAD", text, StringComparison.Ordinal);
        Assert.Equal("place.latitude", (await Told.From(await http.GetAsync("/grid/v1/echo:watch?place.latitude=north&text=x&urgent=true"))).Field);
        Assert.Equal("", (await Told.From(await http.PostAsJsonAsync("/grid/v1/echo:say", new[] { 1 }))).Field ?? "");
    }

    [Fact]
    public async Task What_the_service_can_read_is_left_alone()
    {
        using var http = gateway.Http(Good);
        var response = await http.PostAsync("/grid/v1/echo:say", new StringContent(
            """{"text":"x","place":{"latitude":30.5},"numbers":[1,2],"counts":{"a":"1"},"mood":"MOOD_SAD","at":"2026-11-25T08:00:00+08:00","urgent":true,"unknown":1}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, backend.State.Calls);
    }

    [Fact]
    public async Task Dead_service_is_unavailable_with_a_retry_time_and_found_again()
    {
        var port = new Uri(backend.Grpc).Port;
        await backend.DisposeAsync();
        await using (var alone = await Backend.StartAsync())
        {
            // The authority died with the backend: a token of the new one would not do, so the gateway is started anew against a dead address.
            await using var other = RunningGateway.Start(alone, ("services:grid:grpc:0", $"http://127.0.0.1:{port}"));
            using var channel = other.Channel(alone.Tokens.Create("resident"));
            var told = await Told.From(() => new Echo.EchoClient(channel).SayAsync(new SayRequest()).ResponseAsync);
            Assert.Equal((14, "SERVICE_UNREACHABLE"), (told.Code, told.Reason));
            Assert.True(told.RetrySeconds > 0);
            using var http = other.Http(alone.Tokens.Create("resident"));
            for (var i = 0; i < 30; i++)        // beyond what passive health tolerates
            {
                var response = await http.PostAsJsonAsync("/grid/v1/echo:say", new { text = "x" });
                Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
                Assert.Equal("SERVICE_UNREACHABLE", (await Told.From(response)).Reason);
                Assert.NotNull(response.Headers.RetryAfter);
            }
            await using var again = await Backend.StartAsync(port);
            var reply = await http.PostAsJsonAsync("/grid/v1/echo:say", new { text = "x" });
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }
        backend = await Backend.StartAsync();
    }

    [Fact]
    public async Task Slow_service_ends_in_deadline_exceeded_and_is_told_to_stop()
    {
        using var http = gateway.Http(Good);
        var response = await http.PostAsJsonAsync("/grid/v1/echo:hang", new { text = "x" });
        Assert.Equal((HttpStatusCode.GatewayTimeout, "DEADLINE_EXCEEDED"), (response.StatusCode, (await Told.From(response)).Reason));
        await backend.State.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(5));
        using var channel = gateway.Channel(Good);
        var told = await Told.From(() => new Echo.EchoClient(channel).HangAsync(new SayRequest()).ResponseAsync);
        Assert.Equal((4, "DEADLINE_EXCEEDED"), (told.Code, told.Reason));
    }

    /// <summary>Balancers and kubelet ask all the time: one that hears "not ready" has made no call that failed.</summary>
    [Fact]
    public async Task Probes_are_not_measured()
    {
        await using var other = RunningGateway.Start(backend);
        using var measured = other.Listen();
        using var http = other.Http(Good);
        foreach (var path in (string[])["/health/live", "/health/ready"]) Assert.NotEqual(HttpStatusCode.NotFound, (await http.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/nowhere")).StatusCode);
        Assert.Equal(["404 -"], await measured.NextAsync(1));
    }

    /// <summary>By HTTP every call of gRPC ends with 200: alerts on failed calls see its own status beside that.</summary>
    [Fact]
    public async Task Status_of_grpc_is_measured_but_of_streams()
    {
        await using var other = RunningGateway.Start(backend, ("services:volunteers:grpc:0", "http://127.0.0.1:1"), ("Gateway:Timeouts:Call", "00:00:01"));
        using var measured = other.Listen();
        foreach (var web in new GrpcWebMode?[] { null, GrpcWebMode.GrpcWeb, GrpcWebMode.GrpcWebText })
        {
            using var channel = other.Channel(Good, web is { } mode ? inner => new GrpcWebHandler(mode, inner) : null);
            var echo = new Echo.EchoClient(channel);
            await echo.SayAsync(new SayRequest());
            Assert.Equal(["200 0"], await measured.NextAsync(1));
            await Told.From(() => echo.RefuseAsync(new SayRequest()).ResponseAsync);
            Assert.Equal(["200 9"], await measured.NextAsync(1));
            await Told.From(() => echo.HangAsync(new SayRequest()).ResponseAsync);
            Assert.Equal(["200 4"], await measured.NextAsync(1));
            // Nobody listens there.
            await Told.From(() => new Volunteers.V1.Registrations.RegistrationsClient(channel).GetVolunteerAsync(new() { Id = Guid.Empty.ToString() }).ResponseAsync);
            Assert.Equal(["200 14"], await measured.NextAsync(1));
            // A stream that is refused tells nothing of that kind, nor does one that breaks off.
            using var anonymous = other.Channel(null, web is { } same ? inner => new GrpcWebHandler(same, inner) : null);
            using var stream = new Echo.EchoClient(anonymous).WatchEcho(new SayRequest());
            await Told.From(() => stream.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal(["200 -"], await measured.NextAsync(1));
        }
        using var http = other.Http(Good);
        await http.PostAsJsonAsync("/grid/v1/echo:hang", new { text = "x" });
        Assert.Equal(["504 -"], await measured.NextAsync(1));
    }

    [Fact]
    public async Task Shorter_grpc_timeout_wins_over_the_gateways()
    {
        await using var patient = RunningGateway.Start(backend);        // 30 s
        using var http = patient.Http(Good);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/grid/v1/echo:hang") { Content = JsonContent.Create(new { }), Version = HttpVersion.Version20 };
        request.Headers.Add("grpc-timeout", "200m");
        var watch = Stopwatch.StartNew();
        Assert.Equal("DEADLINE_EXCEEDED", (await Told.From(await http.SendAsync(request))).Reason);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.2, 10);
    }

    [Fact]
    public async Task Stream_outlives_the_time_limit_of_calls()
    {
        using var channel = gateway.Channel(Good);
        using var call = new Echo.EchoClient(channel).WatchEcho(new SayRequest { Text = "first" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        // A call that is held to the limit marks the time that has passed.
        Assert.Equal(4, (await Told.From(() => new Echo.EchoClient(channel).HangAsync(new SayRequest()).ResponseAsync)).Code);
        backend.State.Items.Writer.TryWrite("later");
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal("later", call.ResponseStream.Current.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Service_that_dies_in_a_stream_is_unavailable(bool web)
    {
        await using var mortal = await Backend.StartAsync();
        await using var other = RunningGateway.Start(backend, ("services:grid:grpc:0", mortal.Grpc));
        using var channel = other.Channel(Good, web ? inner => new GrpcWebHandler(GrpcWebMode.GrpcWebText, inner) : null);
        using var call = new Echo.EchoClient(channel).WatchEcho(new SayRequest { Text = "first" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        await mortal.DisposeAsync();
        var told = await Told.From(() => call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal((14, "SERVICE_UNREACHABLE"), (told.Code, told.Reason));
    }

    [Fact]
    public async Task Token_that_cannot_be_judged_is_unavailable_and_not_unauthenticated()
    {
        await using var cut = RunningGateway.Start(backend, ("Oidc:Jwks", "http://127.0.0.1:1/jwks"));
        using var http = cut.Http(Good);
        var response = await http.GetAsync("/grid/v1/echo/x");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "TOKEN_KEYS_UNAVAILABLE"), (response.StatusCode, (await Told.From(response)).Reason));
        using var channel = cut.Channel(Good);
        Assert.Equal(14, (await Told.From(() => new Echo.EchoClient(channel).SayAsync(new SayRequest()).ResponseAsync)).Code);
    }

    [Fact]
    public async Task Browser_gets_a_page()
    {
        using var http = gateway.Http();
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var response = await http.GetAsync("/account/nowhere");
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains("请求的地址不存在", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
