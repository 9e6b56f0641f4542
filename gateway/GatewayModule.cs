using System.Diagnostics;
using System.Net;
using Governance.Gateway.Access;
using Governance.Gateway.Bodies;
using Governance.Gateway.Certificates;
using Governance.Gateway.Docs;
using Governance.Gateway.Headers;
using Governance.Gateway.Limits;
using Governance.Gateway.Receipts;
using Governance.Gateway.Refusals;
using Governance.Gateway.Routes;
using Governance.Gateway.Uploads;
using Governance.Gateway.Usage;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Governance.Gateway;

internal static class GatewayModule
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton<DistributedContextPropagator, TraceStartsHere>();
        services.AddOptions<TlsOptions>().BindConfiguration("Gateway");
        services.AddOptions<BodyOptions>().BindConfiguration("Gateway:Bodies")
            .Validate(o => o.MaxBytes > 0, "Gateway:Bodies:MaxBytes must be positive").ValidateOnStart();
        services.AddOptions<TimeoutOptions>().BindConfiguration("Gateway:Timeouts")
            .Validate(o => o.Call > TimeSpan.Zero, "Gateway:Timeouts:Call must be positive").ValidateOnStart();
        services.AddOptions<LimitOptions>().BindConfiguration("Gateway:Limits")
            .Validate(o => o.Problem() is null, "Gateway:Limits: PerSecond must be above 0 and Burst at least 1").ValidateOnStart();

        services.AddSingleton<ServerCertificate>().AddHostedService(sp => sp.GetRequiredService<ServerCertificate>());
        services.AddSingleton<SharedBuckets>().AddHostedService(sp => sp.GetRequiredService<SharedBuckets>());
        services.AddSingleton<CallAllowance>().AddSingleton<TellQuota>();
        services.AddSingleton<ReceiptKeys>();
        services.AddSingleton<UsageCounts>();
        services.AddSingleton<JsonContracts>().AddSingleton<ExplainJson>();
        // A file is one call for as long as it lasts: the standard handler would break it off after ten seconds, and cannot send a body that has gone by a second time.
#pragma warning disable EXTEXP0001 // "for evaluation": the alternative is a handler of our own, without the addresses that service discovery finds
        services.AddHttpClient(UploadDoor.Client).RemoveAllResilienceHandlers().AddServiceDiscovery();
#pragma warning restore EXTEXP0001
        services.AddSingleton<UploadDoor>();
        services.AddEdgeAccess();
        services.AddBrowserOrigins(configuration);
        services.AddReverseProxy()
            .LoadFromMemory(ServiceRoutes.Routes(), ServiceRoutes.Clusters())
            .AddTransforms(Forwarding.Transform)
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = TimeSpan.FromSeconds(2);
                handler.KeepAlivePingDelay = TimeSpan.FromSeconds(20);
                handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
            });
        services.AddSingleton<IDestinationResolver, ReplicaDestinations>();
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            o.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var network in TrustedProxies(configuration))
                o.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network.Contains('/') ? network : $"{network}/{(network.Contains(':') ? 128 : 32)}"));
        });
        builder.WebHost.ConfigureKestrel(Listen);
    }

    public static void UseGateway(this WebApplication app)
    {
        // Now and not with the first receipt: a wrong key ends the start, and none is said where an operator looks.
        _ = app.Services.GetRequiredService<ReceiptKeys>();
        app.UseSecurityHeaders();
        app.UseMiddleware<TellStatus>();
        app.UseMiddleware<Answers>();
        // Only a load balancer that the operator has named may say who the caller is.
        if (TrustedProxies(app.Configuration).Length > 0)
            app.UseForwardedHeaders();
        app.UseRouting();
        CallTerms.UseCallTerms(app);
        app.UseCors();
        app.UseMiddleware<GrpcWeb>();
        app.UseAuthentication();
        // Around the limits: what is refused for too much use is use.
        app.UseMiddleware<CountUsage>();
        app.UseMiddleware<LimitCalls>();
        app.UseAuthorization();
        app.UseMiddleware<Deadlines>();
        app.UseMiddleware<CheckBodies>();
        app.UseMiddleware<SignReceipts>();
    }

    public static void MapGateway(this WebApplication app)
    {
        app.MapReverseProxy(proxy =>
        {
            proxy.UseTryAnother();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        UploadDoor.Map(app);
        app.MapApiReference();
        CountUsage.Map(app);
        app.MapGet("/.well-known/receipt-keys", (ReceiptKeys keys) => Results.Bytes(keys.Published, "application/jwk-set+json")).AllowAnonymous();
    }

    private static string[] TrustedProxies(IConfiguration configuration) => configuration.GetSection("Gateway:TrustedProxies").Get<string[]>() ?? [];

    private static void Listen(WebHostBuilderContext host, KestrelServerOptions kestrel)
    {
        var services = kestrel.ApplicationServices;
        var tls = services.GetRequiredService<IOptions<TlsOptions>>().Value;
        var certificate = services.GetRequiredService<ServerCertificate>();
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = services.GetRequiredService<IOptions<BodyOptions>>().Value.MaxBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 100;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        kestrel.Limits.Http2.MaxStreamsPerConnection = 250;

        void Secure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(certificate.Current), HandshakeTimeout = TimeSpan.FromSeconds(10) });
        }

        var address = tls.Address.Length > 0 ? tls.Address : host.HostingEnvironment.IsDevelopment() ? "localhost" : "*";
        if (address == "*")
            kestrel.ListenAnyIP(tls.Port, Secure);
        else if (address == "localhost" && tls.Port != 0)
            kestrel.ListenLocalhost(tls.Port, Secure);
        else
            kestrel.Listen(address == "localhost" ? IPAddress.Loopback : IPAddress.Parse(address), tls.Port, Secure);
    }
}
