using System.Net;
using Governance.Access;
using Governance.Foundation.Tests.Notes;
using Governance.Hosting;
using Governance.Messaging;
using Governance.Servers;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Governance.Foundation.Tests.Wire;

/// <summary>A service over real gRPC, wired as services are, with real tokens.</summary>
internal sealed class NotesHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TestTokens tokens;
    private readonly List<GrpcChannel> channels = [];

    private NotesHost(WebApplication app, TestTokens tokens) => (this.app, this.tokens) = (app, tokens);

    public static async Task<NotesHost> StartAsync(SharedServers servers, bool withBare = false, string takers = "testing.notes.take", params (string Key, string Value)[] more)
    {
        var tokens = await TestTokens.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new TestLog());    // without any logger ASP.NET Core opens no trace
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(tokens.Settings)
        {
            ["ConnectionStrings:notes"] = await servers.NewDatabaseAsync(),
            ["Access:Roles:writer:0"] = takers,
            ["Access:Roles:writer:1"] = "testing.notes.read",
            ["Access:Roles:resident:0"] = "testing.notes.take:own",
            ["Access:Roles:resident:1"] = "testing.notes.read:own",
            ["Access:Roles:clerk:0"] = "testing.notes.read:unit",
            ["Access:Roles:scope/testing.read:0"] = "testing.notes.read",
        });
        builder.Configuration.AddInMemoryCollection(more.Select(m => KeyValuePair.Create(m.Key, (string?)m.Value)));
        builder.AddGovernanceDefaults("notes");
        builder.AddGovernanceRpc("notes", typeof(IdempotencyInterceptor));
        builder.AddGovernanceDb<NotesDb>("notes");
        builder.Services.AddSingleton<IdempotencyInterceptor>();
        builder.Services.AddSingleton(new ExtraContracts(typeof(NotesHost).Assembly));
        var app = builder.Build();
        app.MapGovernanceEndpoints();
        app.MapGrpcService<NotesRpc>();
        if (withBare) app.MapGrpcService<BareRpc>();
        try
        {
            await app.Services.MigrateAsync<NotesDb>(CancellationToken.None);
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            await tokens.DisposeAsync();
            throw;
        }
        return new NotesHost(app, tokens);
    }

    public Wire.Notes.NotesClient As(string role, string[] areas, string? subject = null, string? unit = null) => With(tokens.Create(subject ?? role, [role], areas, unit));

    public Wire.Notes.NotesClient AsPartner(string scope, string[] areas, string client = "partner") => With(tokens.Create(client, [], areas, null, client, [scope], "sample"));

    /// <summary>Reads the configuration again, as it is when a file has changed.</summary>
    public void Set(string key, string value)
    {
        app.Configuration[key] = value;
        ((IConfigurationRoot)app.Configuration).Reload();
    }

    public System.Diagnostics.Metrics.IMeterFactory Meters => app.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();

    public string? Setting(string key) => app.Configuration[key];

    public Wire.Notes.NotesClient AsNobody() => With(null);

    public Wire.Notes.NotesClient AsStranger() => With(tokens.Create("writer", ["writer"], ["51"], signedByStranger: true));

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<NpgsqlConnection> ConnectAsync() => await app.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in channels) channel.Dispose();
        await app.DisposeAsync();
        await tokens.DisposeAsync();
    }

    private Wire.Notes.NotesClient With(string? token)
    {
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            if (token is not null) metadata.Add("authorization", $"Bearer {token}");
            return Task.CompletedTask;
        });
        var channel = GrpcChannel.ForAddress(app.Urls.Single(), new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, credentials),
            UnsafeUseInsecureChannelCallCredentials = true,
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        });
        channels.Add(channel);
        return new Wire.Notes.NotesClient(channel);
    }
}
