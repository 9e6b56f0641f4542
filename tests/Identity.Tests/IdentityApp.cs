using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Governance.Identity.Tests;

/// <summary>One installation: a database, migrated and seeded by the real commands, and as many replicas as a test starts.</summary>
public sealed class IdentityApp(PrivatePostgres postgres) : IAsyncLifetime
{
    public const string Authority = "https://governance.test/";
    public const string Password = "Correct-Horse-9";
    public const string PartnerSecret = "partner-secret-0123456789";

    private readonly string database = "identity_" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("n");
    private readonly List<Browser> browsers = [];
    private readonly List<WebApplicationFactory<Program>> replicas = [];

    /// <summary>Starts at the real time (data protection knows no other) and moves when a test says so.</summary>
    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());
    public string KeyEncryptionKey { get; } = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
    public string ConnectionString => postgres.ConnectionString(database);
    public Replica First { get; private set; } = null!;

    public static string SampleFile(string password = Password, string displayName = "锦江区中心") => JsonSerializer.Serialize(new
    {
        users = new object[]
        {
            new { name = "jinjiang", displayName, password, roles = new[] { "county-centre", "auditor" }, areas = new[] { "510104", "510105" }, unit = (string?)null },
            new { name = "unit", displayName = "单位办事员", password, roles = new[] { "unit-clerk" }, areas = new[] { "510104" }, unit = "510104-01" },
            new { name = "chengdu", displayName = "成都市中心", password, roles = new[] { "city-centre" }, areas = new[] { "5101" }, unit = (string?)null },
        },
        clients = new object[]
        {
            new { id = "partner-map", secret = PartnerSecret, agency = "sample", scopes = new[] { "grid.map.read" }, areas = new[] { "5101" } },
            new { id = "partner-open", secret = PartnerSecret, agency = "sample", scopes = new[] { "grid.calls.open", "grid.calls.read" }, areas = new[] { "5101", "5106" } },
        },
        redirectUris = new[] { "https://governance.test/console/callback" },
    });

    public async ValueTask InitializeAsync()
    {
        Succeeded(await RunAsync("migrate"));
        Succeeded(await SeedAsync(SampleFile()));
        First = StartReplica();
    }

    public Replica StartReplica(string? keyEncryptionKey = null)
    {
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseEnvironment("Production")
            .UseSetting("ConnectionStrings:identity", ConnectionString)
            .UseSetting("Oidc:Authority", Authority)
            .UseSetting("Identity:KeyEncryptionKey", keyEncryptionKey ?? KeyEncryptionKey)
            .UseSetting("Kestrel:Endpoints:http:Url", "http://127.0.0.1:0")
            .ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock)));
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

    /// <summary>Runs the real binary with a command: exit code and everything it wrote to stderr (or, when that is empty, to stdout).</summary>
    public async Task<(int Exit, string Said)> RunAsync(params string[] args) => await RunAsync("Development", args);

    public async Task<(int Exit, string Said)> RunAsync(string environment, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Governance.Identity.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ConnectionStrings__identity"] = ConnectionString;
        start.Environment["Identity__KeyEncryptionKey"] = KeyEncryptionKey;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var (said, complained) = (await output, await error);
        return (process.ExitCode, (complained.Length > 0 ? complained : said).TrimEnd());
    }

    public static string Succeeded((int Exit, string Said) command)
    {
        Assert.True(command.Exit == 0, command.Said);
        return command.Said;
    }

    public async Task<(int Exit, string Said)> SeedAsync(string content, string environment = "Development")
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, content);
            return await RunAsync(environment, ["seed", file]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
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
