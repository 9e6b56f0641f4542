using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Governance.Load;

/// <summary>The statements of one transaction with their values, out of PostgreSQL's own log: what the service sends, not what we think it sends.</summary>
internal sealed partial record Captured(IReadOnlyList<(string Sql, IReadOnlyList<string?> Values)> Statements, bool HasBegin)
{
    /// <summary>Watches one run of <paramref name="act"/>, which must insert into <paramref name="table"/>.</summary>
    public static async Task<Captured> WatchAsync(string database, string table, Func<Task> act, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(database + ";Application Name=load;Pooling=false");
        await connection.OpenAsync(cancel);
        async Task<string> Query(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return (await command.ExecuteScalarAsync(cancel))?.ToString() ?? "";
        }
        // The script that starts the server writes its log beside the folder of its data: …/postgres/data, …/postgres.log.
        var log = Path.GetDirectoryName(await Query("show data_directory")) + ".log";
        var settings = new[] { ("log_statement", "'all'"), ("log_line_prefix", "'%p '"), ("log_parameter_max_length", "-1") };
        foreach (var (name, value) in settings) await Query($"alter system set {name} = {value}");
        await Query("select pg_reload_conf()");
        while (await Query("show log_statement") != "all") await Task.Delay(20, cancel);
        // Every process reads the settings when it is next idle; the second run is seen for sure.
        await act();
        await Task.Delay(500, cancel);
        var from = new FileInfo(log).Length;
        await act();
        await Task.Delay(500, cancel);
        foreach (var (name, _) in settings) await Query($"alter system reset {name}");
        await Query("select pg_reload_conf()");
        return Read(Text(log, from), table);
    }

    private static string Text(string log, long from)
    {
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = from;
        return new StreamReader(file).ReadToEnd();
    }

    private static Captured Read(string log, string table)
    {
        var entries = new List<(string Process, string Kind, string Text)>();
        foreach (var line in log.Split('\n'))
        {
            if (Entry().Match(line) is { Success: true } entry) entries.Add((entry.Groups[1].Value, entry.Groups[2].Value, entry.Groups[3].Value));
            else if (entries.Count > 0 && line.StartsWith('\t')) entries[^1] = entries[^1] with { Text = entries[^1].Text + "\n" + line[1..] };
        }
        var insert = entries.First(e => Execute().Match(e.Text).Groups[1].Value.StartsWith($"INSERT INTO {table} ", StringComparison.OrdinalIgnoreCase));
        var statements = new List<(string Sql, IReadOnlyList<string?> Values)>();
        foreach (var (_, kind, text) in entries.Where(e => e.Process == insert.Process))
        {
            if (kind == "DETAIL" && statements.Count > 0) statements[^1] = statements[^1] with { Values = Values(text) };
            else if (kind == "LOG" && Execute().Match(text) is { Success: true } execute) statements.Add((execute.Groups[1].Value, []));
        }
        // What stands between BEGIN and COMMIT; or, when the transaction is an implicit one, the writes that stand together.
        var at = statements.FindIndex(s => s.Sql.StartsWith($"INSERT INTO {table} ", StringComparison.OrdinalIgnoreCase));
        var begin = statements.FindLastIndex(at, at + 1, s => s.Sql == "COMMIT" || s.Sql.StartsWith("BEGIN", StringComparison.Ordinal));
        var explicitly = begin >= 0 && statements[begin].Sql != "COMMIT";
        bool Within((string Sql, IReadOnlyList<string?> Values) statement) => explicitly ? statement.Sql != "COMMIT" : statement.Sql.StartsWith("INSERT ", StringComparison.OrdinalIgnoreCase);
        var first = at;
        while (first > begin + 1 && Within(statements[first - 1])) first--;
        return new Captured([.. statements.Skip(first).TakeWhile(Within)], explicitly);
    }

    // parameters: $1 = 'it''s', $2 = NULL
    private static List<string?> Values(string detail)
    {
        var values = new List<string?>();
        for (var at = detail.IndexOf('$', StringComparison.Ordinal); at >= 0 && at < detail.Length;)
        {
            at = detail.IndexOf(" = ", at, StringComparison.Ordinal) + 3;
            if (detail[at] != '\'')
            {
                values.Add(null);
                at += 4;
            }
            else
            {
                var value = new StringBuilder();
                for (at++; detail[at] != '\'' || (at + 1 < detail.Length && detail[at + 1] == '\''); at++)
                {
                    if (detail[at] == '\'') at++;
                    value.Append(detail[at]);
                }
                values.Add(value.ToString());
                at++;
            }
            at = detail.IndexOf(string.Create(CultureInfo.InvariantCulture, $", ${values.Count + 1} = "), at, StringComparison.Ordinal);
        }
        return values;
    }

    [GeneratedRegex(@"^(\d+) (\w+):  (.*)$")]
    private static partial Regex Entry();

    [GeneratedRegex(@"^(?:execute [^:]*|statement): (.*)$", RegexOptions.Singleline)]
    private static partial Regex Execute();
}
