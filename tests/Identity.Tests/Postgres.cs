using System.Diagnostics;
using System.Security.Cryptography;
using Governance.Servers;
using Npgsql;

[assembly: AssemblyFixture(typeof(Governance.Identity.Tests.Postgres))]

namespace Governance.Identity.Tests;

/// <summary>
/// One private PostgreSQL for the whole run. The real commands migrate and seed one database; each installation under test is a copy of it.
/// </summary>
public sealed class Postgres : IAsyncLifetime
{
    private const string Template = "identity_template";
    private TestServers servers = null!;

    public TestServers Servers => servers;

    private int copies;

    public string KeyEncryptionKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public async ValueTask InitializeAsync()
    {
        servers = await TestServers.StartAsync(ServerKinds.Postgres);
        Command.Succeeded(await RunAsync(ConnectionString(Template), "Production", "migrate"));
        Command.Succeeded(await SeedAsync(ConnectionString(Template), IdentityApp.Samples, "Development"));
    }

    public async Task<string> NewInstallationAsync()
    {
        var name = $"identity_{Interlocked.Increment(ref copies)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        await source.CreateCommand($"create database {name} template {Template}").ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Runs the real binary with a command.</summary>
    public Task<Command> RunAsync(string connectionString, string environment, params string[] args) => RunAsync(connectionString, environment, [], args);

    public async Task<Command> RunAsync(string connectionString, string environment, (string Key, string Value)[] settings, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Governance.Identity.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ConnectionStrings__identity"] = connectionString;
        start.Environment["Identity__KeyEncryptionKey"] = KeyEncryptionKey;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var (said, complained) = (await output, await error);
        return new(process.ExitCode, (complained.Length > 0 ? complained : said).TrimEnd());
    }

    public async Task<Command> SeedAsync(string connectionString, string content, string environment)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, content);
            return await RunAsync(connectionString, environment, "seed", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public ValueTask DisposeAsync() => servers.DisposeAsync();

    private string ConnectionString(string database) => $"{servers.Postgres};Database={database};Maximum Pool Size=30";
}

/// <summary>How a command ended, and what it wrote to stderr (or, when that is empty, to stdout).</summary>
public sealed record Command(int Exit, string Said)
{
    public static string Succeeded(Command command)
    {
        Assert.True(command.Exit == 0, command.Said);
        return command.Said;
    }
}
