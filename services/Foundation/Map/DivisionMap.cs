using System.Collections.Frozen;
using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Npgsql;

namespace Governance.Map;

/// <summary>
/// The map in memory (37,728 names, about 5 MB): every command checks a place, and a query each would be the dearest part of it. Read at first use and
/// again when a code is not found or a minute has passed since somebody asked, so that an import by another replica is seen within a minute.
/// </summary>
public sealed class DivisionMap : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1), Recheck = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim loading = new(1, 1);
    private readonly NpgsqlDataSource source;
    private readonly TimeProvider clock;
    private readonly bool follows;
    private Loaded map = new(FrozenDictionary<string, Entry>.Empty, new Moves([]));
    private long loadedAt = long.MinValue;
    private int forgotten;

    /// <param name="source">The service's database.</param>
    /// <param name="clock">For how old it is.</param>
    /// <param name="moved">Says when a write was refused because the map here is too old.</param>
    /// <param name="follows">Whether the service hears of reorganisations from Grid.</param>
    public DivisionMap(NpgsqlDataSource source, TimeProvider clock, PlaceMoved moved, bool follows)
    {
        (this.source, this.clock, this.follows) = (source, clock, follows);
        moved.Noticed += Forget;
    }

    /// <summary>A place.</summary>
    /// <param name="Code">2 to 12 digits.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Retired">It no longer exists.</param>
    /// <param name="SuccessorCode">The place that stands in its stead today, if it was reorganised.</param>
    public sealed record Entry(string Code, string Name, bool Retired, string? SuccessorCode = null);

    private sealed record Loaded(FrozenDictionary<string, Entry> Entries, Moves Moves);

    /// <summary>The division, or null. Grid codes find their community.</summary>
    public async ValueTask<Entry?> FindAsync(string code, CancellationToken cancel)
    {
        var key = code.Length == 15 ? code[..12] : code;
        if (Age() < Fresh && map.Entries.TryGetValue(key, out var entry)) return entry;
        await RefreshAsync(map.Entries.ContainsKey(key) ? Fresh : Recheck, cancel);
        return map.Entries.GetValueOrDefault(key);
    }

    /// <summary>
    /// Where a community or grid is today: for consumers, whose events may tell of a place that has been reorganised since. At most a minute behind; what is then written under the old code is refused
    /// (<see cref="MovedCommunities.FollowAsync"/>), and delivered again on a new map.
    /// </summary>
    public async ValueTask<string> NowAsync(string code, CancellationToken cancel)
    {
        if (Age() >= Fresh) await RefreshAsync(Fresh, cancel);
        return map.Moves.Now(code);
    }

    /// <summary>The place of that code when it stands; null when there is none.</summary>
    /// <exception cref="Refusal">FAILED_PRECONDITION, reason PLACE_MOVED: it was reorganised; the refusal names the code that took over.</exception>
    public async ValueTask<Entry?> StandingAsync(string code, CancellationToken cancel) => await FindAsync(code, cancel) switch
    {
        { Retired: false } stands => stands,
        { SuccessorCode: { } successor } gone => throw PlaceMoved.To(successor, MapChecks.Sentence(gone)),
        _ => null,
    };

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
    public void Forget()
    {
        Interlocked.Increment(ref forgotten);
        Volatile.Write(ref loadedAt, long.MinValue);
    }

    private TimeSpan Age() => Volatile.Read(ref loadedAt) is var at && at == long.MinValue ? TimeSpan.MaxValue : clock.GetElapsedTime(at);

    private async Task RefreshAsync(TimeSpan unlessYoungerThan, CancellationToken cancel)
    {
        await loading.WaitAsync(cancel);
        try
        {
            if (Age() < unlessYoungerThan) return;
            var (before, known) = (clock.GetTimestamp(), Volatile.Read(ref forgotten));
            map = await ReadAsync(cancel);
            Volatile.Write(ref loadedAt, before);
            // What changed while it was being read, such as the second half of a reorganisation, may be missing: whoever asks next reads again.
            if (known != Volatile.Read(ref forgotten)) Volatile.Write(ref loadedAt, long.MinValue);
        }
        finally
        {
            loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => loading.Dispose();

    // Named query: the whole map. Of a reorganisation either half may be heard first; a code is retired as soon as one of them is.
    private async Task<Loaded> ReadAsync(CancellationToken cancel)
    {
        var moves = new Moves(follows ? await ReadMovesAsync(cancel) : []);
        await using var command = source.CreateCommand("select code, name, retired_at is not null from divisions");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var all = new List<Entry>(40_000);
        while (await rows.ReadAsync(cancel))
        {
            var code = rows.GetString(0);
            var successor = moves.Now(code) is var now && now != code ? now : null;
            all.Add(new(code, rows.GetString(1), rows.GetBoolean(2) || successor is not null, successor));
        }
        return new(all.ToFrozenDictionary(e => e.Code, StringComparer.Ordinal), moves);
    }

    private async Task<List<Moves.Move>> ReadMovesAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select former, successor, at from moved_communities");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var all = new List<Moves.Move>();
        while (await rows.ReadAsync(cancel)) all.Add(new(rows.GetString(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2)));
        return all;
    }
}
