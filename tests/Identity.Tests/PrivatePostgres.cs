using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Governance.Identity.Tests.PrivatePostgres))]

namespace Governance.Identity.Tests;

/// <summary>A PostgreSQL of our own for this run: own data folder, free port, loopback, gone afterwards.</summary>
public sealed class PrivatePostgres : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("identity-pg").FullName;
    private Process? server;
    private int port;

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={port};Username=test;Database={database};Maximum Pool Size=30;Include Error Detail=false";

    public async ValueTask InitializeAsync()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }
        var bin = Directory.GetDirectories("/usr/lib/postgresql").Order().Last() + "/bin";
        var unprivileged = Environment.UserName == "root" ? "setpriv --reuid=postgres --regid=postgres --init-groups -- " : "";
        await Shell($"chmod 755 {folder}; [ -z '{unprivileged}' ] || chown postgres {folder}; {unprivileged}{bin}/initdb -D {folder}/data -U test --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync").WaitForExitAsync();
        server = Shell($"exec {unprivileged}{bin}/postgres -D {folder}/data -p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200");
        for (var tries = 0; ; tries++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (tries < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is null) return;
        NpgsqlConnection.ClearAllPools();
        await Shell($"kill -INT {server.Id}").WaitForExitAsync();
        await server.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static Process Shell(string script) =>
        Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
