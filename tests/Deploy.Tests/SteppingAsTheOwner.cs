using Governance.Servers;
using Npgsql;

namespace Governance.DeployTests;

/// <summary>Migrations log in by a role of their own; what they make belongs to the role that serves. With the connection strings that the chart renders.</summary>
public sealed class SteppingAsTheOwner
{
    // Both need quoting: a semicolon would end the value, a dollar must not be filled in again.
    private const string Serving = "se;rv$(X)ing", Migrating = "migra=ting";

    [Fact]
    public async Task What_a_migration_makes_the_serving_role_may_drop()
    {
        await using var servers = await TestServers.StartAsync(ServerKinds.Postgres);
        await using (var admin = NpgsqlDataSource.Create(servers.Postgres + ";Database=postgres;Pooling=false"))
        {
            // As `managed.roles` and `Database` of the Cluster have it.
            foreach (var sql in new[] { $"create role grid login password '{Serving}'", $"create role grid_migrate login password '{Migrating}' in role grid", "create database grid owner grid" })
                await admin.CreateCommand(sql).ExecuteNonQueryAsync();
        }
        var (migrate, serve) = (Rendered("Job/grid-migrate", "grid_migrate", Migrating, servers), Rendered("Deployment/grid", "grid", Serving, servers));
        await using (var step = NpgsqlDataSource.Create(migrate))
        {
            Assert.Equal("grid_migrate grid", await step.CreateCommand("select session_user || ' ' || current_user").ExecuteScalarAsync());
            // The extension that Volunteers' migrations want, as an owner of the database may.
            foreach (var sql in new[] { "create table made (id int)", "create extension btree_gist", "alter database grid set jit = off" }) await step.CreateCommand(sql).ExecuteNonQueryAsync();
        }
        await using var service = NpgsqlDataSource.Create(serve);
        Assert.Equal("grid grid", await service.CreateCommand("select session_user || ' ' || tableowner from pg_tables where tablename = 'made'").ExecuteScalarAsync());
        await service.CreateCommand("drop table made").ExecuteNonQueryAsync();
    }

    private static string Rendered(string called, string user, string password, TestServers servers)
    {
        var container = Chart.Objects("external").Single(o => o.Called() == called).At("spec", "template", "spec")!.Containers().Single();
        var text = container.Items("env").Single(v => v.Text("name") == "ConnectionStrings__grid").Text("value")!
            .Replace("$(POSTGRES_USERNAME)", user, StringComparison.Ordinal).Replace("$(POSTGRES_PASSWORD)", password, StringComparison.Ordinal);
        var here = new NpgsqlConnectionStringBuilder(servers.Postgres);
        // The test's server speaks no TLS.
        var connection = new NpgsqlConnectionStringBuilder(text) { Host = here.Host, Port = here.Port, SslMode = SslMode.Disable, RootCertificate = null, Pooling = false };
        Assert.Equal((user, password, "grid"), (connection.Username, connection.Password, connection.Database));
        return connection.ConnectionString;
    }
}
