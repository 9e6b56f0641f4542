using Governance.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Divisions;

/// <summary>That one community, or one grid, went over to another, as Grid has told; kept, so that news that comes late finds where that one went since. Some thousands in a decade.</summary>
[Nationwide("which community went over to which is public")]
internal sealed class MovedCommunity
{
    public Guid ReorganizationId { get; init; }
    public string Former { get; init; } = "";
    public string Successor { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

internal sealed class MovedCommunityTable : IEntityTypeConfiguration<MovedCommunity>
{
    public void Configure(EntityTypeBuilder<MovedCommunity> builder)
    {
        builder.ToTable("moved_communities");
        builder.HasKey(m => new { m.ReorganizationId, m.Former });
        builder.Property(m => m.Former).HasMaxLength(15);
        builder.Property(m => m.Successor).HasMaxLength(15);
        builder.HasIndex(m => m.At);
    }
}
