using Governance.Access;
using Governance.Servers;
using Npgsql;

namespace Governance.DeployTests;

/// <summary>Three roles a database: the owner, migrations that act as it, and who serves, with rights to rows alone. With the roles, the connection strings and the rules of login that the chart renders.</summary>
public sealed class SteppingAsTheOwner
{
    // Both need quoting: a semicolon would end the value, a dollar must not be filled in again.
    private const string Serving = "se;rv$(X)ing", Migrating = "migra=ting";

    [Fact]
    public async Task Migrations_may_all_that_they_need_and_who_serves_may_rows_alone()
    {
        await using var servers = await TestServers.StartAsync(ServerKinds.Postgres);
        await RolesAsync(servers, "grid", "identity");
        var (migrate, serve) = (Rendered("Job/grid-migrate", "grid_migrate", Migrating, servers), Rendered("Deployment/grid", "grid", Serving, servers));
        await using (var step = NpgsqlDataSource.Create(migrate))
        {
            Assert.Equal("grid_migrate grid_owner", await step.CreateCommand("select session_user || ' ' || current_user").ExecuteScalarAsync());
            // Tables, the extension that Volunteers' migrations want, a setting of the database; a trail that is only added to, and a function that makes a partition while serving.
            foreach (var sql in (string[])
            [
                "create table made (id int generated always as identity, at date not null) partition by range (at)", "create table made_default partition of made default", "create extension btree_gist", "alter database grid set jit = off",
                "create function ensure_month() returns void language plpgsql as $$ begin execute 'create table made_2027_01 partition of made for values from (''2027-01-01'') to (''2027-02-01'')'; end $$",
                "create table audit (id int)", "create function insert_only() returns trigger language plpgsql as $$ begin raise exception 'insert-only' using errcode = 'insufficient_privilege'; end $$",
                "create trigger insert_only before update or delete on audit for each row execute function insert_only()",
                "create function make_anything(what text) returns void language plpgsql as $$ begin execute format('create table %I ()', what); end $$", ServingRole.Grants("ensure_month()"), ServingRole.Grants("ensure_month()"),
            ]) await step.CreateCommand(sql).ExecuteNonQueryAsync();
        }
        await using var service = NpgsqlDataSource.Create(serve);
        // What it may call as the owner is on a list, and nobody else's.
        Assert.Equal("grid", await service.CreateCommand("select string_agg(rolname, ' ') from pg_roles r where not rolsuper and rolname !~ '^pg_|_owner$|_migrate$' and has_function_privilege(r.oid, 'ensure_month()', 'execute')").ExecuteScalarAsync());
        Assert.False((bool)(await service.CreateCommand("select has_function_privilege('public', 'ensure_month()', 'execute')").ExecuteScalarAsync())!);
        Assert.Equal("grid grid_owner", await service.CreateCommand("select session_user || ' ' || tableowner from pg_tables where tablename = 'made'").ExecuteScalarAsync());
        foreach (var sql in (string[])
        [
            "insert into made (at) values ('2026-12-31')", "select ensure_month()", "insert into made (at) values ('2027-01-02')", "update made set at = at + 1", "delete from made", "insert into audit values (1)",
            "create temporary table wanted (id int)", "begin; lock table made in share row exclusive mode; commit",
        ]) await service.CreateCommand(sql).ExecuteNonQueryAsync();
        foreach (var sql in _forbidden) Assert.Equal((sql, PostgresErrorCodes.InsufficientPrivilege), (sql, await RefusedAsync(service, sql)));

        // The control: the same statements, by who migrates.
        await using var again = NpgsqlDataSource.Create(migrate);
        foreach (var sql in _forbidden.Where(s => !s.StartsWith("update", StringComparison.Ordinal) && !s.StartsWith("set role", StringComparison.Ordinal))) Assert.Equal((sql, null), (sql, await RefusedAsync(again, sql)));
    }

    private static readonly string[] _forbidden =
    [
        "set role grid_owner", "update audit set id = 2", "create table other (id int)", "alter table made add column more int", "create function f() returns int language sql as 'select 1'", "create view v as select 1", "create schema s",
        "truncate made", "alter table audit disable trigger insert_only", "drop trigger insert_only on audit", "drop function ensure_month()", "select make_anything('another')", "drop table audit", "drop table made",
    ];

    /// <summary>A service that is somebody else's now finds no way into its neighbour's rows.</summary>
    [Fact]
    public async Task A_database_lets_in_its_own_alone()
    {
        await using var servers = await TestServers.StartAsync(ServerKinds.Postgres);
        await RolesAsync(servers, "grid", "identity");
        await using var admin = NpgsqlDataSource.Create(servers.Postgres + ";Database=postgres;Pooling=false");
        string Login(string role, string database) => new NpgsqlConnectionStringBuilder(servers.Postgres) { Database = database, Username = role, Password = role.EndsWith("_migrate", StringComparison.Ordinal) ? Migrating : Serving, Pooling = false }.ConnectionString;
        async Task<bool> OpensAsync(string role, string database)
        {
            await using var source = NpgsqlDataSource.Create(Login(role, database));
            return await RefusedAsync(source, "select 1") is null;
        }
        Assert.True(await OpensAsync("grid", "identity"));      // the control: without the rules anybody gets in

        var rules = Chart.Objects("production").OfKind("Cluster").Single().Items("spec", "postgresql", "pg_hba").Select(r => r.ToString()).ToList();
        Assert.Equal(12, rules.Count);
        Assert.All(rules, r => Assert.True(r.StartsWith("hostssl ", StringComparison.Ordinal) || r.EndsWith(" reject", StringComparison.Ordinal), $"{r} lets in without TLS"));
        var file = (string)(await admin.CreateCommand("show hba_file").ExecuteScalarAsync())!;
        // The test's server speaks no TLS.
        var before = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, string.Join('\n', rules.Select(r => r.Replace("hostssl", "host", StringComparison.Ordinal))) + "\n" + before);
        await admin.CreateCommand("select pg_reload_conf()").ExecuteNonQueryAsync();
        for (var tries = 0; tries < 100 && await OpensAsync("grid", "identity"); tries++) await Task.Delay(50);
        foreach (var (role, database, opens) in new[] { ("grid", "grid", true), ("grid_migrate", "grid", true), ("identity", "identity", true), ("grid", "identity", false), ("grid_migrate", "identity", false), ("identity", "grid", false) })
            Assert.Equal((role, database, opens), (role, database, await OpensAsync(role, database)));
    }

    // As `managed.roles` and `Database` of the Cluster have it, and the page for external servers.
    private static async Task RolesAsync(TestServers servers, params string[] databases)
    {
        await using var admin = NpgsqlDataSource.Create(servers.Postgres + ";Database=postgres;Pooling=false");
        var objects = Chart.Objects("production");
        foreach (var name in databases)
        {
            foreach (var role in objects.OfKind("Cluster").Single().Items("spec", "managed", "roles").Where(r => r.Text("name") is { } n && (n == name || n.StartsWith(name + "_", StringComparison.Ordinal))))
            {
                var (login, inRole) = (role.Text("login") == "true", role.Items("inRoles").Select(r => r.ToString()).SingleOrDefault());
                await admin.CreateCommand($"create role {role.Text("name")} {(login ? $"login password '{(inRole is null ? Serving : Migrating)}'" : "")} {(inRole is null ? "" : $"in role {inRole}")}").ExecuteNonQueryAsync();
            }
            await admin.CreateCommand($"create database {name} owner {objects.Single(o => o.Called() == $"Database/{name}").Text("spec", "owner")}").ExecuteNonQueryAsync();
        }
    }

    private static async Task<string?> RefusedAsync(NpgsqlDataSource source, string sql)
    {
        try
        {
            await source.CreateCommand(sql).ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException e) { return e.SqlState; }
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
