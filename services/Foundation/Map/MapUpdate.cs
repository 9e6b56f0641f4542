using Governance.Events.Grid.V1;
using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using nietras.SeparatedValues;

namespace Governance.Map;

/// <summary>
/// Keeps the map of a service that does not own it. Grid owns it: its file fills the table once (<see cref="Command"/>), and from then on
/// <see cref="DivisionsImported"/> brings what changes. Both may be repeated.
/// </summary>
public sealed class MapUpdate(GovernanceDb db, DivisionMap map)
{
    /// <summary><c>map FILE</c>: places from a CSV file with the columns code and name. Adds and renames; retires nothing, since the file may be a part, and brings back nothing that Grid has retired since the file was made.</summary>
    public static GovernanceCommand Command { get; } = new("map", "FILE.csv: places (columns code, name); the same file again changes nothing", RunAsync);

    /// <summary>Takes over what an import in Grid has changed; repeating it is harmless.</summary>
    /// <returns>False when the event lists only the first part of a large change: the rest is then in the file that was imported.</returns>
    public async Task<bool> ApplyAsync(DivisionsImported changed, DateTimeOffset at, CancellationToken cancel)
    {
        // As one: whoever reads the map between two of them would keep half a change for a minute.
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null;
        if (changed.AddedNames is { } added) await PutAsync(changed.Added, added, back: true, cancel);
        if (changed.RenamedNames is { } renamed) await PutAsync(changed.Renamed, renamed, back: true, cancel);
        await db.Database.ExecuteSqlAsync($"update divisions set retired_at = {at} where code = any ({changed.Retired.ToArray()}) and retired_at is null", cancel);
        if (own is not null) await own.CommitAsync(cancel);
        map.Forget();
        return (changed.AddedNames?.Count ?? 0) == changed.AddedCount && (changed.RenamedNames?.Count ?? 0) == changed.RenamedCount && changed.Retired.Count == changed.RetiredCount;
    }

    private Task<int> PutAsync(IReadOnlyList<string> codes, IReadOnlyList<string> names, bool back, CancellationToken cancel) =>
        db.Database.ExecuteSqlRawAsync("""
            insert into divisions (code, name) select * from unnest({0}, {1}) as wanted (code, name)
            on conflict (code) do update set name = excluded.name, retired_at = case when not {2} then divisions.retired_at end
            where divisions.name <> excluded.name or {2} and divisions.retired_at is not null
            """, [codes.ToArray(), names.ToArray(), back], cancel);

    private static async Task<int> RunAsync(IServiceProvider services, string[] args, CancellationToken cancel)
    {
        if (args is not [var path] || !File.Exists(path))
        {
            await Console.Error.WriteLineAsync("map: give the CSV file of the map (columns code, name)");
            return 2;
        }
        List<string> codes = [], names = [];
        var check = new Check();
        using (var file = Sep.Reader(o => o with { Unescape = true }).FromFile(path))
        {
            foreach (var row in file)
            {
                codes.Add(row["code"].ToString());
                names.Add(row["name"].ToString());
                check.That(Access.Area.TryParse(codes[^1], out var area) && area.Code.Length <= 12, $"line {row.LineNumberFrom}", "NOT_A_DIVISION_CODE", "编码应为 2、4、6、9 或 12 位数字");
            }
        }
        try
        {
            check.OrThrow();
        }
        catch (Refusal refusal)
        {
            foreach (var wrong in refusal.Violations) await Console.Error.WriteLineAsync($"map: {wrong.Field} {wrong.Reason} {wrong.Chinese}");
            return 1;
        }
        var update = services.GetRequiredService<MapUpdate>();
        Console.WriteLine($"map: {await update.PutAsync(codes, names, back: false, cancel)} of {codes.Count} places added or renamed");
        return 0;
    }
}
