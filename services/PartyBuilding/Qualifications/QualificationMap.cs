using Governance.PartyBuilding.People;
using Governance.PartyBuilding.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Qualifications;

internal sealed class JointReviewTable : IEntityTypeConfiguration<JointReview>
{
    public const string OneAtATime = "ux_joint_reviews_open_person_id";

    public void Configure(EntityTypeBuilder<JointReview> builder)
    {
        builder.ToTable("joint_reviews", t => t.HasCheckConstraint("ck_joint_reviews_passed", "passed between 0 and asked and (state <> 2 or passed = asked) and (state <> 1) = (ended_at is not null)"));
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.State).HasConversion<short>();
        builder.Property(r => r.Asked).HasColumnType("smallint");
        builder.Property(r => r.Passed).HasColumnType("smallint");
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.OpenPersonId).IsUnique().HasDatabaseName(OneAtATime);
        builder.HasIndex(r => new { r.PersonId, r.Id });
        builder.HasIndex(r => new { r.Area, r.Id });
    }
}

internal sealed class ReviewOpinionTable : IEntityTypeConfiguration<ReviewOpinion>
{
    public void Configure(EntityTypeBuilder<ReviewOpinion> builder)
    {
        builder.ToTable("review_opinions");
        builder.Property(o => o.Area).HasMaxLength(12);
        builder.Property(o => o.Unit).HasMaxLength(50);
        builder.Property(o => o.Verdict).HasConversion<short?>();
        builder.HasOne<JointReview>().WithMany().HasForeignKey(o => o.ReviewId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => new { o.ReviewId, o.Unit }).IsUnique();
        builder.HasIndex(o => new { o.Unit, o.Id });
        builder.HasIndex(o => new { o.Area, o.Id });
    }
}

internal sealed class FilingTable : IEntityTypeConfiguration<Filing>
{
    public const string OnePerHolding = "ux_filings_holding_id";

    public void Configure(EntityTypeBuilder<Filing> builder)
    {
        builder.ToTable("filings");
        builder.Property(f => f.Area).HasMaxLength(12);
        builder.Property(f => f.State).HasConversion<short>();
        builder.Property(f => f.DecidedBy).HasMaxLength(200);
        builder.HasOne<TeamHolding>().WithMany().HasForeignKey(f => f.HoldingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => f.HoldingId).IsUnique().HasDatabaseName(OnePerHolding);
        builder.HasIndex(f => new { f.Area, f.Id });
    }
}

internal sealed class ReserveTable : IEntityTypeConfiguration<Reserve>
{
    public const string OneAtATime = "ux_reserves_running_person_id";

    public void Configure(EntityTypeBuilder<Reserve> builder)
    {
        builder.ToTable("reserves");
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Source).HasConversion<short>();
        builder.Property(r => r.State).HasConversion<short>();
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.RunningPersonId).IsUnique().HasDatabaseName(OneAtATime);
        builder.HasIndex(r => new { r.Area, r.Id });
    }
}
