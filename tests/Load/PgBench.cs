using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Governance.Servers;
using Npgsql;

namespace Governance.Load;

/// <summary>
/// The measure of what the server can do: the statements of a create, as the service sent them, in one transaction, by PostgreSQL's own pgbench with prepared
/// statements and nothing in between. Ids, places, owners and units vary as they do in the service's rows; all else keeps the captured values.
/// </summary>
internal sealed partial class PgBench(TestServers servers, string database, string folder)
{
    private static readonly string Binary = Directory.EnumerateDirectories("/usr/lib/postgresql").Select(v => v + "/bin/pgbench").Where(File.Exists)
        .OrderByDescending(b => b, StringComparer.Ordinal).FirstOrDefault() ?? "pgbench";

    private readonly string script = Path.Combine(folder, "create.sql");
    private readonly List<string> variables = [];

    public void Write(Captured create, string callId, string requestId, string area, string owner, string unit)
    {
        var ids = new List<string> { callId, requestId };
        var body = new List<string>();
        foreach (var (sql, values) in create.Statements)
        {
            body.Add(Placeholder().Replace(sql, m => Value(values[int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) - 1])) + ";");
        }
        // Ids rise with time, as a UUIDv7 does: sixteen digits that count up for each client, then sixteen at random.
        List<string> head = ["\\set n :n + 1", "\\set county 510100 + random(1, 183)", "\\set area :county * 1000000 + random(1, 17) * 1000 + random(1, 11)", "\\set owner 100000000000 + random(1, 200)"];
        for (var i = 0; i < ids.Count; i++) head.AddRange([$"\\set high{i} 1000000000000000 + :n * 1000 + :client_id", $"\\set low{i} random(1000000000000000, 9999999999999999)"]);
        File.WriteAllLines(script, [.. head, "begin;", .. body, "commit;"]);

        string Value(string? value)
        {
            if (value is null) return "null";
            if (value == area) return ":area";
            if (value == owner) return ":owner";
            if (value == unit) return $"(:county || '{unit[6..]}')";
            if (Guid.TryParseExact(value, "D", out _))
            {
                if (!ids.Contains(value)) ids.Add(value);
                return $"(:high{ids.IndexOf(value)} || :low{ids.IndexOf(value)})::uuid";
            }
            variables.Add(value);
            return $":v{variables.Count}";
        }
    }

    /// <summary>Transactions per second.</summary>
    public async Task<double> RunAsync(int clients, int seconds, CancellationToken cancel)
    {
        var at = new NpgsqlConnectionStringBuilder(servers.Postgres);
        var start = new ProcessStartInfo(Binary) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-n", "-M", "prepared", "-h", at.Host!, "-p", $"{at.Port}", "-U", at.Username!, "-c", $"{clients}", "-j", "2", "-T", $"{seconds}", "-f", script, "-D", "n=0"])
        {
            start.ArgumentList.Add(argument);
        }
        for (var i = 0; i < variables.Count; i++)
        {
            start.ArgumentList.Add("-D");
            start.ArgumentList.Add($"v{i + 1}={variables[i]}");
        }
        start.ArgumentList.Add(database);
        start.Environment["PGPASSWORD"] = at.Password;
        using var process = Process.Start(start)!;
        await using var kill = cancel.Register(process.Kill);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        var tps = Tps().Match(await output);
        if (process.ExitCode != 0 || !tps.Success) throw new InvalidOperationException($"pgbench ended with {process.ExitCode}: {await output}{await errors}");
        return double.Parse(tps.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^tps = ([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Tps();
}
