using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class EnterpriseTable : IEntityTypeConfiguration<Enterprise>
{
    public const string OneAtATime = "ux_enterprises_organization_id";

    public void Configure(EntityTypeBuilder<Enterprise> builder)
    {
        builder.ToTable("enterprises", t => t.HasCheckConstraint("ck_enterprises_benefit", "benefit_percent between 0 and 100"));
        builder.Property(e => e.Area).HasMaxLength(12);
        builder.Property(e => e.OrganizationName).HasMaxLength(100);
        builder.Property(e => e.Owner).HasMaxLength(200);
        builder.Property(e => e.State).HasConversion<short>();
        builder.Property(e => e.Grade).HasConversion<short?>();
        builder.Property(e => e.Mission).HasMaxLength(500);
        builder.Property(e => e.LabelNumber).HasMaxLength(40);
        builder.Property(e => e.AppliedBy).HasMaxLength(200);
        builder.Ignore(e => e.OwnedAnywhere);
        builder.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.OrganizationId).IsUnique().HasFilter("state in (1, 2)").HasDatabaseName(OneAtATime);
        builder.HasIndex(e => e.ValidUntil).HasFilter("state = 2");
        builder.HasIndex(e => new { e.Area, e.Id });
        // Those that bear the label, to be supervised yearly, whatever their number that bore it once.
        builder.HasIndex(e => new { e.Area, e.Id }, "ix_enterprises_labelled").HasFilter("state = 2").HasDatabaseName("ix_enterprises_labelled");
        builder.HasIndex(e => new { e.Owner, e.Id });
    }
}

internal sealed class SupervisionTable : IEntityTypeConfiguration<Supervision>
{
    public const string Once = "pk_supervisions";

    public void Configure(EntityTypeBuilder<Supervision> builder)
    {
        builder.ToTable("supervisions");
        builder.HasKey(s => new { s.EnterpriseId, s.Year }).HasName(Once);
        builder.Property(s => s.Year).ValueGeneratedNever();
        builder.Property(s => s.Grade).HasConversion<short>();
        builder.Property(s => s.Report).HasMaxLength(100);
        builder.Property(s => s.By).HasMaxLength(200);
        builder.HasOne<Enterprise>().WithMany().HasForeignKey(s => s.EnterpriseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PublicAssetTable : IEntityTypeConfiguration<PublicAsset>
{
    public void Configure(EntityTypeBuilder<PublicAsset> builder)
    {
        builder.ToTable("public_assets");
        builder.Property(a => a.Area).HasMaxLength(12);
        builder.Property(a => a.Name).HasMaxLength(100);
        builder.Property(a => a.Kind).HasConversion<short>();
        builder.Property(a => a.Holder).HasMaxLength(100);
        builder.HasIndex(a => new { a.Area, a.Id });
    }
}

internal sealed class CustodyRuleTable : IEntityTypeConfiguration<CustodyRule>
{
    public const string Once = "ux_custody_rules_area_state_owned_since";

    public void Configure(EntityTypeBuilder<CustodyRule> builder)
    {
        builder.ToTable("custody_rules");
        builder.Ignore(r => r.IsStrict);
        builder.Property(r => r.Area).HasMaxLength(6);
        builder.HasIndex(r => new { r.Area, r.StateOwned, r.Since }).IsUnique().HasDatabaseName(Once);
    }
}

internal sealed class CustodyTable : IEntityTypeConfiguration<Custody>
{
    public const string NoOverlap = "ex_custodies_term", OneHolder = "ux_custodies_asset_id_running";

    public void Configure(EntityTypeBuilder<Custody> builder)
    {
        builder.ToTable("custodies", t => t.HasCheckConstraint("ck_custodies_term", "ends_on >= starts_on"));
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.OrganizationName).HasMaxLength(100);
        builder.Property(c => c.Owner).HasMaxLength(200);
        builder.Property(c => c.Purpose).HasMaxLength(500);
        builder.Property(c => c.FeasibilityReport).HasMaxLength(100);
        builder.Property(c => c.State).HasConversion<short>();
        builder.Property(c => c.AppliedBy).HasMaxLength(200);
        builder.Ignore(c => c.OwnedAnywhere);
        builder.Ignore(c => c.NextArea);
        builder.HasOne<PublicAsset>().WithMany().HasForeignKey(c => c.AssetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Approvals).WithOne().HasForeignKey(a => a.CustodyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.AssetId).IsUnique().HasFilter("state = 3").HasDatabaseName(OneHolder);
        builder.HasIndex(c => new { c.AssetId, c.Id });
        builder.HasIndex(c => c.RemindOn).HasFilter("remind_on is not null");
        builder.HasIndex(c => new { c.Area, c.Id });
        builder.HasIndex(c => new { c.Owner, c.Id });
    }
}

internal sealed class CustodyApprovalTable : IEntityTypeConfiguration<CustodyApproval>
{
    public void Configure(EntityTypeBuilder<CustodyApproval> builder)
    {
        builder.ToTable("custody_approvals");
        builder.HasKey(a => new { a.CustodyId, a.Level });
        builder.Property(a => a.Level).ValueGeneratedNever();
        builder.Property(a => a.Title).HasMaxLength(50);
        builder.Property(a => a.By).HasMaxLength(200);
        builder.HasIndex(a => new { a.CustodyId, a.By }).IsUnique();
    }
}

internal sealed class CustodyReportTable : IEntityTypeConfiguration<CustodyReport>
{
    public void Configure(EntityTypeBuilder<CustodyReport> builder)
    {
        builder.ToTable("custody_reports");
        builder.HasKey(r => new { r.CustodyId, r.Number });
        builder.Property(r => r.Number).ValueGeneratedNever();
        builder.Property(r => r.From).HasColumnName("from_day");
        builder.Property(r => r.Until).HasColumnName("until_day");
        builder.Property(r => r.Report).HasMaxLength(100);
        builder.HasOne<Custody>().WithMany().HasForeignKey(r => r.CustodyId).OnDelete(DeleteBehavior.Restrict);
    }
}
