using Governance.PartyBuilding.Deliberation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Conventions;

internal sealed class ConventionTable : IEntityTypeConfiguration<Convention>
{
    public const string OneInForce = "ux_conventions_area_kind_in_force", OneOfAMotion = "ux_conventions_motion_id_kind";

    public void Configure(EntityTypeBuilder<Convention> builder)
    {
        builder.ToTable("conventions");
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Kind).HasConversion<short>();
        builder.Property(c => c.KindInForce).HasConversion<short?>();
        builder.Property(c => c.State).HasConversion<short>();
        builder.Property(c => c.Title).HasMaxLength(100);
        builder.Property(c => c.Text).HasMaxLength(20_000);
        builder.Property(c => c.AdoptedBy).HasMaxLength(200);
        builder.Property(c => c.FilingNumber).HasMaxLength(50);
        builder.HasOne<Motion>().WithMany().HasForeignKey(c => c.MotionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.Area, c.KindInForce }).IsUnique().HasDatabaseName(OneInForce);
        // One that was returned is adopted anew, by the same motion.
        builder.HasIndex(c => new { c.MotionId, c.Kind }).IsUnique().HasFilter("state <> 3").HasDatabaseName(OneOfAMotion);
        builder.HasIndex(c => new { c.Area, c.Id });
    }
}

internal sealed class PerformanceTable : IEntityTypeConfiguration<Performance>
{
    public void Configure(EntityTypeBuilder<Performance> builder)
    {
        builder.ToTable("performances");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.On).HasColumnName("performed_on");
        builder.HasOne<Convention>().WithMany().HasForeignKey(p => p.ConventionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.ConventionId, p.Id });
    }
}

internal sealed class ListingTable : IEntityTypeConfiguration<Listing>
{
    public void Configure(EntityTypeBuilder<Listing> builder)
    {
        builder.ToTable("listings", t => t.HasCheckConstraint("ck_listings_erased", "state <= 2 or (sealed_name is null and sealed_deed is null and sealed_appeal is null)"));
        builder.Property(l => l.Area).HasMaxLength(12);
        builder.Property(l => l.Colour).HasConversion<short>();
        builder.Property(l => l.State).HasConversion<short>();
        builder.Property(l => l.Clause).HasMaxLength(100);
        builder.Property(l => l.From).HasColumnName("from_date");
        builder.Property(l => l.Until).HasColumnName("until_date");
        builder.Property(l => l.EnteredBy).HasMaxLength(200);
        builder.HasOne<Convention>().WithMany().HasForeignKey(l => l.ConventionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.Area, l.Id });
        // What the clock looks for.
        builder.HasIndex(l => new { l.Until, l.Id }).HasFilter("state <= 2");
    }
}
