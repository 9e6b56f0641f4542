using Governance.PartyBuilding.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Workers;

internal sealed class WorkerTable : IEntityTypeConfiguration<Worker>
{
    public const string OneContract = "ux_workers_running_person_id";

    public void Configure(EntityTypeBuilder<Worker> builder)
    {
        builder.ToTable("workers", t => t.HasCheckConstraint("ck_workers_grade", "grade between 1 and 30"));
        builder.Property(w => w.Area).HasMaxLength(12);
        builder.Property(w => w.Post).HasConversion<short>();
        builder.Property(w => w.Grade).HasColumnType("smallint");
        builder.Property(w => w.Level).HasConversion<short?>();
        builder.Property(w => w.State).HasConversion<short>();
        builder.Property(w => w.Leave).HasConversion<short?>();
        builder.Property(w => w.AssignmentCount).HasColumnType("smallint");
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(w => w.RunningPersonId).IsUnique().HasDatabaseName(OneContract);
        builder.HasIndex(w => new { w.Area, w.Id });
        builder.HasIndex(w => w.VolunteerId).HasFilter("volunteer_id is not null");
    }
}

internal sealed class WorkerAssignmentTable : IEntityTypeConfiguration<WorkerAssignment>
{
    public void Configure(EntityTypeBuilder<WorkerAssignment> builder)
    {
        builder.ToTable("worker_assignments");
        builder.HasKey(a => new { a.WorkerId, a.Number });
        builder.Property(a => a.Place).HasMaxLength(12);
        builder.Property(a => a.Post).HasConversion<short>();
        builder.HasOne<Worker>().WithMany().HasForeignKey(a => a.WorkerId);
    }
}

internal sealed class WorkerCertificateTable : IEntityTypeConfiguration<WorkerCertificate>
{
    public const string OneALevel = "ux_worker_certificates_level";

    public void Configure(EntityTypeBuilder<WorkerCertificate> builder)
    {
        builder.ToTable("worker_certificates");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => new { c.WorkerId, c.Level }).IsUnique().HasDatabaseName(OneALevel);
        builder.Property(c => c.Level).HasConversion<short>();
        builder.HasOne<Worker>().WithMany().HasForeignKey(c => c.WorkerId);
    }
}

internal sealed class WorkerTrainingTable : IEntityTypeConfiguration<WorkerTraining>
{
    public const string Once = "ux_worker_trainings";

    public void Configure(EntityTypeBuilder<WorkerTraining> builder)
    {
        builder.ToTable("worker_trainings", t => t.HasCheckConstraint("ck_worker_trainings_credits", "credits between 1 and 200"));
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Course).HasMaxLength(100);
        builder.Property(t => t.Credits).HasColumnType("smallint");
        builder.HasOne<Worker>().WithMany().HasForeignKey(t => t.WorkerId);
        builder.HasIndex(t => new { t.WorkerId, t.HeldOn, t.Course }).IsUnique().HasDatabaseName(Once);
    }
}
