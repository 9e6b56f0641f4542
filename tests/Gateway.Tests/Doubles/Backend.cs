using System.Net;
using Google.Protobuf.Reflection;
using Governance.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Governance.Gateway.Tests.Doubles;

/// <summary>A real gRPC service with JSON transcoding and an OpenAPI document, where Grid would be; and pages where Identity would be.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication app;

    private Backend(WebApplication app, TestTokens tokens) => (this.app, Tokens) = (app, tokens);

    public TestTokens Tokens { get; }

    public EchoState State => app.Services.GetRequiredService<EchoState>();

    /// <summary>Cleartext HTTP/2: gRPC and transcoded JSON.</summary>
    public string Grpc => Address(0);

    /// <summary>HTTP/1.1: OpenAPI, and the stand-in for Identity.</summary>
    public string Http => Address(1);

    public static async Task<Backend> StartAsync(int grpcPort = 0, IPAddress? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(address ?? IPAddress.Loopback, grpcPort, l => l.Protocols = HttpProtocols.Http2);
            k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<EchoState>();
        builder.Services.AddGrpc().AddJsonTranscoding(o => o.TypeRegistry = TypeRegistry.FromFiles(Google.Rpc.ErrorDetailsReflection.Descriptor));
        var app = builder.Build();
        app.MapGrpcService<EchoRpc>();
        app.MapGrpcService<BatchesRpc>();
        app.MapGet("/openapi/v1.json", () => Results.Text("""{"openapi":"3.0.4","info":{"title":"网格","version":"v1"},"paths":{"/grid/v1/echo:say":{"post":{"summary":"回声","responses":{"200":{"description":"OK"}}}}}}""", "application/json"));
        app.MapGet("/health/ready", (EchoState state) => state.Ready ? Results.Ok() : Results.StatusCode(503));
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = "test" }));
        app.MapPost("/connect/token", (HttpContext c) => Results.Json(new { access_token = "x", protocol = c.Request.Protocol, host = c.Request.Headers["X-Forwarded-Host"].ToString() }));
        app.MapGet("/account/login", () => Results.Text("<h1>登录</h1>", "text/html; charset=utf-8"));
        app.MapPost("/account/login", () => Results.Redirect("/account/done"));
        await app.StartAsync();
        return new Backend(app, await TestTokens.StartAsync());
    }

    /// <summary>As a pod that is told to stop: what is in flight is answered first.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        using var quick = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(quick.Token);
        await app.DisposeAsync();
        await Tokens.DisposeAsync();
    }

    private string Address(int index) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(index);
}
