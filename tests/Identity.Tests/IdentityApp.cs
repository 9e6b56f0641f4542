using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Governance.Identity.Tests;

/// <summary>One installation: a database, and as many replicas in Production as a test starts.</summary>
public sealed class IdentityApp(Postgres postgres) : IAsyncLifetime
{
    public const string Authority = "https://governance.test/";
    public const string Password = "Correct-Horse-9";
    public const string PartnerSecret = "partner-secret-0123456789";

    public const string Samples = $$"""
        {
          "users": [
            { "name": "jinjiang", "displayName": "锦江区中心", "password": "{{Password}}", "roles": ["county-centre", "auditor"], "areas": ["510104", "510105"], "unit": null },
            { "name": "unit", "displayName": "单位办事员", "password": "{{Password}}", "roles": ["unit-clerk"], "areas": ["510104"], "unit": "510104-01" },
            { "name": "chengdu", "displayName": "成都市中心", "password": "{{Password}}", "roles": ["city-centre"], "areas": ["5101"], "unit": null }
          ],
          "clients": [
            { "id": "partner-map", "secret": "{{PartnerSecret}}", "agency": "sample", "scopes": ["grid.map.read"], "areas": ["5101"] },
            { "id": "partner-open", "secret": "{{PartnerSecret}}", "agency": "sample", "scopes": ["grid.calls.open", "grid.calls.read"], "areas": ["5101", "5106"] },
            { "id": "partner-handle", "secret": "{{PartnerSecret}}", "agency": "sample", "scopes": ["grid.calls.handle"], "areas": ["510104"], "unit": "510104-01" }
          ],
          "redirectUris": ["https://governance.test/console/callback"]
        }
        """;

    private readonly List<Browser> browsers = [];
    private readonly List<WebApplicationFactory<Program>> replicas = [];
    private string connectionString = "";

    /// <summary>Of its database.</summary>
    public string Address => connectionString;

    /// <summary>Starts at the real time (data protection knows no other) and moves when a test says so.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());
    public Replica First { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        connectionString = await postgres.NewInstallationAsync();
        First = StartReplica();
    }

    public Replica StartReplica(string? keyEncryptionKey = null, ILoggerProvider? log = null, string? broker = null)
    {
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseEnvironment("Production")
            .UseSetting("ConnectionStrings:identity", connectionString)
            .UseSetting("Oidc:Authority", Authority)
            .UseSetting("ConnectionStrings:rabbitmq", broker)
            .UseSetting("Identity:KeyEncryptionKey", keyEncryptionKey ?? postgres.KeyEncryptionKey)
            .UseSetting("Kestrel:Endpoints:http:Url", "http://127.0.0.1:0")
            .ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock)).ConfigureLogging(logging =>
            {
                if (log is not null) logging.ClearProviders().AddProvider(log).Services.PostConfigure<LoggerFilterOptions>(filter =>
                {
                    filter.Rules.Clear();
                    filter.MinLevel = LogLevel.Debug;
                });
            }));
        factory.UseKestrel(0);
        replicas.Add(factory);
        factory.StartServer();
        return new(factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(), factory);
    }

    public Browser NewBrowser(Replica? via = null)
    {
        var browser = new Browser(via ?? First);
        browsers.Add(browser);
        return browser;
    }

    public Task<Command> RunAsync(params string[] args) => postgres.RunAsync(connectionString, "Production", args);

    public Task<Command> RunAsync((string Key, string Value)[] settings, params string[] args) => postgres.RunAsync(connectionString, "Production", settings, args);

    public Task<Command> SeedAsync(string content, string environment = "Development") => postgres.SeedAsync(connectionString, content, environment);

    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var reader = await source.CreateCommand(sql).ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(await reader.GetFieldValueAsync<T>(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in browsers) browser.Dispose();
        foreach (var replica in replicas) await replica.DisposeAsync();
    }
}

/// <summary>A serving process of the installation.</summary>
public sealed record Replica(string Address, WebApplicationFactory<Program> Host)
{
    public async Task StopAsync() => await Host.DisposeAsync();
}
