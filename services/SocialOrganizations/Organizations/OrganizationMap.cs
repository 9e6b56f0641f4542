using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class OrganizationTable : IEntityTypeConfiguration<Organization>
{
    public const string OneCode = "ux_organizations_unified_code", OneTeam = "ux_organizations_team_id";

    /// <summary>In a migration's SQL, since it is partial by what has ended.</summary>
    public const string OneSole = "ux_organizations_sole_party_organization_id";

    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("organizations");
        builder.Property(o => o.Area).HasMaxLength(12);
        builder.Property(o => o.Owner).HasMaxLength(200);
        builder.Property(o => o.Name).HasMaxLength(100);
        builder.Property(o => o.Purpose).HasMaxLength(500);
        builder.Property(o => o.UnifiedCode).HasMaxLength(UnifiedCode.Length).UseCollation("C");
        builder.Property(o => o.Kind).HasConversion<short>();
        builder.Property(o => o.State).HasConversion<short>();
        builder.Property(o => o.Before).HasConversion<short?>();
        builder.Property(o => o.PartyBuilding).HasConversion<short?>();
        builder.HasIndex(o => o.UnifiedCode).IsUnique().HasDatabaseName(OneCode);
        builder.HasIndex(o => new { o.Area, o.Id });
        builder.HasIndex(o => new { o.Owner, o.Id });
        builder.HasIndex(o => o.TeamId).HasFilter("team_id is not null");
        builder.HasIndex(o => o.TeamId, OneTeam).IsUnique().HasFilter("team_confirmed and team_id is not null and ended_on is null").HasDatabaseName(OneTeam);
        builder.Ignore(o => o.ConfirmedTeamId);
    }
}

internal sealed class OrganizationStepTable : IEntityTypeConfiguration<OrganizationStep>
{
    public void Configure(EntityTypeBuilder<OrganizationStep> builder)
    {
        builder.ToTable("organization_steps");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.Property(s => s.From).HasConversion<short?>().HasColumnName("from_state");
        builder.Property(s => s.To).HasConversion<short>().HasColumnName("to_state");
        builder.Property(s => s.FormerName).HasMaxLength(100);
        builder.Property(s => s.FormerKind).HasConversion<short?>();
        builder.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.OrganizationId, s.Number }).IsUnique();
    }
}

internal sealed class OrganizationPaperTable : IEntityTypeConfiguration<OrganizationPaper>
{
    public void Configure(EntityTypeBuilder<OrganizationPaper> builder)
    {
        builder.ToTable("organization_papers");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Kind).HasConversion<short>();
        builder.Property(p => p.Reference).HasMaxLength(100);
        builder.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.OrganizationId, p.Id });
    }
}

internal sealed class TeamDeedTable : IEntityTypeConfiguration<TeamDeed>
{
    public void Configure(EntityTypeBuilder<TeamDeed> builder)
    {
        builder.ToTable("team_services");
        builder.HasKey(s => s.RecordId);
        builder.Property(s => s.RecordId).ValueGeneratedNever();
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.On).HasColumnName("served_on");
        builder.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.OrganizationId, s.On });
        builder.HasIndex(s => s.ClaimedTeamId).HasFilter("claimed_team_id is not null");
        builder.HasIndex(s => s.Area);
    }
}

internal sealed class PartyOrganizationTable : IEntityTypeConfiguration<PartyOrganization>
{
    public void Configure(EntityTypeBuilder<PartyOrganization> builder)
    {
        builder.ToTable("party_organizations");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Seat).HasMaxLength(20);
    }
}

internal sealed class GateRuleTable : IEntityTypeConfiguration<GateRule>
{
    public const string Once = "ux_gate_rules_area_gate_kind_since";

    public void Configure(EntityTypeBuilder<GateRule> builder)
    {
        builder.ToTable("gate_rules");
        builder.Property(r => r.Area).HasMaxLength(9);
        builder.Property(r => r.Gate).HasConversion<short>();
        builder.Property(r => r.Kind).HasConversion<short?>();
        builder.HasIndex(r => new { r.Area, r.Gate, r.Kind, r.Since }).IsUnique().AreNullsDistinct(false).HasDatabaseName(Once);
    }
}

/// <summary>Days as they are written.</summary>
internal static class Days
{
    public static string Day(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Day(this DateOnly? day) => day?.Day() ?? "";
}
