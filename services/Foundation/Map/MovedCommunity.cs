using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Map;

/// <summary>That one community, or one grid, went over to another, as Grid has told; kept, so that whatever comes late under the old code finds where it went. Some thousands in a decade.</summary>
[Nationwide("which community went over to which is public")]
public sealed class MovedCommunity
{
    /// <summary>Grid's reorganisation.</summary>
    public Guid ReorganizationId { get; init; }

    /// <summary>The code that was retired, 12 digits, or 15 of a grid.</summary>
    public required string Former { get; init; }

    /// <summary>The code that took over.</summary>
    public required string Successor { get; init; }

    /// <summary>When Grid carried it out.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>Table <c>moved_communities</c>, the same in every service.</summary>
internal sealed class MovedCommunityTable : IEntityTypeConfiguration<MovedCommunity>
{
    public void Configure(EntityTypeBuilder<MovedCommunity> builder)
    {
        builder.ToTable("moved_communities");
        builder.HasKey(m => new { m.ReorganizationId, m.Former });
        builder.Property(m => m.Former).HasMaxLength(15).UseCollation("C");
        builder.Property(m => m.Successor).HasMaxLength(15).UseCollation("C");
        builder.HasIndex(m => m.At);
        builder.HasIndex(m => m.Former);
        builder.HasIndex(m => m.Successor);
    }
}
