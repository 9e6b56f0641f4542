using System.Collections.Frozen;
using Governance.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Divisions;

/// <summary>Division ↔ table, division ↔ wire.</summary>
internal sealed class DivisionTable : IEntityTypeConfiguration<Division>
{
    public void Configure(EntityTypeBuilder<Division> builder)
    {
        builder.ToTable("divisions");
        builder.HasKey(d => d.Code);
        builder.Property(d => d.Code).UseCollation("C").HasMaxLength(12);
        builder.Property(d => d.Name).HasMaxLength(100);
        builder.Property(d => d.ParentCode).UseCollation("C").HasMaxLength(9)
            .HasComputedColumnSql("case length(code) when 4 then left(code, 2) when 6 then left(code, 4) when 9 then left(code, 6) when 12 then left(code, 9) end", stored: true);
        builder.HasIndex(d => new { d.ParentCode, d.Code });
    }
}

internal sealed class DivisionImportTable : IEntityTypeConfiguration<DivisionImport>
{
    public void Configure(EntityTypeBuilder<DivisionImport> builder)
    {
        builder.ToTable("division_imports");
        builder.Property(i => i.Area).HasMaxLength(12);
        builder.Property(i => i.By).HasMaxLength(200);
    }
}

/// <summary>
/// The map in memory (37,728 names, about 5 MB): every command checks a place, and a query each would be the dearest part of it. Read at first use and
/// again when a code is not found or a minute has passed since somebody asked, so that an import by another replica is seen within a minute.
/// </summary>
internal sealed class DivisionMap(DivisionNames names, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1), Recheck = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim loading = new(1, 1);
    private FrozenDictionary<string, Entry> entries = FrozenDictionary<string, Entry>.Empty;
    private long loadedAt = long.MinValue;

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

    /// <summary>Names of the direct children; for boards.</summary>
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
            entries = (await names.ReadAsync(cancel)).ToFrozenDictionary(e => e.Code, StringComparer.Ordinal);
            Volatile.Write(ref loadedAt, before);
        }
        finally
        {
            loading.Release();
        }
    }
}

/// <summary>Named query: the whole map.</summary>
internal sealed class DivisionNames(Npgsql.NpgsqlDataSource source)
{
    public async Task<List<DivisionMap.Entry>> ReadAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select code, name, retired_at is not null from divisions");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var all = new List<DivisionMap.Entry>(40_000);
        while (await rows.ReadAsync(cancel)) all.Add(new(rows.GetString(0), rows.GetString(1), rows.GetBoolean(2)));
        return all;
    }
}

internal static class DivisionWire
{
    public static Wire.Division ToWire(this Division division) => ToWire(division.Code, division.Name, division.RetiredAt);

    private static Wire.Division ToWire(string code, string name, DateTimeOffset? retiredAt) => new()
    {
        Code = code,
        Name = name,
        Level = LevelOf(code),
        VillageKind = code.Length != 12 ? Wire.VillageKind.Unspecified
            : Division.IsCommunity(code) ? Wire.VillageKind.Community
            : code[9] is '2' or '3' ? Wire.VillageKind.Village
            : Wire.VillageKind.Special,
        ParentCode = Area.ParentOf(code) ?? "",
        RetireTime = retiredAt is { } at ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(at) : null,
    };

    /// <summary>Digits of the codes of a level; null for all levels.</summary>
    public static int? LengthOf(Wire.DivisionLevel level) => level switch
    {
        Wire.DivisionLevel.Province => 2,
        Wire.DivisionLevel.City => 4,
        Wire.DivisionLevel.County => 6,
        Wire.DivisionLevel.Town => 9,
        Wire.DivisionLevel.Village => 12,
        _ => null,
    };

    public static Wire.DivisionLevel LevelOf(string code) => code.Length switch
    {
        2 => Wire.DivisionLevel.Province,
        4 => Wire.DivisionLevel.City,
        6 => Wire.DivisionLevel.County,
        9 => Wire.DivisionLevel.Town,
        _ => Wire.DivisionLevel.Village,
    };
}
