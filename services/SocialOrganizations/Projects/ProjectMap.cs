using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.SocialOrganizations.Projects;

internal sealed class ProjectListTable : IEntityTypeConfiguration<ProjectList>
{
    public const string OneAYear = "ux_project_lists_area_year";

    public void Configure(EntityTypeBuilder<ProjectList> builder)
    {
        builder.ToTable("project_lists");
        builder.Property(l => l.Area).HasMaxLength(6);
        builder.Property(l => l.Title).HasMaxLength(100);
        builder.HasIndex(l => new { l.Area, l.Year }).IsUnique().HasDatabaseName(OneAYear);
        builder.HasIndex(l => new { l.Area, l.Id });
    }
}

internal sealed class ProjectTable : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("projects", t => t.HasCheckConstraint("ck_projects_money", "funded_fen >= 0 and spent_fen between 0 and funded_fen and (state not in (4, 5, 6) or funded_fen >= budget_fen)"));
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Title).HasMaxLength(100);
        builder.Property(p => p.Need).HasMaxLength(1_000);
        builder.Property(p => p.Design).HasMaxLength(2_000);
        builder.Property(p => p.State).HasConversion<short>();
        builder.Property(p => p.OrganizationName).HasMaxLength(100);
        builder.Property(p => p.Owner).HasMaxLength(200);
        builder.Property(p => p.SubmittedBy).HasMaxLength(200);
        builder.HasOne<ProjectList>().WithMany().HasForeignKey(p => p.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.Sources).WithOne().HasForeignKey(s => s.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.ListId, p.Id });
        builder.HasIndex(p => new { p.Area, p.Id });
        builder.HasIndex(p => new { p.Owner, p.Id });
    }
}

internal sealed class FundSourceTable : IEntityTypeConfiguration<FundSource>
{
    public void Configure(EntityTypeBuilder<FundSource> builder)
    {
        builder.ToTable("fund_sources", t => t.HasCheckConstraint("ck_fund_sources_amount", "amount_fen > 0"));
        builder.HasKey(s => new { s.ProjectId, s.Number });
        builder.Property(s => s.Number).ValueGeneratedNever();
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.Property(s => s.Title).HasMaxLength(100);
    }
}

internal sealed class ProjectStepTable : IEntityTypeConfiguration<ProjectStep>
{
    public void Configure(EntityTypeBuilder<ProjectStep> builder)
    {
        builder.ToTable("project_steps");
        builder.HasKey(s => new { s.ProjectId, s.Number });
        builder.Property(s => s.Number).ValueGeneratedNever();
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.Property(s => s.By).HasMaxLength(200);
        builder.Property(s => s.Evidence).HasMaxLength(200);
        builder.HasOne<Project>().WithMany().HasForeignKey(s => s.ProjectId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PilotSchemeTable : IEntityTypeConfiguration<PilotScheme>
{
    public const string Once = "ux_pilot_schemes_area_kind_since";

    public void Configure(EntityTypeBuilder<PilotScheme> builder)
    {
        builder.ToTable("pilot_schemes");
        builder.Property(s => s.Area).HasMaxLength(6);
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.HasIndex(s => new { s.Area, s.Kind, s.Since }).IsUnique().HasDatabaseName(Once);
    }
}

internal sealed class PilotTable : IEntityTypeConfiguration<Pilot>
{
    public const string OneThatRuns = "ux_pilots_area_kind";

    public void Configure(EntityTypeBuilder<Pilot> builder)
    {
        builder.ToTable("pilots");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Kind).HasConversion<short>();
        builder.Property(p => p.State).HasConversion<short>();
        builder.Property(p => p.Statement).HasMaxLength(2_000);
        builder.Property(p => p.AppliedBy).HasMaxLength(200);
        builder.Property(p => p.AssessedBy).HasMaxLength(200);
        builder.Ignore(p => p.Total);
        builder.HasOne<PilotScheme>().WithMany().HasForeignKey(p => p.SchemeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.Area, p.Kind }).IsUnique().HasFilter("state < 5").HasDatabaseName(OneThatRuns);
        builder.HasIndex(p => new { p.Area, p.Id });
    }
}
