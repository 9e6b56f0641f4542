using System.Net;
using Governance.Foundation.Tests.Wire;
using Governance.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Governance.Foundation.Tests;

/// <summary>A service that asks another one, of which there are two behind one name.</summary>
public sealed class AskingAPeer : IAsyncLifetime
{
    // Two machines with one port, as pods are: the whole of 127/8 is this one.
    private static readonly IPAddress Second = IPAddress.Parse("127.0.0.2");
    private WebApplication one = null!, two = null!;

    public async ValueTask InitializeAsync()
    {
        one = await StartAsync(IPAddress.Loopback, 0);
        two = await StartAsync(Second, new Uri(one.Urls.First()).Port);
    }

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    [Fact]
    public async Task Calls_are_shared_by_all_replicas_also_by_one_that_comes_later()
    {
        var known = new[] { IPAddress.Loopback };
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Peers:notes:Address"] = $"http://notes-replicas:{new Uri(one.Urls.First()).Port}";
        builder.Configuration["Peers:TokenEndpoint"] = one.Urls.Last() + "/connect/token";
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<FindAddresses>((host, _) => Task.FromResult(host == "notes-replicas" ? known : []));
        builder.AddPeer<Wire.Notes.NotesClient>("notes", "notes.read");
        using var asking = builder.Build();
        var notes = asking.Services.GetRequiredService<Wire.Notes.NotesClient>();
        for (var i = 0; i < 10; i++) Assert.Equal("Bearer token", (await notes.HelloAsync(new())).Text);
        Assert.Equal((10, 0), (Calls(one), Calls(two)));

        known = [IPAddress.Loopback, Second];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Calls(two) == 0)
        {
            await notes.HelloAsync(new(), cancellationToken: patience.Token);
            await Task.Delay(20, patience.Token);
        }
        var (before, after) = (Calls(one), Calls(two));
        for (var i = 0; i < 40; i++) await notes.HelloAsync(new());
        Assert.InRange(Calls(one) - before, 15, 25);
        Assert.InRange(Calls(two) - after, 15, 25);
    }

    /// <summary>Another provider than the one that ships says itself where it gives tokens.</summary>
    [Fact]
    public async Task A_token_is_given_where_the_providers_description_says()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Peers:notes:Address"] = one.Urls.First();
        builder.Configuration["Oidc:Authority"] = one.Urls.Last() + "/realms/province/";
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<FindAddresses>((host, cancel) => Dns.GetHostAddressesAsync(host, cancel));
        builder.AddPeer<Wire.Notes.NotesClient>("notes", "notes.read");
        using var asking = builder.Build();
        Assert.Equal("Bearer of the realm", (await asking.Services.GetRequiredService<Wire.Notes.NotesClient>().HelloAsync(new())).Text);
        Assert.Equal("https://governance.example.cn/", PublicAddress.Of(new ConfigurationBuilder().AddInMemoryCollection([new("Oidc:Authority", "https://governance.example.cn/")]).Build()));
        Assert.Equal("https://governance.example.cn/", PublicAddress.Of(new ConfigurationBuilder().AddInMemoryCollection([new("Oidc:Authority", "https://sso.example.cn/"), new("Hosting:PublicAddress", "https://governance.example.cn/")]).Build()));
    }

    private static int Calls(WebApplication replica) => replica.Services.GetRequiredService<Counter>().Calls;

    private static async Task<WebApplication> StartAsync(IPAddress address, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(address, port, l => l.Protocols = HttpProtocols.Http2);
            k.Listen(address, 0, l => l.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Counter>();
        var app = builder.Build();
        app.MapGrpcService<Rpc>();
        app.MapPost("/connect/token", () => Results.Json(new Dictionary<string, object> { ["access_token"] = "token", ["expires_in"] = 3600 }));
        app.MapGet("/realms/province/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object> { ["token_endpoint"] = $"{app.Urls.Last()}/realms/province/token" }));
        app.MapPost("/realms/province/token", () => Results.Json(new Dictionary<string, object> { ["access_token"] = "of the realm", ["expires_in"] = 3600 }));
        await app.StartAsync();
        return app;
    }

    private sealed class Counter
    {
        private int calls;

        public int Calls => calls;

        public void Count() => Interlocked.Increment(ref calls);
    }

    private sealed class Rpc(Counter counter) : Wire.Notes.NotesBase
    {
        public override Task<NoteReply> Hello(ListNotesRequest request, ServerCallContext context)
        {
            counter.Count();
            return Task.FromResult(new NoteReply { Text = context.RequestHeaders.GetValue("authorization") });
        }
    }
}
