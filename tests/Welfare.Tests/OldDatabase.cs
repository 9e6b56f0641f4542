using Governance.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Governance.Welfare.Tests;

/// <summary>A database as an earlier version left it, to be migrated with rows in it.</summary>
internal sealed class OldDatabase : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly AsyncServiceScope scope;
    private readonly IMigrator migrator;

    private OldDatabase(string database, ServiceProvider services)
    {
        (this.services, scope, Source) = (services, services.CreateAsyncScope(), NpgsqlDataSource.Create(database + ";Application Name=test"));
        migrator = scope.ServiceProvider.GetRequiredService<WelfareDb>().GetInfrastructure().GetRequiredService<IMigrator>();
    }

    public NpgsqlDataSource Source { get; }

    public static async Task<OldDatabase> AtAsync(WelfareServers servers, string migration)
    {
        var database = await servers.NewDatabaseAsync();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(servers.Settings(database));
        builder.AddGovernanceDefaults("welfare");
        builder.AddWelfare();
        var old = new OldDatabase(database, builder.Services.BuildServiceProvider());
        await old.MigrateAsync(migration);
        // Put there by the command migrate of today, beside the migrations; what it asks for is not there yet.
        await old.Ask("do $$ declare f regprocedure; begin for f in select oid from pg_proc where proname like 'place_must_stand%' loop execute format('drop function %s cascade', f); end loop; end $$");
        return old;
    }

    public Task MigrateAsync(string? to = null) => migrator.MigrateAsync(to);

    /// <summary>The first value of the first row, as text.</summary>
    public async Task<string> Ask(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (await command.ExecuteScalarAsync())?.ToString() ?? "";
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await scope.DisposeAsync();
        await services.DisposeAsync();
    }
}
