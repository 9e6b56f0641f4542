using Governance.Access;
using Governance.Map;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Divisions;

internal sealed class DivisionImportTable : IEntityTypeConfiguration<DivisionImport>
{
    public void Configure(EntityTypeBuilder<DivisionImport> builder)
    {
        builder.ToTable("division_imports");
        builder.Property(i => i.Area).HasMaxLength(12);
        builder.Property(i => i.By).HasMaxLength(200);
    }
}

internal static class DivisionWire
{
    /// <summary>With who took over from whom; one query for all of them.</summary>
    public static async Task<List<Wire.Division>> ToWireAsync(this GridDb db, IReadOnlyList<Division> divisions, CancellationToken cancel)
    {
        var codes = divisions.Where(d => d.Code.Length == 12).Select(d => d.Code).ToList();
        var successions = codes.Count == 0 ? [] : await db.Successions.AsNoTracking().Where(s => codes.Contains(s.FormerCode) || codes.Contains(s.SuccessorCode))
            .OrderBy(s => s.At).ThenBy(s => s.Ordinal).ThenBy(s => s.FormerCode).ToListAsync(cancel);
        var (byFormer, bySuccessor) = (successions.ToLookup(s => s.FormerCode), successions.ToLookup(s => s.SuccessorCode));
        return [.. divisions.Select(d =>
        {
            var wire = ToWire(d.Code, d.Name, d.RetiredAt);
            wire.SuccessorCodes.AddRange(byFormer[d.Code].Select(s => s.SuccessorCode));
            wire.FormerCodes.AddRange(bySuccessor[d.Code].Select(s => s.FormerCode));
            if (bySuccessor[d.Code].FirstOrDefault(s => s.SuccessorIsNew) is { } first) wire.EstablishTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(first.At);
            return wire;
        })];
    }

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
