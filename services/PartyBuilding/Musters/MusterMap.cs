using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Musters;

internal sealed class MusterTable : IEntityTypeConfiguration<Muster>
{
    public void Configure(EntityTypeBuilder<Muster> builder)
    {
        builder.ToTable("musters");
        builder.Property(m => m.Area).HasMaxLength(12);
        builder.Property(m => m.Kind).HasMaxLength(50);
        builder.Property(m => m.Level).HasColumnType("smallint");
        builder.HasIndex(m => new { m.Area, m.Id });
    }
}
