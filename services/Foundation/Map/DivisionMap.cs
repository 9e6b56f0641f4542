using System.Collections.Frozen;
using Governance.Access;
using Npgsql;

namespace Governance.Map;

/// <summary>
/// The map in memory (37,728 names, about 5 MB): every command checks a place, and a query each would be the dearest part of it. Read at first use and
/// again when a code is not found or a minute has passed since somebody asked, so that an import by another replica is seen within a minute.
/// </summary>
public sealed class DivisionMap(NpgsqlDataSource source, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1), Recheck = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim loading = new(1, 1);
    private FrozenDictionary<string, Entry> entries = FrozenDictionary<string, Entry>.Empty;
    private long loadedAt = long.MinValue;

    /// <summary>A place.</summary>
    /// <param name="Code">2 to 12 digits.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Retired">It no longer exists.</param>
    public sealed record Entry(string Code, string Name, bool Retired);

    /// <summary>The division, or null. Grid codes find their community.</summary>
    public async ValueTask<Entry?> FindAsync(string code, CancellationToken cancel)
    {
        var key = code.Length == 15 ? code[..12] : code;
        if (Age() < Fresh && entries.TryGetValue(key, out var entry)) return entry;
        await RefreshAsync(entries.ContainsKey(key) ? Fresh : Recheck, cancel);
        return entries.GetValueOrDefault(key);
    }

    /// <summary>From the province down to the code; what is unknown is left out.</summary>
    public async ValueTask<IReadOnlyList<Entry>> PathAsync(string code, CancellationToken cancel)
    {
        var path = new List<Entry>();
        for (var at = code; at is not null; at = Area.ParentOf(at))
        {
            if (at.Length <= 12 && await FindAsync(at, cancel) is { } entry) path.Insert(0, entry);
        }
        return path;
    }

    /// <summary>The name, or the code where there is none.</summary>
    public async ValueTask<string> NameAsync(string code, CancellationToken cancel) => (await FindAsync(code, cancel))?.Name ?? code;

    /// <summary>After an import in this process.</summary>
    public void Forget() => Volatile.Write(ref loadedAt, long.MinValue);

    private TimeSpan Age() => Volatile.Read(ref loadedAt) is var at && at == long.MinValue ? TimeSpan.MaxValue : clock.GetElapsedTime(at);

    private async Task RefreshAsync(TimeSpan unlessYoungerThan, CancellationToken cancel)
    {
        await loading.WaitAsync(cancel);
        try
        {
            if (Age() < unlessYoungerThan) return;
            var before = clock.GetTimestamp();
            entries = (await ReadAsync(cancel)).ToFrozenDictionary(e => e.Code, StringComparer.Ordinal);
            Volatile.Write(ref loadedAt, before);
        }
        finally
        {
            loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => loading.Dispose();

    // Named query: the whole map.
    private async Task<List<Entry>> ReadAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select code, name, retired_at is not null from divisions");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var all = new List<Entry>(40_000);
        while (await rows.ReadAsync(cancel)) all.Add(new(rows.GetString(0), rows.GetString(1), rows.GetBoolean(2)));
        return all;
    }
}
