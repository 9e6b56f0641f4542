using Governance.Access;
using Governance.Grid.Calls;
using Governance.Map;
using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Grid.Categories;

/// <summary>A category of calls. Groups have two digits, leaves four.</summary>
[Nationwide("one tree for the province, so that figures can be compared")]
internal sealed class Category
{
    public required string Code { get; init; }
    public required string Name { get; set; }
    public ResponseLevel Level { get; set; }
    public string DefaultUnitSuffix { get; set; } = "";
    public int AcceptAmount { get; set; }
    public TimeLimitUnit AcceptUnit { get; set; }
    public int ResolveAmount { get; set; }
    public TimeLimitUnit ResolveUnit { get; set; }
    public bool Private { get; set; }
    public bool Emergency { get; set; }

    public TimeLimit Accept => new(AcceptAmount, AcceptUnit);
    public TimeLimit Resolve => new(ResolveAmount, ResolveUnit);
    public bool IsLeaf => Code.Length == 4;
}

/// <summary>A unit that answers calls.</summary>
[Nationwide("names of public offices; a call may be sent to a unit of the level above")]
internal sealed class Unit
{
    public required string Code { get; init; }
    public required string Name { get; set; }
    public required string DivisionCode { get; init; }
    public bool Retired { get; set; }
}

/// <summary>Category and place → unit.</summary>
internal sealed class DispatchRule : IAreaScoped
{
    public required string Area { get; init; }
    public required string CategoryCode { get; init; }
    public string? UnitCode { get; set; }
}

internal sealed class CategoryTable : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.ToTable("categories");
        builder.HasKey(c => c.Code);
        builder.Property(c => c.Code).HasMaxLength(4);
        builder.Property(c => c.Name).HasMaxLength(50);
        builder.Property(c => c.DefaultUnitSuffix).HasMaxLength(4);
        builder.Ignore(c => c.Accept).Ignore(c => c.Resolve).Ignore(c => c.IsLeaf);
    }
}

internal sealed class UnitTable : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("units");
        builder.HasKey(u => u.Code);
        builder.Property(u => u.Code).HasMaxLength(20).UseCollation("C");
        builder.Property(u => u.Name).HasMaxLength(100);
        builder.Property(u => u.DivisionCode).HasMaxLength(12).UseCollation("C");
    }
}

internal sealed class DispatchRuleTable : IEntityTypeConfiguration<DispatchRule>
{
    public void Configure(EntityTypeBuilder<DispatchRule> builder)
    {
        builder.ToTable("dispatch_rules");
        builder.HasKey(r => new { r.Area, r.CategoryCode });
        builder.Property(r => r.Area).HasMaxLength(15);
        builder.Property(r => r.CategoryCode).HasMaxLength(4);
        builder.Property(r => r.UnitCode).HasMaxLength(20);
    }
}
