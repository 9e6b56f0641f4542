using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Volunteers.Protection;

internal sealed class CoverTable : IEntityTypeConfiguration<Cover>
{
    public const string EnteredOnce = "ux_covers_policy";

    public void Configure(EntityTypeBuilder<Cover> builder)
    {
        builder.ToTable("covers", t => t.HasCheckConstraint("ck_covers_dates", "from_date < until_date and holds_until = coalesce(ended_on, until_date) and holds_until between from_date and until_date"));
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Owner).HasMaxLength(100);
        builder.Property(c => c.Kind).HasConversion<short>();
        builder.Property(c => c.Insurer).HasMaxLength(100);
        builder.Property(c => c.PolicyNumber).HasMaxLength(60);
        builder.Property(c => c.Recorder).HasMaxLength(200);
        builder.HasIndex(c => new { c.Area, c.Id });
        builder.HasIndex(c => new { c.Area, c.HoldsUntil });
        builder.HasIndex(c => new { c.Owner, c.Id }).HasFilter("owner is not null");
        // Also what every sign-up for a risky shift asks.
        builder.HasIndex(c => new { c.VolunteerId, c.Kind, c.HoldsUntil });
        builder.HasIndex(c => new { c.VolunteerId, c.Kind, c.Insurer, c.PolicyNumber, c.FromDate }).IsUnique().HasFilter("ended_on is null").HasDatabaseName(EnteredOnce);
    }
}

internal sealed class CourseTable : IEntityTypeConfiguration<Course>
{
    public const string OneOfACode = "ux_courses_code";

    public void Configure(EntityTypeBuilder<Course> builder)
    {
        builder.ToTable("courses");
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Code).HasMaxLength(40);
        builder.Property(c => c.Name).HasMaxLength(50);
        builder.HasIndex(c => c.Code).IsUnique().HasDatabaseName(OneOfACode);
        builder.HasIndex(c => new { c.Area, c.Code });
    }
}

internal sealed class TrainingTable : IEntityTypeConfiguration<Training>
{
    public const string NumberOnce = "ux_trainings_course_code_number", Standing = "renewed_at is null and revoked_at is null";

    public void Configure(EntityTypeBuilder<Training> builder)
    {
        builder.ToTable("trainings");
        builder.Property(t => t.Area).HasMaxLength(12);
        builder.Property(t => t.Owner).HasMaxLength(100);
        builder.Property(t => t.CourseCode).HasMaxLength(40);
        builder.Property(t => t.Number).HasMaxLength(40);
        builder.Property(t => t.Recorder).HasMaxLength(200);
        builder.Ignore(t => t.Stands);
        builder.HasIndex(t => new { t.Area, t.Id });
        builder.HasIndex(t => new { t.VolunteerId, t.Id });
        builder.HasIndex(t => new { t.Owner, t.Id }).HasFilter("owner is not null");
        builder.HasIndex(t => new { t.CourseCode, t.Number }).IsUnique().HasFilter("revoked_at is null").HasDatabaseName(NumberOnce);
        // Matching and call-ups find the trained of a place here, without a look at the table. That one stands a volunteer and course: Migrations, by hand.
        builder.HasIndex(t => new { t.CourseCode, t.Area }).HasFilter(Standing).IncludeProperties(t => new { t.VolunteerId, t.TrainDate, t.UntilDate });
    }
}

internal sealed class CommendationTable : IEntityTypeConfiguration<Commendation>
{
    public const string EnteredOnce = "ux_commendations_document";

    public void Configure(EntityTypeBuilder<Commendation> builder)
    {
        builder.ToTable("commendations");
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Owner).HasMaxLength(100);
        builder.Property(c => c.Organ).HasMaxLength(100);
        builder.Property(c => c.Level).HasConversion<short>();
        builder.Property(c => c.Title).HasMaxLength(100);
        builder.Property(c => c.ReferenceNumber).HasMaxLength(60);
        builder.Property(c => c.Recorder).HasMaxLength(200);
        builder.HasIndex(c => new { c.Area, c.Id });
        builder.HasIndex(c => new { c.Area, c.CommendDate }).HasFilter("withdrawn_at is null");
        builder.HasIndex(c => new { c.Owner, c.Id }).HasFilter("owner is not null");
        builder.HasIndex(c => new { c.VolunteerId, c.Organ, c.ReferenceNumber, c.Title }).IsUnique().HasFilter("withdrawn_at is null").HasDatabaseName(EnteredOnce);
    }
}
