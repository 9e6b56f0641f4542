using System.Diagnostics.CodeAnalysis;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Map;

/// <summary>A place of the administrative map. The row stays when the place goes, so that its code is never given to another.</summary>
[Nationwide("the National Bureau of Statistics prints the map; every form must be able to name any place")]
public sealed class Division
{
    /// <summary>2, 4, 6, 9 or 12 digits.</summary>
    public required string Code { get; init; }

    /// <summary>Name as printed, e.g. 锦江区.</summary>
    public required string Name { get; init; }

    /// <summary>The division above; null for the province. Computed by the database from the code.</summary>
    public string? ParentCode { get; private init; }

    /// <summary>Since when it no longer exists.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>Resident committee: a community in the sense of the plan.</summary>
    public static bool IsCommunity(string code) => code.Length == 12 && string.CompareOrdinal(code, 9, "001", 0, 3) >= 0 && string.CompareOrdinal(code, 9, "199", 0, 3) <= 0;
}

/// <summary>Table <c>divisions</c>, the same in every service.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "made by MapModule")]
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
