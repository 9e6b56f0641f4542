using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Governance.Grid.V1;
using Governance.Volunteers.V1;
using Governance.Welfare.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;

namespace Governance.Load;

/// <summary>
/// What an appeal, a volunteer with an hour, and a person in care with visits leave on disk: written by the services, not by SQL, and weighed with all indexes. For deploy/handbook/sizing.md, whose rows it prints:
/// rows a year times bytes a row is what a province needs. Three minutes with 3,000 of each.
/// </summary>
/// <remarks>Filled twice, and only the second time weighs: what the changes of the first have left is used again, as it is in a database that has run for a while.</remarks>
internal static class Sizes
{
    // Appeals a day: as the platform is designed, and in the fullest month so far.
    private const double Design = 300_000, Fullest = 58_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        var count = options.Events / 10;
        var page = new List<string>();
        foreach (var (service, one, fill) in ((string, string, Func<Platform, Uri, int, int, CancellationToken, Task>)[])[("grid", "an appeal", AppealsAsync), ("volunteers", "an hour", HoursAsync), ("welfare", "a person", CareAsync)])
        {
            await using var platform = await Platform.StartAsync(report, durable: false, cancel, service);
            var address = await StartAsync(platform, service, cancel);
            async Task<Dictionary<string, (long Rows, long Bytes)>> FillAsync(int first)
            {
                report.Say($"{service}: {count} times {(first > 0 ? "more " : "")}{one}");
                await fill(platform, address, first, count, cancel);
                await DrainedAsync(platform, service, cancel);
                return await WeighAsync(platform, cancel);
            }
            var before = await FillAsync(0);
            foreach (var (table, (rows, bytes)) in await FillAsync(count))
            {
                var (rowsBefore, bytesBefore) = before.GetValueOrDefault(table);
                // Fewer rows than that: the pages that every index begins with would be most of it.
                if (rows - rowsBefore < count / 4) continue;
                var (each, weight) = ((double)(rows - rowsBefore) / count, (double)(bytes - bytesBefore) / (rows - rowsBefore));
                report.Result($"{service}.{table}-rows", each, "each");
                report.Result($"{service}.{table}-bytes", weight, "bytes/row");
                var years = service == "grid" ? $" {Year(each * weight * Design)} {Year(each * weight * Fullest)} |" : "";
                page.Add(string.Create(CultureInfo.InvariantCulture, $"| `{table}` of {service} | {each:0.##} {one} | {weight:N0} |{years}"));
            }
        }
        report.Say("for deploy/handbook/sizing.md: table, rows, bytes a row, and of Grid a year by design and at the fullest month");
        foreach (var line in page) Console.WriteLine(line);
    }

    private static string Year(double bytesADay) => string.Create(CultureInfo.InvariantCulture, $"{bytesADay * 365 / 1e9:N0} GB");

    // A relay or a board that stands still must not keep the whole machine for good.
    private static async Task DrainedAsync(Platform platform, string service, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            await EventLog.DrainedAsync(platform.Database, patience.Token, boardToo: service == "grid");
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && patience.IsCancellationRequested)
        {
            throw new InvalidOperationException($"{service}: events still wait after {Patience.TotalMinutes:0} minutes", e);
        }
    }

    private static async Task<Uri> StartAsync(Platform platform, string service, CancellationToken cancel)
    {
        if (service == "volunteers") return await platform.StartVolunteersAsync(cancel);
        if (service == "welfare") return await platform.StartWelfareAsync(cancel);
        await platform.StartGridAsync(cancel);
        return platform.GridAddress;
    }

    // Opened, accepted, started, resolved, evaluated and closed.
    private static async Task AppealsAsync(Platform platform, Uri address, int first, int count, CancellationToken cancel)
    {
        using var appeals = Appeals.To(platform, address, await Appeals.PlacesAsync(platform.Database, cancel));
        using var channel = GrpcChannel.ForAddress(address);
        var calls = new Calls.CallsClient(channel);
        var tokens = new ConcurrentDictionary<string, CallOptions>();
        CallOptions Clerk(string unit) => tokens.GetOrAdd(unit, u => As(platform, "unit-clerk", u[..6], u));
        CallOptions Centre(string county) => tokens.GetOrAdd(county, c => As(platform, "county-centre", c));
        await EachAsync(first, count, async _ =>
        {
            var call = await appeals.OpenAsync(appeals.New(), cancel);
            await calls.AcceptCallAsync(new() { RequestId = Id(), Id = call.Id }, Clerk(call.UnitCode));
            await calls.StartCallAsync(new() { RequestId = Id(), Id = call.Id }, Clerk(call.UnitCode));
            await calls.ResolveCallAsync(new() { RequestId = Id(), Id = call.Id, Resolution = "已派人到现场处理，现已恢复正常，并已电话回复本人。" }, Clerk(call.UnitCode));
            await calls.EvaluateCallAsync(new() { RequestId = Id(), Id = call.Id, Score = 5, Comment = "谢谢" }, Centre(call.DivisionCode[..6]));
            await calls.CloseCallAsync(new() { RequestId = Id(), Id = call.Id }, Centre(call.DivisionCode[..6]));
        }, cancel);
    }

    // A registration, and an hour with its record.
    private static async Task HoursAsync(Platform platform, Uri address, int first, int count, CancellationToken cancel)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var (people, records, centre) = (new Registrations.RegistrationsClient(channel), new Records.RecordsClient(channel), As(platform, "county-centre", "51"));
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load");
        var homes = await Import.HomesAsync(source, cancel);
        var from = TimeProvider.System.GetUtcNow().Date.AddDays(-2).AddHours(2);
        await EachAsync(first, count, async n =>
        {
            var person = Import.Row(n, homes);
            person.RequestId = Id();
            var volunteer = await people.RegisterVolunteerAsync(person, centre);
            await records.EnterRecordAsync(new()
            {
                RequestId = Id(), VolunteerId = volunteer.Id, DivisionCode = person.DivisionCode, Kind = "general", StartTime = DateTime.SpecifyKind(from, DateTimeKind.Utc).ToTimestamp(),
                EndTime = DateTime.SpecifyKind(from.AddHours(1), DateTimeKind.Utc).ToTimestamp(),
            }, centre);
        }, cancel);
    }

    // Somebody who is to be visited; the clock plans what is left of the month.
    private static async Task CareAsync(Platform platform, Uri address, int first, int count, CancellationToken cancel)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var (people, clerk) = (new People.PeopleClient(channel), As(platform, "welfare-supervisor", "51"));
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load");
        var homes = await Import.HomesAsync(source, cancel);
        await EachAsync(first, count, async n => await people.RegisterPersonAsync(new()
        {
            RequestId = Id(), Name = "陈桂芳", IdentityNumber = Import.Number(n), Phone = "13512345678", Address = "莲桂南路 3 号 2 单元 101", DivisionCode = homes[(int)(n * 2654435761L % homes.Count)],
            Kinds = { ConcernKind.ElderlyHardship }, Consent = new() { Ground = ConsentGround.Self, GiveDate = "2026-01-05" },
        }, clerk), cancel);
        var (before, now, began) = (-1L, 0L, TimeProvider.System.GetTimestamp());
        while (now < (first + count) / 2 || now != before)
        {
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMinutes(4)) throw new InvalidOperationException($"{now} visits for {first + count} people after four minutes");
            await Task.Delay(TimeSpan.FromSeconds(5), cancel);
            await using var command = source.CreateCommand("select count(*) from visits");
            (before, now) = (now, (long)(await command.ExecuteScalarAsync(cancel))!);
        }
    }

    private static CallOptions As(Platform platform, string role, string area, string? unit = null) =>
        new(new Metadata { { "authorization", $"Bearer {platform.Tokens.Create(role + unit, [role], [area], unit)}" } });

    private static Task EachAsync(int first, int count, Func<int, Task> act, CancellationToken cancel) =>
        Parallel.ForAsync(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel }, async (n, _) => await act(n));

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    // Every table with its partitions, its indexes and what is kept beside it.
    private static async Task<Dictionary<string, (long Rows, long Bytes)>> WeighAsync(Platform platform, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load;Pooling=false");
        await using (var vacuum = source.CreateCommand("vacuum analyze")) await vacuum.ExecuteNonQueryAsync(cancel);
        await using var command = source.CreateCommand("""
            select coalesce(p.inhparent::regclass::text, c.oid::regclass::text), sum(greatest(c.reltuples, 0))::bigint, sum(pg_total_relation_size(c.oid))::bigint
            from pg_class c left join pg_inherits p on p.inhrelid = c.oid where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace group by 1
            """);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var tables = new Dictionary<string, (long, long)>();
        while (await rows.ReadAsync(cancel)) tables[rows.GetString(0)] = (rows.GetInt64(1), rows.GetInt64(2));
        return tables;
    }
}
