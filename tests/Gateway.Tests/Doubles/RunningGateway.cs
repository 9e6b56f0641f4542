using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Governance.Access;
using Governance.Hosting;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Governance.Gateway.Tests.Doubles;

/// <summary>The real gateway, Program and all, on a TLS port of its own; clients trust nothing but its ca.pem.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly Host host;
    private readonly DirectoryInfo folder;

    private RunningGateway(Host host, DirectoryInfo folder) => (this.host, this.folder) = (host, folder);

    public Uri Address { get; private init; } = null!;

    public IServiceProvider Services => host.Services;

    public string Certificates => folder.FullName;

    public static RunningGateway Start(Backend backend, params (string Key, string Value)[] settings) => Start(backend, new Journal(), settings);

    public static RunningGateway Start(Backend backend, Journal journal, params (string Key, string Value)[] settings) => Start(backend, journal, null, settings);

    /// <summary>With another directory of names than the machine's.</summary>
    public static RunningGateway Start(Backend backend, FindAddresses find, params (string Key, string Value)[] settings) => Start(backend, new Journal(), find, settings);

    private static RunningGateway Start(Backend backend, Journal journal, FindAddresses? find, (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-");
        var all = new Dictionary<string, string>
        {
            ["Gateway:Port"] = "0",
            ["Gateway:Certificates"] = folder.FullName,
            ["services:grid:grpc:0"] = backend.Grpc,
            ["services:grid:http:0"] = backend.Http,
            ["services:identity:http:0"] = backend.Http,
        };
        foreach (var (key, value) in backend.Tokens.Settings)
            all[key] = value!;
        foreach (var (key, value) in settings)
            all[key] = value;
        var host = new Host(all, journal, find);
        host.UseKestrel();
        host.StartServer();
        var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new RunningGateway(host, folder) { Address = new Uri(address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)) };
    }

    /// <summary>What it tells of the calls that have ended since, by route: HTTP status and status of gRPC.</summary>
    public Measured Listen() => new(host.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());

    public HttpClient Http(string? token = null, Version? version = null, bool followRedirects = false)
    {
        var client = new HttpClient(Handler(followRedirects))
        {
            BaseAddress = Address,
            DefaultRequestVersion = version ?? HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public GrpcChannel Channel(string? token = null, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null)
    {
        HttpMessageHandler handler = new Bearer(Handler(false), token);
        return GrpcChannel.ForAddress(Address, new GrpcChannelOptions { HttpHandler = wrap?.Invoke(handler) ?? handler, DisposeHttpClient = true });
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>Trusts what is in ca.pem and nothing else.</summary>
    private SocketsHttpHandler Handler(bool followRedirects) => new()
    {
        AllowAutoRedirect = followRedirects,
        EnableMultipleHttp2Connections = true,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder.FullName, "ca.pem")) },
            },
        },
    };

    private sealed class Bearer(HttpMessageHandler inner, string? token) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Host(Dictionary<string, string> settings, Journal journal, FindAddresses? find) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            builder.ConfigureLogging(log =>
            {
                log.ClearProviders();
                log.AddProvider(journal);
            });
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            // Names of services that a test does not have lead nowhere at once: the machine's own directory may take seconds to say so.
            builder.ConfigureServices(s => s.AddSingleton(find ?? ((_, _) => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)))));
            builder.ConfigureServices(s => s.AddSingleton(new ExtraContracts(typeof(Wire.Echo).Assembly)));
        }
    }
}
