using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Volunteers.Teams;

internal sealed class TeamTable : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("teams");
        builder.Property(t => t.Area).HasMaxLength(12);
        builder.Property(t => t.Name).HasMaxLength(50);
        builder.Property(t => t.Kind).HasConversion<short>();
        builder.Property(t => t.State).HasConversion<short>();
        builder.HasIndex(t => new { t.Area, t.Id });
        builder.HasIndex(t => t.OrganizationId).HasFilter("organization_id is not null");
    }
}

internal sealed class EndedOrganizationTable : IEntityTypeConfiguration<EndedOrganization>
{
    public void Configure(EntityTypeBuilder<EndedOrganization> builder)
    {
        builder.ToTable("ended_organizations");
        builder.Property(o => o.Id).ValueGeneratedNever();
    }
}

internal sealed class TeamMemberTable : IEntityTypeConfiguration<TeamMember>
{
    public const string OnceATeam = "ux_team_members_team_id_volunteer_id";

    public void Configure(EntityTypeBuilder<TeamMember> builder)
    {
        builder.ToTable("team_members");
        builder.Property(m => m.Area).HasMaxLength(12);
        builder.Property(m => m.Owner).HasMaxLength(100);
        builder.HasOne<Team>().WithMany().HasForeignKey(m => m.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.TeamId, m.VolunteerId }).IsUnique().HasFilter("left_at is null").HasDatabaseName(OnceATeam);
        builder.HasIndex(m => new { m.TeamId, m.Id });
        builder.HasIndex(m => new { m.VolunteerId, m.Id });
        builder.HasIndex(m => new { m.Area, m.Id });
        builder.HasIndex(m => new { m.Owner, m.Id }).HasFilter("owner is not null");
    }
}
