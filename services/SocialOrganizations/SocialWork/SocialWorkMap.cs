using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.SocialOrganizations.SocialWork;

internal sealed class SocialWorkerTable : IEntityTypeConfiguration<SocialWorker>
{
    // EF indexes no member of a complex property: in the migration, by hand.
    public const string OnePersonOnce = "ux_social_workers_number_hash";

    // Of who is retired both are free: a number that was entered by mistake must not bar its owner for good.
    public const string OneVolunteerOnce = "ux_social_workers_volunteer", OneCertificateOnce = "ux_social_workers_certificate";

    public void Configure(EntityTypeBuilder<SocialWorker> builder)
    {
        builder.ToTable("social_workers");
        builder.Property(w => w.Area).HasMaxLength(12);
        builder.Property(w => w.Level).HasConversion<short>();
        builder.Property(w => w.State).HasConversion<short>();
        builder.Ignore(w => w.Path);
        builder.ComplexProperty(w => w.Person, p =>
        {
            p.Property(x => x.Name).HasColumnName("name");
            p.Property(x => x.Number).HasColumnName("number");
            p.Property(x => x.NumberHash).HasColumnName("number_hash");
            p.Property(x => x.Phone).HasColumnName("phone");
        });
        builder.HasOne<SocialWorkStation>().WithMany().HasForeignKey(w => w.StationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(w => new { w.Area, w.Id });
        builder.HasIndex(w => new { w.StationId, w.Id });
        builder.HasIndex(w => w.VolunteerId);
        builder.HasIndex(w => w.VolunteerId, OneVolunteerOnce).IsUnique().HasFilter("state <> 3").HasDatabaseName(OneVolunteerOnce);
        builder.HasIndex(w => w.CertificateHash);
        builder.HasIndex(w => w.CertificateHash, OneCertificateOnce).IsUnique().HasFilter("state <> 3").HasDatabaseName(OneCertificateOnce);
        builder.HasIndex(w => new { w.DueOn, w.Id }).HasFilter("due_on is not null").HasDatabaseName("ix_social_workers_due");
    }
}

internal sealed class EducationEntryTable : IEntityTypeConfiguration<EducationEntry>
{
    public void Configure(EntityTypeBuilder<EducationEntry> builder)
    {
        builder.ToTable("education_entries");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Title).HasMaxLength(100);
        builder.Property(e => e.On).HasColumnName("ended_on");
        builder.HasOne<SocialWorker>().WithMany().HasForeignKey(e => e.SocialWorkerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.SocialWorkerId, e.Id });
    }
}

internal sealed class AppointedVolunteerTable : IEntityTypeConfiguration<AppointedVolunteer>
{
    public void Configure(EntityTypeBuilder<AppointedVolunteer> builder)
    {
        builder.ToTable("appointed_volunteers");
        builder.Property(v => v.Id).ValueGeneratedNever();
    }
}

internal sealed class SocialWorkRuleTable : IEntityTypeConfiguration<SocialWorkRule>
{
    public const string Once = "ux_social_work_rules_area_since";

    public void Configure(EntityTypeBuilder<SocialWorkRule> builder)
    {
        builder.ToTable("social_work_rules");
        builder.Property(r => r.Area).HasMaxLength(2);
        builder.HasIndex(r => new { r.Area, r.Since }).IsUnique().HasDatabaseName(Once);
    }
}

internal sealed class SocialWorkStationTable : IEntityTypeConfiguration<SocialWorkStation>
{
    public const string OneADivision = "ux_social_work_stations_area";

    public void Configure(EntityTypeBuilder<SocialWorkStation> builder)
    {
        builder.ToTable("social_work_stations");
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.Property(s => s.Name).HasMaxLength(100);
        builder.HasOne<Organization>().WithMany().HasForeignKey(s => s.OperatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.Area).IsUnique().HasFilter("not closed").HasDatabaseName(OneADivision);
        builder.HasIndex(s => new { s.Area, s.Id });
    }
}

internal sealed class StationProjectTable : IEntityTypeConfiguration<StationProject>
{
    public void Configure(EntityTypeBuilder<StationProject> builder)
    {
        builder.ToTable("station_projects");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Title).HasMaxLength(100);
        builder.HasOne<SocialWorkStation>().WithMany().HasForeignKey(p => p.StationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.StationId, p.Id });
        builder.HasIndex(p => new { p.Area, p.Id });
    }
}

internal sealed class ProjectOutputTable : IEntityTypeConfiguration<ProjectOutput>
{
    public void Configure(EntityTypeBuilder<ProjectOutput> builder)
    {
        builder.ToTable("project_outputs", t => t.HasCheckConstraint("ck_project_outputs_count", "count > 0"));
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Kind).HasConversion<short>();
        builder.Property(o => o.On).HasColumnName("output_on");
        builder.HasOne<StationProject>().WithMany().HasForeignKey(o => o.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => new { o.ProjectId, o.Kind });
    }
}
