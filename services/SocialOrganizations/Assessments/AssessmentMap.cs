using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.SocialOrganizations.Assessments;

internal sealed class GradingSchemeTable : IEntityTypeConfiguration<GradingScheme>
{
    public const string Once = "ux_grading_schemes_area_kind_since";

    public void Configure(EntityTypeBuilder<GradingScheme> builder)
    {
        builder.ToTable("grading_schemes");
        builder.Property(s => s.Area).HasMaxLength(6);
        builder.Property(s => s.Kind).HasConversion<short?>();
        builder.Ignore(s => s.Points);
        builder.HasIndex(s => new { s.Area, s.Kind, s.Since }).IsUnique().AreNullsDistinct(false).HasDatabaseName(Once);
    }
}

internal sealed class GradingTable : IEntityTypeConfiguration<Grading>
{
    public const string OneAtATime = "ux_gradings_organization_id";

    public void Configure(EntityTypeBuilder<Grading> builder)
    {
        builder.ToTable("gradings");
        builder.Property(g => g.Area).HasMaxLength(12);
        builder.Property(g => g.OrganizationName).HasMaxLength(100);
        builder.Property(g => g.Owner).HasMaxLength(200);
        builder.Property(g => g.State).HasConversion<short>();
        builder.Property(g => g.Announced).HasConversion<short?>();
        builder.Property(g => g.Grade).HasConversion<short?>();
        builder.Ignore(g => g.OwnedAnywhere);
        builder.Property(g => g.AnnouncedBy).HasMaxLength(200);
        builder.HasOne<Organization>().WithMany().HasForeignKey(g => g.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<GradingScheme>().WithMany().HasForeignKey(g => g.SchemeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(g => g.OrganizationId).IsUnique().HasFilter("state < 3").HasDatabaseName(OneAtATime);
        builder.HasIndex(g => new { g.OrganizationId, g.Id });
        builder.HasIndex(g => new { g.Area, g.Id });
        builder.HasIndex(g => new { g.Owner, g.Id });
    }
}

internal sealed class GradingPanelistTable : IEntityTypeConfiguration<GradingPanelist>
{
    public const string Once = "ux_grading_panelists_grading_id_subject";

    public void Configure(EntityTypeBuilder<GradingPanelist> builder)
    {
        builder.ToTable("grading_panelists");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Subject).HasMaxLength(200);
        builder.HasOne<Grading>().WithMany().HasForeignKey(p => p.GradingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.GradingId, p.Subject }).IsUnique().HasDatabaseName(Once);
    }
}

internal sealed class GradingScoreTable : IEntityTypeConfiguration<GradingScore>
{
    public const string Once = "pk_grading_scores";

    public void Configure(EntityTypeBuilder<GradingScore> builder)
    {
        builder.ToTable("grading_scores");
        builder.HasKey(s => new { s.GradingId, s.PanelistId });
        builder.HasOne<Grading>().WithMany().HasForeignKey(s => s.GradingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<GradingPanelist>().WithMany().HasForeignKey(s => s.PanelistId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class GradingObjectionTable : IEntityTypeConfiguration<GradingObjection>
{
    public void Configure(EntityTypeBuilder<GradingObjection> builder)
    {
        builder.ToTable("grading_objections");
        builder.HasKey(o => new { o.GradingId, o.Number });
        builder.Property(o => o.Number).ValueGeneratedNever();
        builder.Property(o => o.Statement).HasMaxLength(1_000);
        builder.Property(o => o.Answer).HasMaxLength(1_000);
        builder.Property(o => o.By).HasMaxLength(200);
        builder.Property(o => o.State).HasConversion<short>();
        builder.Property(o => o.Grade).HasConversion<short?>();
        builder.HasOne<Grading>().WithMany().HasForeignKey(o => o.GradingId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CreditEntryTable : IEntityTypeConfiguration<CreditEntry>
{
    public void Configure(EntityTypeBuilder<CreditEntry> builder)
    {
        builder.ToTable("credit_entries");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Kind).HasConversion<short>();
        builder.Property(e => e.Reason).HasMaxLength(200);
        builder.Property(e => e.Reference).HasMaxLength(100);
        builder.Property(e => e.On).HasColumnName("happened_on");
        builder.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.OrganizationId, e.Id });
    }
}

internal sealed class BlacklistingTable : IEntityTypeConfiguration<Blacklisting>
{
    public const string OneAtATime = "ux_blacklistings_organization_id";

    public void Configure(EntityTypeBuilder<Blacklisting> builder)
    {
        builder.ToTable("blacklistings");
        builder.Property(b => b.Area).HasMaxLength(12);
        builder.Property(b => b.OrganizationName).HasMaxLength(100);
        builder.Property(b => b.Owner).HasMaxLength(200);
        builder.Property(b => b.State).HasConversion<short>();
        builder.Property(b => b.Reason).HasMaxLength(500);
        builder.Property(b => b.Statement).HasMaxLength(Blacklisting.MostSaid);
        builder.Property(b => b.ProposedBy).HasMaxLength(200);
        builder.Property(b => b.DecidedBy).HasMaxLength(200);
        builder.HasOne<Organization>().WithMany().HasForeignKey(b => b.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(b => b.OrganizationId).IsUnique().HasFilter("state < 3").HasDatabaseName(OneAtATime);
        builder.HasIndex(b => new { b.Area, b.Id });
        builder.HasIndex(b => new { b.Owner, b.Id });
    }
}
