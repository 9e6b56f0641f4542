using System.Diagnostics;
using System.Globalization;
using System.Text;
using Governance.Volunteers.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;

namespace Governance.Load;

/// <summary>
/// A register that moves over: a million people in parts of two thousand, checked, sealed and indexed. The floor is psql's \copy of the very rows that were made, sealed already, into
/// the same table with the same indexes and nothing else in it.
/// </summary>
internal static class Import
{
    private const int Part = 2000, WarmUp = 20_000;
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static async Task RunAsync(Options options, Report report, CancellationToken cancel)
    {
        await using var platform = await Platform.StartAsync(report, durable: true, cancel, "volunteers");
        var address = await platform.StartVolunteersAsync(cancel);
        await using var source = NpgsqlDataSource.Create(platform.Database + ";Application Name=load");
        var homes = await HomesAsync(source, cancel);
        using var channel = GrpcChannel.ForAddress(address);
        var batches = new Batches.BatchesClient(channel);
        var caller = new CallOptions(new Metadata { { "authorization", $"Bearer {platform.Tokens.Create("import", ["city-centre"], ["51"])}" } }, cancellationToken: cancel);

        // Compiling is a matter of starts, not of imports: without this it is a tenth of a million rows' time. Others than those who are measured.
        await SendAsync("warming up", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), from: options.Volunteers, count: WarmUp);
        var (first, seconds) = await SendAsync("first time", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        if (first.RegisteredCount != options.Volunteers) throw new InvalidOperationException($"{first.RegisteredCount} of {options.Volunteers} rows were registered: {first}");
        report.Result("rows", options.Volunteers / seconds, "rows/s");
        var (again, secondsAgain) = await SendAsync("the same file again", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        if (again.RegisteredCount != 0) throw new InvalidOperationException($"the same file again registered {again.RegisteredCount}");
        report.Result("rows-again", options.Volunteers / secondsAgain, "rows/s");
        await LookUpAsync(source, options, report, cancel);

        var copied = options.Volunteers / await CopyAsync(platform, source, report, cancel);
        report.Result("psql-copy", copied, "rows/s");
        report.Result("rows-to-psql-copy", options.Volunteers / seconds / copied, "ratio", atLeast: 0.5);

        // The same people once more, as a file: what the gateway's door for tables sends on.
        await using (var truncate = source.CreateCommand("truncate volunteers cascade")) await truncate.ExecuteNonQueryAsync(cancel);
        var (file, secondsOfFile) = await SendFileAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        if (file.RegisteredCount != options.Volunteers) throw new InvalidOperationException($"{file.RegisteredCount} of {options.Volunteers} lines were registered: {file}");
        report.Result("csv", options.Volunteers / secondsOfFile, "rows/s");
        report.Result("csv-to-psql-copy", options.Volunteers / secondsOfFile / copied, "ratio");

        async Task<(RegistrationBatch Done, double Seconds)> SendFileAsync(Guid batch)
        {
            var began = TimeProvider.System.GetTimestamp();
            using var call = batches.BatchRegisterFile(caller);
            var text = new StringBuilder("姓名,证件号码,手机号,社区编码,技能,政治面貌,学历,服务时间\n");
            for (var n = 0; n < options.Volunteers; n++)
            {
                var row = Row(n, homes);
                text.Append(CultureInfo.InvariantCulture, $"{row.Name},{row.IdentityNumber},{row.Phone},{row.DivisionCode},{row.Skills[0]},群众,大专,周六上午\n");
                if (n % 1000 != 999 && n < options.Volunteers - 1) continue;
                await call.RequestStream.WriteAsync(new() { BatchId = $"{batch}", DivisionCode = "51", Content = Google.Protobuf.ByteString.CopyFromUtf8(text.ToString()) }, cancel);
                text.Clear();
                if (n % 100_000 == 99_999) report.Say($"as a file: {n + 1} lines sent");
            }
            await call.RequestStream.CompleteAsync();
            return (await call.ResponseAsync, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        }

        async Task<(RegistrationBatch Done, double Seconds)> SendAsync(string what, Guid batch, int from = 0, int count = 0)
        {
            if (count == 0) count = options.Volunteers;
            var (began, cpu) = (TimeProvider.System.GetTimestamp(), new CpuTime());
            using var call = batches.BatchRegister(caller);
            for (var line = 0; line < count; line += Part)
            {
                var part = new BatchRegisterRequest { BatchId = batch.ToString(), DivisionCode = "51", FirstLine = line + 1 };
                for (var n = line; n < Math.Min(line + Part, count); n++) part.Rows.Add(Row(from + n, homes));
                await call.RequestStream.WriteAsync(part, cancel);
                if (line % 100_000 == 0) report.Say($"{what}: {line} rows sent");
            }
            await call.RequestStream.CompleteAsync();
            var done = await call.ResponseAsync;
            var taken = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            report.Say(string.Create(CultureInfo.InvariantCulture, $"{what}: {count / taken:0} rows/s; processor per row: {cpu.Per(count)}"));
            return (done, taken);
        }
    }

    internal static RegisterVolunteerRequest Row(int n, List<string> homes) => new()
    {
        Name = "李" + (char)(0x4e00 + n % 20000), IdentityNumber = Number(n), Phone = (13_000_000_000 + n).ToString(CultureInfo.InvariantCulture), DivisionCode = homes[(int)(n * 2654435761L % homes.Count)],
        Skills = { n % 3 == 0 ? "first-aid" : "elderly-care" }, PoliticalStatus = PoliticalStatus.Masses, Education = Education.College, AvailableTimes = { new AvailableTime { Weekday = 6, Part = DayPart.Morning } },
    };

    // Another person for each n below 30 million: place of first registration, birth date, sequence.
    internal static string Number(int n)
    {
        var birth = new DateOnly(1950, 1, 1).AddDays(n / 1000 % 15_000);
        var text = string.Create(CultureInfo.InvariantCulture, $"{510100 + n / 15_000_000}{birth:yyyyMMdd}{n % 1000:000}");
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (text[i] - '0') * Weights[i];
        return text + "10X98765432"[sum % 11];
    }

    internal static async Task<List<string>> HomesAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select code from divisions where length(code) = 12 and retired_at is null order by code");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var homes = new List<string>();
        while (await rows.ReadAsync(cancel)) homes.Add(rows.GetString(0));
        return homes;
    }

    // The query of FindByIdentityNumber, over all rows in an order that no cache foresees.
    private static async Task LookUpAsync(NpgsqlDataSource source, Options options, Report report, CancellationToken cancel)
    {
        var hashes = new List<byte[]>();
        await using (var command = source.CreateCommand($"select number_hash from volunteers tablesample system ({Math.Min(100, 200_000.0 / options.Volunteers).ToString(CultureInfo.InvariantCulture)}) limit 2000"))
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel)) hashes.Add(rows.GetFieldValue<byte[]>(0));
        }
        var latencies = new List<double>();
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var find = new NpgsqlCommand("select id, area, state from volunteers where number_hash = $1 and not hidden", connection) { Parameters = { new() { Value = hashes[0] } } };
        await find.PrepareAsync(cancel);
        foreach (var hash in hashes)
        {
            find.Parameters[0].Value = hash;
            var began = TimeProvider.System.GetTimestamp();
            if (await find.ExecuteScalarAsync(cancel) is null) throw new InvalidOperationException("a number that is registered is not found");
            latencies.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }
        report.Result("lookup-p50", latencies.Percentile(0.5), "ms");
        report.Result("lookup-p99", latencies.Percentile(0.99), "ms");
        await using var size = source.CreateCommand("select pg_total_relation_size('volunteers') / 1048576.0");
        report.Result("table-with-indexes", Convert.ToDouble(await size.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture), "MB");
    }

    private static async Task<double> CopyAsync(Platform platform, NpgsqlDataSource source, Report report, CancellationToken cancel)
    {
        var file = Path.GetTempFileName();
        try
        {
            var address = new NpgsqlConnectionStringBuilder(platform.Database);
            async Task<double> PsqlAsync(string command)
            {
                var start = new ProcessStartInfo("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", address.Host!, "-p", $"{address.Port}", "-U", address.Username!, "-d", address.Database!, "-c", command]) { RedirectStandardError = true };
                start.Environment["PGPASSWORD"] = address.Password;
                var began = TimeProvider.System.GetTimestamp();
                using var psql = Process.Start(start)!;
                var error = await psql.StandardError.ReadToEndAsync(cancel);
                await psql.WaitForExitAsync(cancel);
                return psql.ExitCode == 0 ? TimeProvider.System.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException(error);
            }
            report.Say("psql \\copy of the same rows");
            await PsqlAsync($"\\copy volunteers to '{file}'");
            await using (var truncate = source.CreateCommand("truncate volunteers cascade")) await truncate.ExecuteNonQueryAsync(cancel);
            return await PsqlAsync($"\\copy volunteers from '{file}'");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
