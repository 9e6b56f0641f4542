using System.Diagnostics;
using Governance.Access;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Governance.Messaging;

/// <summary>A column that holds sealed personal data.</summary>
/// <param name="Table">Table with a uuid key <c>id</c>.</param>
/// <param name="Column">Column of type bytea.</param>
/// <param name="Purpose">The purpose it was sealed for.</param>
public sealed record SealedColumn(string Table, string Column, string Purpose);

/// <summary>
/// The command <c>reseal</c>: after <c>Protection:Current</c> names a new key, brings every value under it, so that the old key can be taken out of the ring. While the service
/// serves, in small transactions, as often as one likes: what is under the current key already is left alone, and a value that somebody changes meanwhile is theirs.
/// </summary>
public static class Reseal
{
    private const int Batch = 500;

    /// <summary>The command for a service's sealed columns.</summary>
    public static GovernanceCommand Command(params SealedColumn[] columns) =>
        new("reseal", "brings personal data under the key that Protection:Current names; repeat until it says 0", (services, _, cancel) => RunAsync(services, columns, cancel));

    private static async Task<int> RunAsync(IServiceProvider services, SealedColumn[] columns, CancellationToken cancel)
    {
        var (source, personal) = (services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<PersonalData>());
        foreach (var column in columns)
        {
            var (done, after, watch) = (0L, Guid.Empty, Stopwatch.StartNew());
            while (true)
            {
                var rows = await ReadAsync(source, column, personal.CurrentKey, after, cancel);
                if (rows.Count == 0) break;
                after = rows[^1].Id;
                done += await WriteAsync(source, column, rows, [.. rows.Select(r => personal.Encrypt(personal.DecryptBytes(r.Sealed, column.Purpose), column.Purpose))], cancel);
                if (done / 100_000 != (done - rows.Count) / 100_000) Console.WriteLine($"{column.Table}.{column.Column}: {done} ({done / watch.Elapsed.TotalSeconds:0}/s)");
            }
            Console.WriteLine($"{column.Table}.{column.Column}: {done} brought under key {personal.CurrentKey}");
        }
        Console.WriteLine("replies kept for repeated requests stay under the key of their day: keep the old key in the ring for 7 more days");
        return 0;
    }

    // A sealed value begins with its format, the length of the key's id, and the id.
    private static async Task<List<(Guid Id, byte[] Sealed)>> ReadAsync(NpgsqlDataSource source, SealedColumn column, string key, Guid after, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            select id, {column.Column} from {column.Table}
            where id > $1 and length({column.Column}) > 2 and substring({column.Column} from 3 for get_byte({column.Column}, 1)) <> convert_to($2, 'UTF8') order by id limit $3
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = after }, new() { Value = key }, new() { Value = Batch }]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<(Guid, byte[])>();
        while (await rows.ReadAsync(cancel)) found.Add((rows.GetGuid(0), rows.GetFieldValue<byte[]>(1)));
        return found;
    }

    private static async Task<int> WriteAsync(NpgsqlDataSource source, SealedColumn column, List<(Guid Id, byte[] Sealed)> rows, byte[][] anew, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            update {column.Table} t set {column.Column} = r.anew from unnest($1, $2, $3) as r (id, before, anew) where t.id = r.id and t.{column.Column} = r.before
            """);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = rows.Select(r => r.Id).ToArray() }, new() { Value = rows.Select(r => r.Sealed).ToArray() }, new() { Value = anew }]);
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
