using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;

namespace Governance.SystemTests;

/// <summary>The whole platform as <c>deploy/local/up</c> starts it, in a folder of its own; spoken to as a newcomer would, by what endpoints.json says.</summary>
public sealed partial class Platform : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private DistributedApplication app = null!;
    private JsonElement endpoints;

    /// <summary>Its state; also the mark that everything it started carries in the environment (GOVERNANCE_RUN).</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "governance-system-" + Path.GetRandomFileName());

    public string Gateway => endpoints.GetProperty("gateway").GetString()!;

    public string Ca => endpoints.GetProperty("ca").GetString()!;

    public string Amqp => endpoints.GetProperty("amqp").GetString()!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);    // PostgreSQL runs as another user
        Environment.SetEnvironmentVariable("GOVERNANCE_INFRASTRUCTURE", "native");
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Aspire_AppHost>([$"--GOVERNANCE_STATE={Folder}"]);
        app = await builder.BuildAsync();
        using var limit = new CancellationTokenSource(Patience);
        await app.StartAsync(limit.Token);
        var file = Path.Combine(Folder, "endpoints.json");
        while (!File.Exists(file)) await Task.Delay(200, limit.Token);
        endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Changes a service's rows by hand, for what no rpc can do: to let time go by.</summary>
    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{endpoints.GetProperty("postgres").GetString()};Database={database};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends the platform now; what a last test looks at afterwards.</summary>
    public async Task StopAsync() => await app.StopAsync();

    /// <summary>Processes that this platform has started and that still run.</summary>
    public IReadOnlyList<string> Running() => [.. Directory.GetDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out var id) && id != Environment.ProcessId)
        .Where(p => Read(p, "environ").Contains("GOVERNANCE_RUN=" + Folder + "\0", StringComparison.Ordinal)).Select(p => Read(p, "cmdline").Replace('\0', ' '))];

    /// <summary>gRPC through the gateway as a person who has signed in on the page.</summary>
    public async Task<CallInvoker> SignedInAsync(string name) => Invoker(await PersonTokenAsync(name));

    /// <summary>gRPC through the gateway as a partner's program.</summary>
    public async Task<CallInvoker> PartnerAsync(string id) => Invoker(await ClientTokenAsync(id));

    /// <summary>JSON through the gateway.</summary>
    public HttpClient Http(string? token = null)
    {
        var http = new HttpClient(new Patient(Handler())) { BaseAddress = new Uri(Gateway) };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    public string SecretOf(string client) => endpoints.GetProperty("clients").EnumerateArray().Single(c => c.GetProperty("id").GetString() == client).GetProperty("secret").GetString()!;

    public async Task<string> ClientTokenAsync(string id)
    {
        using var http = Http();
        return await TokenAsync(http, ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", SecretOf(id)));
    }

    public async Task<string> PersonTokenAsync(string name)
    {
        const string Redirect = "http://127.0.0.1/callback";
        var password = endpoints.GetProperty("users").EnumerateArray().Single(u => u.GetProperty("name").GetString() == name).GetProperty("password").GetString()!;
        var verifier = Base64(RandomNumberGenerator.GetBytes(32));
        using var browser = Http();
        var ask = $"/connect/authorize?client_id=console&response_type=code&redirect_uri={Uri.EscapeDataString(Redirect)}&scope=openid&state=s&code_challenge_method=S256"
            + $"&code_challenge={Base64(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))}";
        var page = (await browser.GetAsync(ask)).Headers.Location!;
        var form = await browser.GetStringAsync(page);
        var hidden = HiddenField().Match(form);
        var signedIn = await browser.PostAsync(page, new FormUrlEncodedContent([new(hidden.Groups[1].Value, WebUtility.HtmlDecode(hidden.Groups[2].Value)), new("name", name), new("password", password)]));
        var back = await browser.GetAsync(signedIn.Headers.Location);
        var code = QueryValue().Match(back.Headers.Location!.Query).Groups[1].Value;
        return await TokenAsync(browser, ("grant_type", "authorization_code"), ("client_id", "console"), ("code", Uri.UnescapeDataString(code)), ("redirect_uri", Redirect), ("code_verifier", verifier));
    }

    private CallInvoker Invoker(string token) => GrpcChannel.ForAddress(Gateway, new GrpcChannelOptions
    {
        HttpHandler = Handler(),
        Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, metadata) => { metadata.Add("authorization", "Bearer " + token); return Task.CompletedTask; })),
    }).CreateCallInvoker();

    private static async Task<string> TokenAsync(HttpClient http, params (string Name, string Value)[] form)
    {
        var answer = await http.PostAsync("/connect/token", new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("access_token").GetString()!;
    }

    private SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(endpoints.GetProperty("ca").GetString()!));
        return handler;
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string Read(string process, string file)
    {
        try { return File.ReadAllText(Path.Combine(process, file)); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return ""; }
    }

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();

    [GeneratedRegex("[?&]code=([^&]+)")]
    private static partial Regex QueryValue();

    // All stories sign in from one address, whose tries the gateway counts. As a client should, they come again when it says so.
    private sealed class Patient(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            for (var tries = 0; ; tries++)
            {
                var answer = await base.SendAsync(request, cancellationToken);
                if (answer.StatusCode != HttpStatusCode.TooManyRequests || tries == 20) return answer;
                await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancellationToken);
                answer.Dispose();
            }
        }
    }
}
