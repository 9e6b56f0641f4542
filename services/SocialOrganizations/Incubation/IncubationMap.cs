using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.SocialOrganizations.Incubation;

internal sealed class IncubatorTable : IEntityTypeConfiguration<Incubator>
{
    public void Configure(EntityTypeBuilder<Incubator> builder)
    {
        builder.ToTable("incubators", t => t.HasCheckConstraint("ck_incubators_places", "occupied between 0 and capacity"));
        builder.Property(i => i.Area).HasMaxLength(12);
        builder.Property(i => i.Level).HasConversion<short>();
        builder.Property(i => i.Name).HasMaxLength(100);
        builder.Property(i => i.Offer).HasMaxLength(500);
        builder.HasOne<Organization>().WithMany().HasForeignKey(i => i.OperatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => new { i.Area, i.Id });
    }
}

internal sealed class IncubationTargetTable : IEntityTypeConfiguration<IncubationTarget>
{
    public const string Once = "ux_incubation_targets_area_since";

    public void Configure(EntityTypeBuilder<IncubationTarget> builder)
    {
        builder.ToTable("incubation_targets");
        builder.Property(t => t.Area).HasMaxLength(2);
        builder.HasIndex(t => new { t.Area, t.Since }).IsUnique().HasDatabaseName(Once);
    }
}

internal sealed class IntakeTable : IEntityTypeConfiguration<Intake>
{
    public void Configure(EntityTypeBuilder<Intake> builder)
    {
        builder.ToTable("intakes", t => t.HasCheckConstraint("ck_intakes_admitted", "admitted between 0 and places"));
        builder.Ignore(i => i.Panel);
        builder.Property(i => i.Area).HasMaxLength(12);
        builder.Property(i => i.Title).HasMaxLength(100);
        builder.Ignore(i => i.Points);
        builder.HasOne<Incubator>().WithMany().HasForeignKey(i => i.IncubatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => new { i.IncubatorId, i.Id });
        builder.HasIndex(i => new { i.Area, i.Id });
    }
}

internal sealed class PanelistTable : IEntityTypeConfiguration<Panelist>
{
    public const string Once = "ux_panelists_intake_id_subject";

    public void Configure(EntityTypeBuilder<Panelist> builder)
    {
        builder.ToTable("panelists");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Subject).HasMaxLength(200);
        builder.HasOne<Intake>().WithMany().HasForeignKey(p => p.IntakeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.IntakeId, p.Subject }).IsUnique().HasDatabaseName(Once);
        builder.HasIndex(p => new { p.Area, p.Id });
    }
}

internal sealed class CandidacyTable : IEntityTypeConfiguration<Candidacy>
{
    public const string Once = "ux_candidacies_intake_id_organization_id";

    public void Configure(EntityTypeBuilder<Candidacy> builder)
    {
        builder.ToTable("candidacies");
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.OrganizationName).HasMaxLength(100);
        builder.Property(c => c.Owner).HasMaxLength(200);
        builder.Property(c => c.Plan).HasMaxLength(2_000);
        builder.Property(c => c.State).HasConversion<short>();
        builder.Ignore(c => c.OwnedAnywhere);
        builder.HasOne<Intake>().WithMany().HasForeignKey(c => c.IntakeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.IntakeId, c.OrganizationId }).IsUnique().HasDatabaseName(Once);
        builder.HasIndex(c => new { c.Area, c.Id });
        builder.HasIndex(c => new { c.Owner, c.Id });
    }
}

internal sealed class PanelScoreTable : IEntityTypeConfiguration<PanelScore>
{
    public const string Once = "pk_panel_scores";

    public void Configure(EntityTypeBuilder<PanelScore> builder)
    {
        builder.ToTable("panel_scores");
        builder.HasKey(s => new { s.CandidacyId, s.PanelistId });
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(s => s.CandidacyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Panelist>().WithMany().HasForeignKey(s => s.PanelistId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ResidencyTable : IEntityTypeConfiguration<Residency>
{
    public const string OneAtATime = "ux_residencies_organization_id";

    public void Configure(EntityTypeBuilder<Residency> builder)
    {
        builder.ToTable("residencies");
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.OrganizationName).HasMaxLength(100);
        builder.Property(r => r.Owner).HasMaxLength(200);
        builder.Property(r => r.State).HasConversion<short>();
        builder.Property(r => r.Agreement).HasMaxLength(100);
        builder.Property(r => r.ReportedBy).HasMaxLength(200);
        builder.HasOne<Incubator>().WithMany().HasForeignKey(r => r.IncubatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(r => r.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Stages).WithOne().HasForeignKey(s => s.ResidencyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.OrganizationId).IsUnique().HasFilter("ended_on is null").HasDatabaseName(OneAtATime);
        // Of all that has been, for whoever hands an organisation over (StaffRows).
        builder.HasIndex(r => r.OrganizationId, "ix_residencies_organization_id");
        builder.HasIndex(r => new { r.IncubatorId, r.Id });
        builder.HasIndex(r => r.RemindOn).HasFilter("remind_on is not null");
        builder.HasIndex(r => r.EndsOn).HasFilter("ended_on is null");
        builder.HasIndex(r => new { r.Area, r.Id });
        builder.HasIndex(r => new { r.Owner, r.Id });
    }
}

internal sealed class ResidencyStageTable : IEntityTypeConfiguration<ResidencyStage>
{
    public void Configure(EntityTypeBuilder<ResidencyStage> builder)
    {
        builder.ToTable("residency_stages");
        builder.HasKey(s => new { s.ResidencyId, s.Number });
        builder.Property(s => s.Number).ValueGeneratedNever();
        builder.Property(s => s.Title).HasMaxLength(50);
        builder.Property(s => s.State).HasConversion<short>();
    }
}
