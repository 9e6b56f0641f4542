using Governance.Foundation.Tests.Notes;
using Governance.Map;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Governance.Foundation.Tests;

/// <summary>The guard of every service that keeps rows by place; how each follows a reorganisation is the matrix of the harness.</summary>
public sealed class GuardingPlaces(SharedServers servers) : IAsyncLifetime
{
    private const string Stands = "510104017001", Retired = "510104017002";
    private NotesApp app = null!;

    public async ValueTask InitializeAsync()
    {
        app = await NotesApp.StartAsync(await servers.NewDatabaseAsync(), servers.RabbitMq, start: false,
            more: services => services.AddSingleton(new AfterMigrations(db => PlaceGuard.Statements(db.Model, ["errands.place"]))));
        await app.ExecuteAsync($"""
            create table moved_communities (reorganization_id uuid, former varchar(15) collate "C", successor varchar(15) collate "C", at timestamptz, primary key (reorganization_id, former));
            insert into moved_communities values (gen_random_uuid(), '{Retired}', '{Stands}', now())
            """);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("area", true)]
    [InlineData("to_area", true)]
    [InlineData("place", false)]
    public async Task No_column_that_holds_a_place_takes_a_retired_code_but_the_facts(string column, bool refused)
    {
        await Writes(null, Errand());
        await Writes(refused ? column : null, Errand((column, Retired)));
        await Writes(refused ? column : null, Errand((column, Retired + "003")));
        await Writes(refused ? column : null, $"update errands set {column} = '{Retired}'");
        // What is not told of anew is not looked at.
        await Writes(null, "update errands set id = gen_random_uuid()");
    }

    [Fact]
    public async Task A_column_that_becomes_a_fact_is_guarded_no_more()
    {
        await app.DoAsync(async db =>
        {
            foreach (var sql in PlaceGuard.Statements(db.Model, ["errands.place", "errands.to_area"])) await app.ExecuteAsync(sql);
            return true;
        });
        await Writes(null, Errand(("to_area", Retired)));
        await Writes("area", Errand(("area", Retired)));
    }

    [Fact]
    public Task A_fact_that_is_no_column_stops_the_migration() => app.DoAsync(db =>
        Task.FromResult(Assert.Throws<InvalidOperationException>(() => PlaceGuard.Statements(db.Model, ["errands.too_area"]).ToList())));

    // pg_restore writes a table's rows with an empty search_path.
    [Fact]
    public async Task Rows_are_restored_without_a_search_path()
    {
        await using var restoring = new NpgsqlConnection(Address);
        await restoring.OpenAsync();
        await new NpgsqlCommand("select set_config('search_path', '', false)", restoring).ExecuteNonQueryAsync();
        await new NpgsqlCommand(Errand().Replace("errands", "public.errands", StringComparison.Ordinal), restoring).ExecuteNonQueryAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => new NpgsqlCommand(Errand(("area", Retired)).Replace("errands", "public.errands", StringComparison.Ordinal), restoring).ExecuteNonQueryAsync());
        Assert.Equal(GovernanceDb.PlaceStands, refused.ConstraintName);
    }

    [Fact]
    public async Task A_service_s_own_trigger_finds_its_tables_without_a_search_path_too()
    {
        await app.ExecuteAsync("create function counts_notes() returns trigger language plpgsql as $$ begin new.place := (select count(*) from notes)::text; return new; end $$");
        await app.ExecuteAsync("create trigger counts_notes before insert on errands for each row execute function counts_notes()");
        await app.Services.MigrateAsync<NotesDb>(CancellationToken.None);
        await using var restoring = new NpgsqlConnection(Address);
        await restoring.OpenAsync();
        await new NpgsqlCommand("select set_config('search_path', '', false)", restoring).ExecuteNonQueryAsync();
        await new NpgsqlCommand(Errand().Replace("errands", "public.errands", StringComparison.Ordinal), restoring).ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task A_table_that_others_write_is_guarded_without_holding_them_up()
    {
        await app.ExecuteAsync("drop trigger place_must_stand on errands; drop trigger place_must_stand on notes");
        const string Note = "insert into notes (id, area, version, event_sequence, text) values (gen_random_uuid(), '510104017001', 1, 0, 'written meanwhile')";
        await using var writing = new NpgsqlConnection(Address);
        await writing.OpenAsync();
        await using var open = await writing.BeginTransactionAsync();
        await new NpgsqlCommand(Note, writing, open).ExecuteNonQueryAsync();
        var migrating = app.Services.MigrateAsync<NotesDb>(CancellationToken.None);
        await Eventually.Equal(true, () => app.ScalarAsync<bool>("select exists (select from pg_locks where relation = 'notes'::regclass and not granted and database = (select oid from pg_database where datname = current_database()))"));
        // Behind the migration, which waits for the first: it lets the second pass, however long the first goes on.
        await app.ExecuteAsync(Note);
        Assert.False(migrating.IsCompleted);
        // And the table before is guarded, and held no more.
        Assert.Equal(1L, await app.ScalarAsync<long>(Guarded("errands")));
        await open.CommitAsync();
        await migrating;
        Assert.Equal(1L, await app.ScalarAsync<long>(Guarded("notes")));
    }

    /// <summary>Every upgrade migrates, most have nothing to change: whoever reads or writes any table meanwhile, for however long, is not waited for.</summary>
    [Fact]
    public async Task A_migration_that_has_nothing_to_change_waits_for_no_reader_and_no_writer()
    {
        var tables = await app.ScalarAsync<string[]>("select array_agg(relname::text) from pg_class where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace and relname !~ '^__'");
        foreach (var table in (string[])["audit", "events", "inbox", "requests", "notes"]) Assert.Contains(table, tables);
        await using var busy = new NpgsqlConnection(Address);
        await busy.OpenAsync();
        await using var open = await busy.BeginTransactionAsync();
        // As an open transaction has them that has read and written there.
        await new NpgsqlCommand($"lock table {string.Join(", ", tables)} in row exclusive mode", busy, open).ExecuteNonQueryAsync();
        await app.Services.MigrateAsync<NotesDb>(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static string Guarded(string table) => $"select count(*) from pg_trigger where tgrelid = '{table}'::regclass and tgname = 'place_must_stand'";

    private string Address => $"{servers.All.Postgres};Database={new NpgsqlConnectionStringBuilder(app.Database.ConnectionString).Database};Pooling=false";

    private static string Errand(params (string Column, string Code)[] with)
    {
        var row = new Dictionary<string, string> { ["area"] = Stands, ["to_area"] = Stands };
        foreach (var (column, code) in with) row[column] = code;
        return $"insert into errands ({string.Join(", ", row.Keys)}) values ({string.Join(", ", row.Values.Select(v => $"'{v}'"))})";
    }

    private async Task Writes(string? refused, string sql)
    {
        var because = await Record.ExceptionAsync(() => app.ExecuteAsync(sql)) as PostgresException;
        Assert.Equal((sql, refused is null ? null : GovernanceDb.PlaceStands), (sql, because?.ConstraintName));
    }
}
