using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Volunteers.Stations;

internal sealed class StationTable : IEntityTypeConfiguration<Station>
{
    public void Configure(EntityTypeBuilder<Station> builder)
    {
        builder.ToTable("stations");
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Name).HasMaxLength(50);
        builder.Property(s => s.Address).HasMaxLength(200);
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.Property(s => s.State).HasConversion<short>();
        builder.HasIndex(s => new { s.Area, s.Id });
    }
}

internal sealed class PostTable : IEntityTypeConfiguration<Post>
{
    public void Configure(EntityTypeBuilder<Post> builder)
    {
        builder.ToTable("posts", t => t.HasCheckConstraint("ck_posts_weekly_minutes", "weekly_minutes between 30 and 2400 and weekly_minutes % 30 = 0"));
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Title).HasMaxLength(50);
        builder.Property(p => p.Place).HasConversion<short>();
        builder.Property(p => p.State).HasConversion<short>();
        builder.HasOne<Station>().WithMany().HasForeignKey(p => p.StationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.StationId, p.Id });
        builder.HasIndex(p => new { p.Area, p.Id });
    }
}

internal sealed class PostHoldingTable : IEntityTypeConfiguration<PostHolding>
{
    public const string OneHolder = "ux_post_holdings_post_id";

    public void Configure(EntityTypeBuilder<PostHolding> builder)
    {
        builder.ToTable("post_holdings");
        builder.Property(h => h.Area).HasMaxLength(12);
        builder.HasOne<Post>().WithMany().HasForeignKey(h => h.PostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(h => h.PostId).IsUnique().HasFilter("vacated_at is null").HasDatabaseName(OneHolder);
        builder.HasIndex(h => new { h.VolunteerId, h.Id });
        builder.HasIndex(h => new { h.Area, h.Id });
    }
}
