using System.Globalization;
using Governance.Rpc;
using Governance.Welfare.Allowances;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Jobs;

internal sealed class JobTable : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("jobs", t => t.HasCheckConstraint("ck_jobs_taken", "taken between 0 and places"));
        builder.Property(j => j.Area).HasMaxLength(12);
        builder.Property(j => j.Title).HasMaxLength(50);
        builder.Property(j => j.State).HasConversion<short>();
        builder.HasIndex(j => new { j.Area, j.Id });
    }
}

internal sealed class JobEngagementTable : IEntityTypeConfiguration<JobEngagement>
{
    public const string OnePlace = "ux_job_engagements_person_id";

    public void Configure(EntityTypeBuilder<JobEngagement> builder)
    {
        builder.ToTable("job_engagements");
        builder.Property(e => e.Area).HasMaxLength(12);
        builder.Property(e => e.State).HasConversion<short>();
        builder.Property(e => e.EndGround).HasConversion<short?>();
        builder.HasOne<Job>().WithMany().HasForeignKey(e => e.JobId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.PersonId).IsUnique().HasFilter("state = 1").HasDatabaseName(OnePlace);
        builder.HasIndex(e => new { e.PersonId, e.Id });
        builder.HasIndex(e => new { e.Area, e.Id });
        builder.HasIndex(e => new { e.JobId, e.Id });
    }
}

internal sealed class JobRuleTable : IEntityTypeConfiguration<JobRule>
{
    public const string Once = "ux_job_rules_area_since";

    public void Configure(EntityTypeBuilder<JobRule> builder)
    {
        builder.ToTable("job_rules");
        builder.Property(r => r.Area).HasMaxLength(6);
        builder.HasIndex(r => new { r.Area, r.Since }).IsUnique().HasDatabaseName(Once);
    }
}

internal sealed class JobPayListTable : IEntityTypeConfiguration<JobPayList>
{
    public void Configure(EntityTypeBuilder<JobPayList> builder)
    {
        builder.ToTable("job_pay_lists");
        builder.Property(l => l.Area).HasMaxLength(6);
        builder.Property(l => l.State).HasConversion<short>();
        builder.Property(l => l.DrawnBy).HasMaxLength(200);
        builder.Property(l => l.ApprovedBy).HasMaxLength(200);
        builder.Property(l => l.Voucher).HasMaxLength(50);
        builder.HasIndex(l => new { l.Area, l.Month }).IsUnique();
        builder.HasIndex(l => new { l.Area, l.Id });
    }
}

internal sealed class JobPaymentTable : IEntityTypeConfiguration<JobPayment>
{
    public void Configure(EntityTypeBuilder<JobPayment> builder)
    {
        builder.ToTable("job_payments", t => t.HasCheckConstraint("ck_job_payments_amount_fen", "amount_fen > 0"));
        builder.HasKey(p => new { p.EngagementId, p.Month });
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.HasOne<JobEngagement>().WithMany().HasForeignKey(p => p.EngagementId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<JobPayList>().WithMany().HasForeignKey(p => p.PayListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.Restrict);
        // Paid once: whatever is drawn, by whom, how often and in however many counties at once.
        builder.HasIndex(p => new { p.PersonId, p.Month }).IsUnique();
        builder.HasIndex(p => new { p.PayListId, p.EngagementId, p.Month });
        builder.HasIndex(p => new { p.Area, p.Month });
    }
}

internal static class JobWire
{
    public static Wire.Job ToWire(this Job job) => new() { Id = job.Id.ToString(), DivisionCode = job.Area, Title = job.Title, PlaceCount = job.Places, TakenCount = job.Taken, State = (Wire.JobState)job.State, Etag = Etag.Of(job.Version) };

    public static Wire.JobEngagement Of(JobEngagement engagement, long overpaidFen, bool hidden = false) => new()
    {
        Id = engagement.Id.ToString(), JobId = engagement.JobId.ToString(), PersonId = hidden ? "" : engagement.PersonId.ToString(), DivisionCode = engagement.Area, StartDate = Day(engagement.StartsOn),
        UntilDate = Day(engagement.UntilOn), Kind = hidden ? 0 : (Wire.ConcernKind)engagement.Kind, State = (Wire.JobEngagementState)engagement.State, EndDate = engagement.EndedOn is { } on ? Day(on) : "",
        EndGround = (Wire.JobEndGround)(engagement.EndGround ?? 0), OverpaidFen = overpaidFen, Etag = Etag.Of(engagement.Version),
    };

    public static Wire.JobRule ToWire(this JobRule rule)
    {
        var wire = new Wire.JobRule { DivisionCode = rule.Area, SinceDate = Day(rule.Since), MinAge = rule.MinAge, MaxAge = rule.MaxAge, MostMonths = rule.MostMonths, MonthlyFen = rule.MonthlyFen };
        wire.Kinds.AddRange(rule.Kinds.Select(k => (Wire.ConcernKind)k));
        return wire;
    }

    public static Wire.JobPayList ToWire(this JobPayList list) => new()
    {
        Id = list.Id.ToString(), DivisionCode = list.Area, Month = Months.Text(list.Month), State = (Wire.JobPayListState)list.State, PaymentCount = list.PaymentCount, TotalFen = list.TotalFen, DrawnBy = list.DrawnBy,
        ApprovedBy = list.ApprovedBy, PayDate = list.PaidOn is { } on ? Day(on) : "", Voucher = list.Voucher, Etag = Etag.Of(list.Version),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
