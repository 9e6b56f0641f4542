using Governance.Foundation.Tests.Notes;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;

namespace Governance.Foundation.Tests;

/// <summary>An index on a table that is written, while a dump of that database runs. The steps' session has the patience that the chart gives it, here less.</summary>
public sealed class BuildingBesideWriters(SharedServers servers) : IAsyncLifetime
{
    private const string Concurrently = "create index concurrently if not exists ix_notes_text on notes (text)";
    private NotesApp app = null!;
    private NpgsqlConnection dump = null!, step = null!;

    public async ValueTask InitializeAsync()
    {
        app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq, start: false);
        var database = $"{servers.All.Postgres};Database={new NpgsqlConnectionStringBuilder(app.Database.ConnectionString).Database};Pooling=false";
        (dump, step) = (new(database), new(database + ";Options=-c lock_timeout=200ms"));
        await dump.OpenAsync();
        await step.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await step.DisposeAsync();
        await dump.DisposeAsync();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task It_waits_for_an_old_snapshot_as_long_as_it_takes_and_no_writer_waits_for_it()
    {
        await SnapshotAsync();
        var building = BuildAsync();
        await Eventually.Equal(true, () => app.ScalarAsync<bool>("select exists (select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.query ~ '^create index concurrently' and a.datname = current_database() and now() - a.query_start > interval '1 s')"));
        await app.ExecuteAsync("insert into notes (id, area, version, event_sequence, text) values (gen_random_uuid(), '510104017001', 1, 0, 'written meanwhile')");
        Assert.False(building.IsCompleted);
        await ExecuteAsync(dump, "commit");
        await building;
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from pg_index where indexrelid = 'ix_notes_text'::regclass and indisvalid"));
        Assert.Equal("200ms", await new NpgsqlCommand("show lock_timeout", step).ExecuteScalarAsync());
    }

    [Fact]
    public async Task What_was_cut_off_fails_the_migration_until_it_is_built_again()
    {
        await SnapshotAsync();
        // The control: without it the session's patience ends, and trying again takes the ruin for the index.
        Assert.Equal(PostgresErrorCodes.LockNotAvailable, (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(step, Concurrently))).SqlState);
        await ExecuteAsync(dump, "commit");
        await ExecuteAsync(step, Concurrently);
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Services.MigrateAsync<NotesDb>(CancellationToken.None));
        Assert.Contains("drop index concurrently ix_notes_text;", failed.Message, StringComparison.Ordinal);
        await BuildAsync();
        await BuildAsync();
        await app.Services.MigrateAsync<NotesDb>(CancellationToken.None);
    }

    private async Task SnapshotAsync() => await ExecuteAsync(dump, "begin isolation level repeatable read; select count(*) from heard");

    private async Task BuildAsync()
    {
        var migration = new MigrationBuilder("Npgsql.EntityFrameworkCore.PostgreSQL");
        migration.IndexBesideWriters("ix_notes_text", "notes (text)");
        foreach (var statement in migration.Operations.Cast<SqlOperation>())
        {
            Assert.True(statement.SuppressTransaction);
            await ExecuteAsync(step, statement.Sql);
        }
    }

    private static Task ExecuteAsync(NpgsqlConnection connection, string sql) => new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync();
}
