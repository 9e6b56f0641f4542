using System.Globalization;
using System.Text.Json;
using Governance.Welfare.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;
using RabbitMQ.Client;

namespace Governance.Load;

/// <summary>
/// A month's schedule for everybody who is to be visited, made by the service's own clock: how long it takes, and what clerks who read meanwhile notice of it. Then the same with the service killed in the
/// midst, and once more although everything is there: the days must be the same. Then the rate by division, and the list of an emergency. People are likes of one whom the service has registered.
/// What is left of this month is planned and, from the 20th on, the next one: the figures say how many visits that was.
/// </summary>
internal static class Visits
{
    private const string Schedule = "select count(*), coalesce(sum(hashtextextended(person_id::text || due_on, 0)::numeric), 0)::text from visits";

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: true, cancel, "welfare");
        var address = await platform.StartWelfareAsync(cancel);
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load;Command Timeout=0");
        var homes = await Import.HomesAsync(source, cancel);
        await UntilPlannedAsync(source, cancel);

        var channel = GrpcChannel.ForAddress(address);
        CallOptions As(string role, string area) => new(new Metadata { { "authorization", $"Bearer {platform.Tokens.Create(role, [role], [area])}" } }, cancellationToken: cancel);
        var clerk = As("welfare-supervisor", "51");
        await new People.PeopleClient(channel).RegisterPersonAsync(new()
        {
            RequestId = $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}", Name = "陈桂芳", BirthYear = 1948, Sex = Sex.Female, DivisionCode = homes[0], Kinds = { ConcernKind.ElderlyLivingAlone },
            Consent = new() { Ground = ConsentGround.StatutoryDuty, GiveDate = "2026-01-01" },
        }, clerk);
        await FillAsync(source, options.People, report, cancel);

        // A page of a community's visits and the search that goes with it, as a clerk works.
        async Task<List<double>> ReadAsync(Task from, Task until, int atLeast)
        {
            var latencies = new List<double>();
            for (var n = 0; latencies.Count < atLeast || !until.IsCompleted; n++)
            {
                var counts = from.IsCompleted;
                var began = TimeProvider.System.GetTimestamp();
                var home = homes[n * 17 % homes.Count];
                if (n % 2 == 0) await new Welfare.V1.Visits.VisitsClient(channel).ListVisitsAsync(new() { DivisionCode = home, Purpose = ReadPurpose.Supervision, PageSize = 50 }, clerk);
                else await new People.PeopleClient(channel).SearchPeopleAsync(new() { DivisionCode = home, Purpose = ReadPurpose.Supervision, PageSize = 50 }, clerk);
                if (counts) latencies.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
            return latencies;
        }
        await ReadAsync(Task.CompletedTask, Task.CompletedTask, options.Requests);
        await ForgetAsync(source, cancel);
        // Only what is read while the month is planned counts: the clock begins within a minute.
        var begins = BeginsAsync(source, report, cancel);
        var planned = PlannedAsync(begins, source, report, cancel);
        var first = await ReadAsync(begins, planned, 1);
        var seconds = await planned;
        // With the visits in place and those of today told, but without a generation: the same pages.
        while (await CountAsync(source, "select count(*) from visits where state = 1 and not told and due_on <= (now() at time zone 'Asia/Shanghai')::date", cancel) > 0) await Task.Delay(500, cancel);
        var alone = await ReadAsync(Task.CompletedTask, Task.CompletedTask, options.Requests);
        var (visits, days) = await ScheduleAsync(source, cancel);
        if (visits < options.People) throw new InvalidOperationException($"{visits} visits for {options.People} people");
        report.Result("visits", visits, "rows");
        report.Result("generation", seconds, "s");
        report.Result("generation-rate", visits / seconds, "visits/s");
        Tell("read-alone", alone);
        Tell("read-meanwhile", first);
        report.Result("read-p99-meanwhile-to-alone", first.Percentile(0.99) / alone.Percentile(0.99), "x");

        report.Say("again, although everything is there");
        await SqlAsync(source, "delete from visit_months", cancel);
        await UntilPlannedAsync(source, cancel);
        Same(await ScheduleAsync(source, cancel), "planned again");

        report.Say("again from nothing, killed in the midst");
        await ForgetAsync(source, cancel);
        var (counties, months) = await MonthsAsync(source, cancel);
        while (months < counties / 3) (_, months) = await MonthsAsync(source, cancel);
        platform.KillWelfare();
        var (_, left) = await MonthsAsync(source, cancel);
        report.Say($"killed after {left} counties' months");
        channel.Dispose();
        channel = GrpcChannel.ForAddress(await platform.StartWelfareAsync(cancel));
        var resumed = TimeProvider.System.GetTimestamp();
        await UntilPlannedAsync(source, cancel);
        report.Result("resumed-in", TimeProvider.System.GetElapsedTime(resumed).TotalSeconds, "s");
        Same(await ScheduleAsync(source, cancel), "killed and resumed");

        while (await CountAsync(source, "select count(*) from visit_count_changes", cancel) > 0) await Task.Delay(500, cancel);
        var month = ChinaMonth();
        string[] divisions = ["51", .. homes.Select(h => h[..4]).Distinct(), .. homes.Select(h => h[..6]).Distinct(), .. homes.Where((_, n) => n % 97 == 0).Select(h => h[..9])];
        async Task<List<double>> RatesAsync(int requests)
        {
            var (latencies, seen) = (new List<double>(), 0L);
            for (var n = 0; n < requests; n++)
            {
                var began = TimeProvider.System.GetTimestamp();
                seen += (await new Welfare.V1.Visits.VisitsClient(channel).GetVisitFiguresAsync(new() { DivisionCode = divisions[n % divisions.Length], MonthDate = month }, clerk)).Total.DueCount;
                latencies.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }
            if (seen == 0) throw new InvalidOperationException("no division has a visit: there is nothing to measure");
            return latencies;
        }
        await RatesAsync(1000);
        Tell("rate-by-division", await RatesAsync(10 * options.Requests), goal: 50);
        await EmergencyAsync(platform, source, report, cancel);
        channel.Dispose();

        void Tell(string name, List<double> latencies, double? goal = null)
        {
            report.Result($"{name}-p50", latencies.Percentile(0.5), "ms");
            report.Result($"{name}-p99", latencies.Percentile(0.99), "ms", atMost: goal);
            report.Result($"{name}-worst", latencies.Max(), "ms");
        }

        void Same((long Count, string Sum) now, string how)
        {
            if (now != (visits, days)) throw new InvalidOperationException($"{how}: {now.Count} visits, other than the {visits} before");
        }
    }

    // The city with the most people: the service is told as Grid tells it.
    private static async Task EmergencyAsync(Platform platform, NpgsqlDataSource source, Report report, CancellationToken cancel)
    {
        const string type = "governance.grid.v1.EmergencyActivated", city = "5101";
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await using var connection = await new ConnectionFactory { Uri = new Uri(platform.Servers.RabbitMq) }.CreateConnectionAsync(cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { emergencyId = id, area = city, kind = "flood", level = 1, at = TimeProvider.System.GetUtcNow() });
        var began = TimeProvider.System.GetTimestamp();
        await channel.BasicPublishAsync(type, "", true, new BasicProperties { MessageId = id.ToString(), ContentType = "application/json", Type = type, Headers = new Dictionary<string, object?> { ["ce-id"] = id.ToString(), ["ce-type"] = type } }, body, cancel);
        while (await CountAsync(source, "select count(*) from emergency_people", cancel) == 0) await Task.Delay(50, cancel);
        report.Result("vulnerable-people", await CountAsync(source, "select count(*) from emergency_people", cancel), "rows");
        report.Result("vulnerable-people-listed-in", TimeProvider.System.GetElapsedTime(began).TotalSeconds, "s", atMost: 60);
    }

    private static async Task FillAsync(NpgsqlDataSource source, int people, Report report, CancellationToken cancel)
    {
        report.Say($"{people} people");
        // One in fifty is visited daily, one in twelve weekly, the others monthly.
        await SqlAsync(source, string.Create(CultureInfo.InvariantCulture, $$"""
            create table communities as select code, row_number() over (order by code) - 1 as nth from divisions where length(code) = 12 and retired_at is null;
            create unique index on communities (nth);
            insert into people (id, area, name, number_hash, phone, birth_year, sex, kinds, disabilities, risk, state, registered_at, version, event_sequence)
            select ('0197' || lpad(to_hex(n), 8, '0') || '7000' || '8' || substr(md5(n::text), 1, 15))::uuid, c.code, p.name, sha256(n::text::bytea), p.phone, 1930 + n % 30, 1 + n % 2, case n % 5 when 0 then '{1,6}' when 1 then '{2}' when 2 then '{4}' else '{1}' end::int[], '{}',
              case when n % 50 = 0 then 4 when n % 12 = 0 then 3 else 2 end, 1, now(), 1, 0
            from generate_series(1, {{people}}) n join communities c on c.nth = (hashint4(n)::bigint & 2147483647) % (select count(*) from communities) cross join (select name, phone from people limit 1) p;
            """), cancel);
        await SqlAsync(source, "vacuum (analyze) people", cancel);
    }

    /// <summary>Nothing is planned; the clock finds it within a minute.</summary>
    private static Task ForgetAsync(NpgsqlDataSource source, CancellationToken cancel) => SqlAsync(source, "truncate visits, visit_counts, visit_count_changes; delete from visit_months", cancel);

    private static async Task BeginsAsync(NpgsqlDataSource source, Report report, CancellationToken cancel)
    {
        // The first county's transaction is looked for while it runs: what has begun holds the schedule.
        while (await CountAsync(source, "select count(*) from pg_locks where locktype = 'advisory' and objid = 7424005 and mode = 'ExclusiveLock'", cancel) == 0 && (await MonthsAsync(source, cancel)).Planned == 0) await Task.Delay(20, cancel);
        report.Say("the month is being planned");
    }

    /// <summary>From the first county that is planned to the last.</summary>
    private static async Task<double> PlannedAsync(Task begins, NpgsqlDataSource source, Report report, CancellationToken cancel)
    {
        await begins;
        var began = TimeProvider.System.GetTimestamp();
        await UntilPlannedAsync(source, cancel);
        report.Say("planned");
        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task UntilPlannedAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        while (await MonthsAsync(source, cancel) is var (all, planned) && planned < all) await Task.Delay(100, cancel);
    }

    // From the 20th on, two months.
    private static async Task<(long All, long Planned)> MonthsAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select (select count(*) from divisions where length(code) = 6) * case when extract(day from now() at time zone 'Asia/Shanghai') >= 20 then 2 else 1 end, (select count(*) from visit_months)
            """);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return (Convert.ToInt64(rows.GetValue(0), CultureInfo.InvariantCulture), rows.GetInt64(1));
    }

    // The month that has most of the visits.
    private static string ChinaMonth()
    {
        var today = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        return (today.Day >= 20 ? today.AddMonths(1) : today).ToString("yyyy-MM", CultureInfo.InvariantCulture) + "-01";
    }

    private static async Task<(long Count, string Sum)> ScheduleAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(Schedule);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return (rows.GetInt64(0), rows.GetString(1));
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string sql, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task SqlAsync(NpgsqlDataSource source, string sql, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
