using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Welfare.Cases;

internal sealed class CaseTable : IEntityTypeConfiguration<Case>
{
    public const string OneUnderWay = "ux_cases_person_id";

    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("cases");
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Source).HasConversion<short>();
        builder.Property(c => c.State).HasConversion<short>();
        builder.Property(c => c.Worker).HasMaxLength(200);
        builder.Property(c => c.DueKind).HasConversion<short?>();
        builder.Property(c => c.Outcome).HasConversion<short?>();
        builder.Property(c => c.ClosureBy).HasMaxLength(200);
        builder.Property(c => c.ClosureMessage).HasMaxLength(500);
        builder.Ignore(c => c.ClosureWaits);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Steps).WithOne().HasForeignKey(s => s.CaseId);
        builder.Navigation(c => c.Steps).UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasIndex(c => c.PersonId).IsUnique().HasFilter("state <> 7").HasDatabaseName(OneUnderWay);
        builder.HasIndex(c => new { c.PersonId, c.Id });
        builder.HasIndex(c => c.CallId).IsUnique();
        builder.HasIndex(c => new { c.Area, c.Id });
        builder.HasIndex(c => new { c.Worker, c.Id }).HasFilter("state <> 7");
        builder.HasIndex(c => new { c.DueAt, c.Id }).HasFilter("due_at is not null and not with_supervisor");
    }
}

internal sealed class CaseStepTable : IEntityTypeConfiguration<CaseStep>
{
    public void Configure(EntityTypeBuilder<CaseStep> builder)
    {
        builder.ToTable("case_steps");
        builder.HasKey(s => new { s.CaseId, s.Number });
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.Property(s => s.By).HasMaxLength(200);
    }
}

internal sealed class CaseNoteTable : IEntityTypeConfiguration<CaseNote>
{
    public void Configure(EntityTypeBuilder<CaseNote> builder)
    {
        builder.ToTable("case_notes");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Area).HasMaxLength(12);
        builder.Property(n => n.By).HasMaxLength(200);
        builder.HasOne<Case>().WithMany().HasForeignKey(n => n.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => new { n.CaseId, n.Id });
        builder.HasIndex(n => new { n.Area, n.Id });
    }
}

internal sealed class CasePlanTable : IEntityTypeConfiguration<CasePlan>
{
    public void Configure(EntityTypeBuilder<CasePlan> builder)
    {
        builder.ToTable("case_plans");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.State).HasConversion<short>();
        builder.Property(p => p.Writer).HasMaxLength(200);
        builder.Property(p => p.Decider).HasMaxLength(200);
        builder.HasOne<Case>().WithMany().HasForeignKey(p => p.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.CaseId, p.Number }).IsUnique();
        builder.HasIndex(p => new { p.Area, p.Id });
    }
}

internal sealed class CaseTaskTable : IEntityTypeConfiguration<CaseTask>
{
    public void Configure(EntityTypeBuilder<CaseTask> builder)
    {
        builder.ToTable("case_tasks");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Area).HasMaxLength(12);
        builder.Property(t => t.Worker).HasMaxLength(200);
        builder.Property(t => t.State).HasConversion<short>();
        builder.Property(t => t.By).HasMaxLength(200);
        builder.HasOne<Case>().WithMany().HasForeignKey(t => t.CaseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.CaseId, t.Id });
        builder.HasIndex(t => new { t.Worker, t.Id });
        builder.HasIndex(t => new { t.Area, t.Id });
    }
}

internal sealed class CaseWorkerTable : IEntityTypeConfiguration<CaseWorker>
{
    public const string OnceAnArea = "ux_case_workers_subject_area";

    public void Configure(EntityTypeBuilder<CaseWorker> builder)
    {
        builder.ToTable("case_workers");
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.Area).HasMaxLength(12);
        builder.Property(w => w.Subject).HasMaxLength(200);
        builder.Property(w => w.Role).HasMaxLength(50);
        builder.HasIndex(w => new { w.Subject, w.Area }).IsUnique().HasFilter("retired_at is null").HasDatabaseName(OnceAnArea);
        builder.HasIndex(w => new { w.Area, w.Id });
    }
}

internal sealed class EndedCallTable : IEntityTypeConfiguration<EndedCall>
{
    public void Configure(EntityTypeBuilder<EndedCall> builder)
    {
        builder.ToTable("ended_calls");
        builder.HasKey(c => c.CallId);
        builder.Property(c => c.CallId).ValueGeneratedNever();
        builder.HasIndex(c => c.At);
    }
}

internal sealed class CaseLimitTable : IEntityTypeConfiguration<CaseLimit>
{
    public const string Key = "pk_case_limits";

    public void Configure(EntityTypeBuilder<CaseLimit> builder)
    {
        builder.ToTable("case_limits");
        builder.HasKey(l => new { l.Kind, l.Since });
        builder.Property(l => l.Kind).HasConversion<short>();
        builder.Property(l => l.Unit).HasConversion<short>();
    }
}
