using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Deliberation;

internal sealed class MotionTable : IEntityTypeConfiguration<Motion>
{
    public void Configure(EntityTypeBuilder<Motion> builder)
    {
        builder.ToTable("motions");
        builder.Property(m => m.Area).HasMaxLength(12);
        builder.Property(m => m.Title).HasMaxLength(100);
        builder.Property(m => m.Summary).HasMaxLength(2_000);
        builder.Property(m => m.State).HasConversion<short>();
        builder.Ignore(m => m.NextStep);
        builder.Ignore(m => m.IsResolved);
        builder.HasMany(m => m.Meetings).WithOne().HasForeignKey(m => m.MotionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(m => m.Publications).WithOne().HasForeignKey(p => p.MotionId).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(m => m.Meetings).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(m => m.Publications).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(m => new { m.Area, m.Id });
    }
}

internal sealed class MotionMeetingTable : IEntityTypeConfiguration<MotionMeeting>
{
    public void Configure(EntityTypeBuilder<MotionMeeting> builder)
    {
        builder.ToTable("motion_meetings", t => t.HasCheckConstraint("ck_motion_meetings_votes", "approved >= 0 and opposed >= 0 and abstained >= 0 and approved + opposed + abstained <= present and present <= entitled"));
        builder.HasKey(m => new { m.MotionId, m.Step });
        builder.Property(m => m.Step).HasConversion<short>();
        builder.Property(m => m.Body).HasConversion<short>();
        builder.Property(m => m.Venue).HasMaxLength(100);
        builder.Property(m => m.Explanation).HasMaxLength(500);
    }
}

internal sealed class MotionPublicationTable : IEntityTypeConfiguration<MotionPublication>
{
    public void Configure(EntityTypeBuilder<MotionPublication> builder)
    {
        builder.ToTable("motion_publications", t => t.HasCheckConstraint("ck_motion_publications_days", "until_date >= from_date"));
        builder.HasKey(p => new { p.MotionId, p.Step });
        builder.Property(p => p.Step).HasConversion<short>();
        builder.Property(p => p.From).HasColumnName("from_date");
        builder.Property(p => p.Until).HasColumnName("until_date");
        builder.Property(p => p.Text).HasMaxLength(4_000);
    }
}

internal sealed class DeliberationRuleTable : IEntityTypeConfiguration<DeliberationRule>
{
    public const string Once = "ux_deliberation_rules";

    public void Configure(EntityTypeBuilder<DeliberationRule> builder)
    {
        builder.ToTable("deliberation_rules", t => t.HasCheckConstraint("ck_deliberation_rules_kind", "(step <= 4) = (body is not null) and (step <= 4) = (quorum_numerator is not null) and (step <= 4) = (majority_numerator is not null) and (step > 4) = (min_days > 0)"));
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Step).HasConversion<short>();
        builder.Property(r => r.Body).HasConversion<short?>();
        builder.Property(r => r.Form).HasConversion<short?>();
        builder.Property(r => r.MajorityOf).HasConversion<short?>().HasColumnName("majority_of");
        builder.Property(r => r.Basis).HasMaxLength(200);
        builder.ComplexProperty(r => r.Quorum, f => Fraction(f, "quorum"));
        builder.ComplexProperty(r => r.Majority, f => Fraction(f, "majority"));
        builder.HasIndex(r => new { r.Area, r.Step, r.Body, r.Form, r.Since }).IsUnique().AreNullsDistinct(false).HasDatabaseName(Once);
    }

    internal static void Fraction(ComplexPropertyBuilder<Fraction> builder, string name)
    {
        builder.Ignore(f => f.Chinese);
        builder.Property(f => f.Numerator).HasColumnName(name + "_numerator");
        builder.Property(f => f.Denominator).HasColumnName(name + "_denominator");
        builder.Property(f => f.OrMore).HasColumnName(name + "_or_more");
    }
}

internal sealed class DeliberationFloorTable : IEntityTypeConfiguration<DeliberationFloor>
{
    public void Configure(EntityTypeBuilder<DeliberationFloor> builder)
    {
        builder.ToTable("deliberation_floors");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Step).HasConversion<short>();
        builder.Property(f => f.Body).HasConversion<short>();
        builder.Property(f => f.Form).HasConversion<short?>();
        builder.Property(f => f.MajorityOf).HasConversion<short>().HasColumnName("majority_of");
        builder.Property(f => f.Basis).HasMaxLength(200);
        builder.ComplexProperty(f => f.Quorum, f => DeliberationRuleTable.Fraction(f, "quorum"));
        builder.ComplexProperty(f => f.Majority, f => DeliberationRuleTable.Fraction(f, "majority"));
        builder.HasIndex(f => new { f.Step, f.Body, f.Form, f.Since }).IsUnique().AreNullsDistinct(false);
    }
}
