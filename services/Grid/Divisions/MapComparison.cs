using Governance.Access;
using Governance.Grid.Communities;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Grid.Divisions;

/// <summary>
/// Named queries of an import: the wanted map is copied into a temporary table and compared and applied as sets, since 37,728 statements would take minutes. All within
/// the transaction of the context.
/// </summary>
internal sealed class MapComparison(GridDb db)
{
    /// <summary>Imports take turns, readers go on; then the wanted rows are at hand until the transaction ends.</summary>
    public async Task StageAsync(IReadOnlyDictionary<string, string> wanted, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlRawAsync("""
            lock table divisions in share row exclusive mode;
            create temporary table wanted (code text collate "C" primary key, name text not null) on commit drop;
            """, cancel);
        await using (var copy = await Connection.BeginBinaryImportAsync("copy wanted (code, name) from stdin (format binary)", cancel))
        {
            foreach (var (code, name) in wanted)
            {
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(code, cancel);
                await copy.WriteAsync(name, cancel);
            }
            await copy.CompleteAsync(cancel);
        }
        await db.Database.ExecuteSqlRawAsync("analyze wanted", cancel);
    }

    /// <summary>What a reorganisation has decided stays as it is: a file that was made before knows nothing of it, and every upgrade reads the one of its image.</summary>
    public async Task<MapChanges> CompareAsync(Area root, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            with decided as (select former_code as code from successions where former_retired
              union select s.code from reorganization_successors s join reorganizations r on r.id = s.reorganization_id where r.state = $3)
            select code, case
                when w.code is null then 'retired'
                when d.code is null or (d.retired_at is not null and d.name = w.name) then 'added'
                when d.retired_at is not null then 'reused'
                else 'renamed' end
            from wanted w full join (select code, name, retired_at from divisions where code >= $1 and code < $2) d using (code)
            where (w.code is null and d.retired_at is null or d.code is null or w.code is not null and (d.retired_at is not null or d.name <> w.name))
              and not exists (select from decided x where x.code = coalesce(w.code, d.code))
            order by code
            """, Connection) { Parameters = { new() { Value = root.Code }, new() { Value = root.End }, new() { Value = (short)ReorganizationState.CarriedOut } } };
        List<string> added = [], renamed = [], retired = [], reused = [];
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            (rows.GetString(1) switch { "added" => added, "renamed" => renamed, "retired" => retired, _ => reused }).Add(rows.GetString(0));
        }
        return new MapChanges(added, renamed, retired, reused);
    }

    public async Task ApplyAsync(MapChanges changes, DateTimeOffset at, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlRawAsync("""
            insert into divisions (code, name) select code, name from wanted where code = any ({0})
            on conflict (code) do update set retired_at = null
            """, [changes.Added.ToArray()], cancel);
        await db.Database.ExecuteSqlRawAsync("update divisions d set name = w.name from wanted w where w.code = d.code and d.code = any ({0})", [changes.Renamed.ToArray()], cancel);
        await db.Database.ExecuteSqlRawAsync("update divisions set retired_at = {0} where code = any ({1})", [at, changes.Retired.ToArray()], cancel);
    }

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();
}
