using Governance.PartyBuilding.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Teams;

internal sealed class TeamTable : IEntityTypeConfiguration<Team>
{
    public const string OneOfAKind = "ux_teams_area_body";

    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("teams", t => t.HasCheckConstraint("ck_teams_seats", "seats between 0 and most_seats"));
        builder.Property(t => t.Area).HasMaxLength(12);
        builder.Property(t => t.Body).HasConversion<short>();
        builder.Ignore(t => t.EstablishedOn);
        builder.HasIndex(t => new { t.Area, t.Body }).IsUnique().HasFilter("not closed").HasDatabaseName(OneOfAKind);
        builder.HasIndex(t => new { t.Area, t.Id });
        builder.HasIndex(t => t.RemindOn).HasFilter("remind_on is not null");
    }
}

internal sealed class TeamSeatsTable : IEntityTypeConfiguration<TeamSeats>
{
    public void Configure(EntityTypeBuilder<TeamSeats> builder)
    {
        builder.ToTable("team_seats");
        builder.HasKey(s => new { s.Body, s.Village, s.Since });
        builder.Property(s => s.Body).HasConversion<short>();
        builder.Property(s => s.Basis).HasMaxLength(200);
    }
}

internal sealed class TeamPostTable : IEntityTypeConfiguration<TeamPost>
{
    public const string OneHead = "ux_team_posts_head";

    public void Configure(EntityTypeBuilder<TeamPost> builder)
    {
        builder.ToTable("team_posts");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Kind).HasConversion<short>();
        builder.Ignore(p => p.OpenedOn);
        builder.HasOne<Team>().WithMany().HasForeignKey(p => p.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.TeamId, p.Kind }).IsUnique().HasFilter("kind = 1 and not closed").HasDatabaseName(OneHead);
        builder.HasIndex(p => new { p.TeamId, p.Kind, p.Id });
        builder.HasIndex(p => new { p.Area, p.Id });
    }
}

internal sealed class TeamHoldingTable : IEntityTypeConfiguration<TeamHolding>
{
    public const string OneHolder = "ux_team_holdings_running_post_id", OnePost = "ux_team_holdings_running_person_id";

    public void Configure(EntityTypeBuilder<TeamHolding> builder)
    {
        builder.ToTable("team_holdings");
        builder.Property(h => h.Area).HasMaxLength(12);
        builder.Property(h => h.Body).HasConversion<short>();
        builder.Property(h => h.Kind).HasConversion<short>();
        builder.Property(h => h.Mode).HasConversion<short>();
        builder.Property(h => h.End).HasConversion<short?>().HasColumnName("end_kind");
        builder.Ignore(h => h.IsSecretary);
        builder.HasOne<Team>().WithMany().HasForeignKey(h => h.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<TeamPost>().WithMany().HasForeignKey(h => h.PostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(h => h.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(h => h.RunningPostId).IsUnique().HasDatabaseName(OneHolder);
        builder.HasIndex(h => new { h.RunningPersonId, h.Body }).IsUnique().HasDatabaseName(OnePost);
        builder.HasIndex(h => new { h.TeamId, h.Id });
        builder.HasIndex(h => new { h.PersonId, h.Id });
        builder.HasIndex(h => new { h.Area, h.Id });
        builder.HasIndex(h => h.PostId);
    }
}

internal sealed class TeamRuleTable : IEntityTypeConfiguration<TeamRule>
{
    public const string Once = "ux_team_rules";

    public void Configure(EntityTypeBuilder<TeamRule> builder)
    {
        builder.ToTable("team_rules");
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.HasIndex(r => new { r.Area, r.Since }).IsUnique().HasDatabaseName(Once);
    }
}
