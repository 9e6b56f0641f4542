using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Governance.Gateway.Tests.Doubles;

namespace Governance.Gateway.Tests;

public sealed partial class BrowserSafety : IAsyncLifetime
{
    private const string Console = "https://console.example.cn";

    private Backend backend = null!;
    private RunningGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        backend = await Backend.StartAsync();
        gateway = RunningGateway.Start(backend, ("Gateway:Cors:Origins:0", Console), ("Gateway:Hosts:0", "api.example.cn"));
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await backend.DisposeAsync();
    }

    [Theory]
    [InlineData("/grid/v1/echo/x")]
    [InlineData("/account/login")]
    [InlineData("/docs/")]
    [InlineData("/openapi/grid.json")]
    [InlineData("/health/live")]
    [InlineData("/nowhere")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        using var http = gateway.Http(backend.Tokens.Create("resident"), followRedirects: true);
        http.DefaultRequestHeaders.Host = "api.example.cn";
        using var response = await http.GetAsync(path);
        string Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join('|', values) : "";
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.StartsWith("max-age=", Header("Strict-Transport-Security"), StringComparison.Ordinal);
        Assert.Equal("", Header("Server"));
        Assert.NotEqual("", Header("X-Request-Id"));
    }

    [Fact]
    public async Task Localhost_is_not_pinned_to_https()
    {
        using var http = gateway.Http();
        Assert.False((await http.GetAsync("/health/live")).Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData(Console, true)]
    [InlineData("https://evil.example.cn", false)]
    [InlineData("null", false)]
    public async Task Only_named_origins_may_call(string origin, bool allowed)
    {
        using var http = gateway.Http();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/governance.grid.v1.Echo/Say") { Version = HttpVersion.Version20 };
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-grpc-web");
        var answer = await http.SendAsync(preflight);
        Assert.Equal(allowed ? origin : null, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var who) ? who.Single() : null);
        // A refusal must be readable for the page too, or its script sees a network error.
        using var call = new HttpRequestMessage(HttpMethod.Get, "/grid/v1/echo/x") { Version = HttpVersion.Version20 };
        call.Headers.Add("Origin", origin);
        answer = await http.SendAsync(call);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(allowed, answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Nobody_may_call_unless_named()
    {
        await using var closed = RunningGateway.Start(backend);
        using var http = closed.Http(backend.Tokens.Create("resident"));
        http.DefaultRequestHeaders.Add("Origin", Console);
        Assert.False((await http.GetAsync("/grid/v1/echo/x")).Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Docs_page_is_chinese_lists_every_service_and_asks_nobody_outside()
    {
        using var http = gateway.Http(followRedirects: true);
        var response = await http.GetAsync("/docs");
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("社区治理平台接口文档", html, StringComparison.Ordinal);
        Assert.Contains("/connect/token", html, StringComparison.Ordinal);
        Assert.Contains("openapi/grid.json", html, StringComparison.Ordinal);
        // Where an error is looked up that no rpc's comment names.
        Assert.Contains("href=\"/docs/errors\"", html, StringComparison.Ordinal);
        Assert.Contains("| `TOO_MANY_STREAMS` | 429 |", await http.GetStringAsync("/docs/errors"), StringComparison.Ordinal);
        Assert.DoesNotMatch(External(), html);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotMatch(External(), policy);
        var nonce = Nonce().Match(policy).Groups[1].Value;
        Assert.NotEqual("", nonce);
        foreach (Match script in Script().Matches(html))
            Assert.True(script.Value.Contains($"nonce=\"{nonce}\"", StringComparison.Ordinal) || script.Value.Contains("src=", StringComparison.Ordinal), script.Value);
        foreach (Match source in Source().Matches(html))
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(response.RequestMessage!.RequestUri!, source.Groups[1].Value))).StatusCode);
        Assert.NotEqual(nonce, Nonce().Match((await http.GetAsync("/docs")).Headers.GetValues("Content-Security-Policy").Single()).Groups[1].Value);
        Assert.Equal("/docs", new Uri(gateway.Address, (await gateway.Http().GetAsync("/")).Headers.Location!.ToString()).AbsolutePath);
    }

    [Fact]
    public async Task Openapi_of_the_service_is_served_without_a_token()
    {
        using var http = gateway.Http();
        var document = await http.GetFromJsonAsync<System.Text.Json.JsonElement>("/openapi/grid.json");
        Assert.Equal("3.0.4", document.GetProperty("openapi").GetString());
    }

    [GeneratedRegex("""(https?:)?//[a-z0-9]""", RegexOptions.IgnoreCase)]
    private static partial Regex External();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();

    [GeneratedRegex("<script[^>]*src=\"([^\"]+)\"")]
    private static partial Regex Source();
}
