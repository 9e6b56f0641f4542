using Governance.Hosting;
using Governance.Messaging;
using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Governance.Welfare.Tests.Visits;

/// <summary>Visits lie in one table a month of their day: what is asked of a month costs that month.</summary>
public sealed class VisitsByMonth(WelfareApp app, WelfareServers servers) : IClassFixture<WelfareApp>
{
    private DateOnly Month => DateOnly.Parse(app.Day()[..8] + "01", null);

    private static string PartOf(DateOnly month) => $"visits_{month:yyyy_MM}";

    private Task MonthPlanned(DateOnly month) => EventuallyAsync($"{month} is planned", async () =>
        await app.Query<long>("select count(*) from visit_months where month = $1", month) == await app.Query<long>("select count(*) from divisions where length(code) = 6"));

    [Fact]
    public async Task A_month_is_there_before_it_is_planned_and_holds_its_own_and_no_other()
    {
        await MonthPlanned(Month);
        foreach (var ahead in new[] { 0, 1, 2 }) Assert.True(await app.Query<bool>("select to_regclass($1) is not null", PartOf(Month.AddMonths(ahead))), $"{ahead} months ahead");
        var child = await app.New(app.Child());
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(child, 30));
        app.Clock.Advance(TimeSpan.FromDays(20));
        await MonthPlanned(Month.AddMonths(1));
        var lie = await app.QueryAll<string>("select distinct tableoid::regclass || ' ' || to_char(due_on, '\"visits_\"YYYY_MM') from visits where person_id = $1 order by 1", Guid.Parse(child.Id));
        Assert.Equal([$"{PartOf(Month)} {PartOf(Month)}", $"{PartOf(Month.AddMonths(1))} {PartOf(Month.AddMonths(1))}"], lie);
        // What the list of a community asks for reads that month alone.
        var plan = await app.QueryAll<string>($"explain select * from visits where area >= '510104' and area < '510105' and due_on >= '{Month:yyyy-MM-dd}' and due_on <= '{Month.AddMonths(1).AddDays(-1):yyyy-MM-dd}' order by due_on, id limit 50");
        Assert.Contains(plan, line => line.Contains(PartOf(Month), StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains(PartOf(Month.AddMonths(1)), StringComparison.Ordinal));
        // The same day twice is refused by whatever way.
        var broken = await Assert.ThrowsAsync<PostgresException>(() => app.QueryAll<int>("insert into visits select * from visits where person_id = $1 returning 1", Guid.Parse(child.Id)));
        Assert.Equal(PostgresErrorCodes.UniqueViolation, broken.SqlState);
        // A visit is found by its id, whose month nobody tells.
        foreach (var visit in (await app.Supervisor().Visits.ListVisitsAsync(new() { PersonId = child.Id, Purpose = ReadPurpose.Visit, PageSize = 500 })).Visits.Where((_, n) => n % 10 == 0))
        {
            Assert.Equal(visit.DueDate, (await app.Supervisor().Visits.GetVisitAsync(new() { Id = visit.Id, Purpose = ReadPurpose.Visit })).DueDate);
        }
        await Refused(Grpc.Core.StatusCode.NotFound, "VISIT_NOT_FOUND", () => app.Supervisor().Visits.GetVisitAsync(new() { Id = "ffffffff-ffff-7fff-bfff-ffffffffffff", Purpose = ReadPurpose.Visit }));
    }

    [Fact]
    public async Task A_month_is_made_while_others_are_read_and_written()
    {
        await MonthPlanned(Month);
        await using var source = NpgsqlDataSource.Create(app.Database);
        await using var reader = await source.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand("select count(*) from visits; select from visits for share", reader)) await read.ExecuteNonQueryAsync();
        await using var maker = await source.OpenConnectionAsync();
        await using (var make = new NpgsqlCommand("set lock_timeout = '1s'; select ensure_visit_month('2031-05-07'); select ensure_visit_month('2031-05-31')", maker)) await make.ExecuteNonQueryAsync();
        Assert.True(await app.Query<bool>("select to_regclass('visits_2031_05') is not null"));
        // At once, by many: one is made.
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.QueryAll<string>("select ensure_visit_month('2031-06-07')::text")));
        Assert.Equal(1, await app.Query<long>("select count(*) from pg_class where relname = 'visits_2031_06'"));
    }

    [Fact]
    public async Task Rows_that_were_there_before_are_moved_into_their_months_and_told_as_before()
    {
        var database = await servers.NewDatabaseAsync();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(servers.Settings(database));
        builder.AddGovernanceDefaults("welfare");
        builder.AddWelfare();
        await using var services = builder.Services.BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WelfareDb>();
        var migrator = db.GetInfrastructure().GetRequiredService<IMigrator>();
        await migrator.MigrateAsync("20261129142744_Jobs");
        await using var source = NpgsqlDataSource.Create(database);
        const string Sum = "select count(*) || ' ' || sum(hashtextextended(id || ' ' || person_id || due_on || state || coalesce(owner, '-') || version, 0)::numeric) from visits";
        async Task<string> Ask(string sql)
        {
            await using var command = source.CreateCommand(sql);
            return (await command.ExecuteScalarAsync())?.ToString() ?? "";
        }
        await Ask("""
            insert into visits (id, person_id, due_on, state, owner, told, alarm, area, version, event_sequence)
            select gen_random_uuid(), gen_random_uuid(), '2025-11-20'::date + n, 1 + n % 4, case when n % 3 = 0 then 'walker' end, true, n % 7 = 0, '510104017001', n, 0 from generate_series(0, 120) n
            """);
        var before = await Ask(Sum);
        await migrator.MigrateAsync();
        Assert.Equal(before, await Ask(Sum));
        Assert.Equal("p", await Ask("select relkind from pg_class where relname = 'visits'"));
        Assert.Equal("0", await Ask("select count(*) from visits where tableoid::regclass::text <> to_char(due_on, '\"visits_\"YYYY_MM')"));
        Assert.Equal("5", await Ask("select count(distinct tableoid) from visits"));
        // Counted further by the same triggers, on all partitions.
        await Ask("delete from visit_count_changes");
        await Ask("update visits set state = 2 where state = 1");
        Assert.Equal(await Ask("select count(*) from visits where state = 2 and version % 4 = 0"), await Ask("select sum(n) from visit_count_changes where measure = 2"));
    }

    [Fact]
    public async Task Readers_go_on_while_rows_are_copied_and_wait_only_while_the_tables_change_places()
    {
        await using var old = await OldDatabase.AtAsync(servers, "20261129142744_Jobs");
        await old.Ask("""
            insert into visits (id, person_id, due_on, state, told, alarm, area, version, event_sequence)
            select gen_random_uuid(), gen_random_uuid(), '2025-11-20'::date + n, 1, true, false, '510104017001', n, 0 from generate_series(0, 60) n
            """);
        // A reader who is not done yet keeps the tables from changing places, and nothing else.
        await using var reader = await old.Source.OpenConnectionAsync();
        var reading = await reader.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand("select count(*) from visits", reader)) Assert.Equal(61L, await read.ExecuteScalarAsync());
        var migrating = old.MigrateAsync("20261129172401_VisitsByMonth");
        // Writers are held, the copy is there and indexed, and only the last step waits.
        await EventuallyAsync("all but the change of places is done", async () => await old.Ask("""
            select count(*) from pg_locks share join pg_locks last using (pid, relation) join pg_stat_activity a using (pid)
            where share.relation = 'visits'::regclass and share.mode = 'ShareLock' and share.granted and last.mode = 'AccessExclusiveLock' and not last.granted and a.query like '%drop table visits%'
            """) == "1");
        await reading.CommitAsync();
        await migrating;
        Assert.Equal("61 p", await old.Ask("select (select count(*) from visits) || ' ' || (select relkind::text from pg_class where relname = 'visits')"));
        // Under the names that everything knows, and back again.
        const string Names = "select string_agg(indexrelid::regclass::text, ' ' order by indexrelid::regclass::text) from pg_index where indrelid = 'visits'::regclass";
        var names = await old.Ask(Names);
        Assert.DoesNotContain("beside", names, StringComparison.Ordinal);
        Assert.Contains("pk_visits", names, StringComparison.Ordinal);
        await old.MigrateAsync("20261129142744_Jobs");
        Assert.Equal("61 r", await old.Ask("select (select count(*) from visits) || ' ' || (select relkind::text from pg_class where relname = 'visits')"));
    }
}
