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
