using Governance.SocialOrganizations.Funds;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class VentureContestTable : IEntityTypeConfiguration<VentureContest>
{
    public void Configure(EntityTypeBuilder<VentureContest> builder)
    {
        builder.ToTable("venture_contests");
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Title).HasMaxLength(100);
        builder.Property(c => c.AwardedBy).HasMaxLength(200);
        builder.Property(c => c.CancelledBy).HasMaxLength(200).HasDefaultValue("");
        builder.Property(c => c.CancelReason).HasMaxLength(200).HasDefaultValue("");
        builder.Ignore(c => c.Awarded);
        builder.Ignore(c => c.Cancelled);
        builder.Ignore(c => c.Decided);
        builder.Ignore(c => c.Panel);
        builder.HasOne<Fund>().WithMany().HasForeignKey(c => c.FundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Earmark>().WithMany().HasForeignKey(c => c.EarmarkId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.Area, c.Id });
    }
}

internal sealed class VenturePanelistTable : IEntityTypeConfiguration<VenturePanelist>
{
    public const string Once = "ux_venture_panelists_contest_id_subject";

    public void Configure(EntityTypeBuilder<VenturePanelist> builder)
    {
        builder.ToTable("venture_panelists");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Subject).HasMaxLength(200);
        builder.HasOne<VentureContest>().WithMany().HasForeignKey(p => p.ContestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.ContestId, p.Subject }).IsUnique().HasDatabaseName(Once);
        builder.HasIndex(p => new { p.Area, p.Id });
    }
}

internal sealed class VentureScoreTable : IEntityTypeConfiguration<VentureScore>
{
    public const string Once = "pk_venture_scores";

    public void Configure(EntityTypeBuilder<VentureScore> builder)
    {
        builder.ToTable("venture_scores");
        builder.HasKey(s => new { s.VentureId, s.PanelistId });
        builder.HasOne<Venture>().WithMany().HasForeignKey(s => s.VentureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<VenturePanelist>().WithMany().HasForeignKey(s => s.PanelistId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class VoterTable : IEntityTypeConfiguration<Voter>
{
    public const string Once = "pk_voters";

    public void Configure(EntityTypeBuilder<Voter> builder)
    {
        builder.ToTable("voters");
        builder.HasKey(v => v.Account).HasName(Once);
        builder.Property(v => v.Area).HasMaxLength(12);
        builder.Property(v => v.VerifiedBy).HasMaxLength(200).HasDefaultValue("");
        builder.HasIndex(v => v.Area);
    }
}

internal sealed class VoterTallyTable : IEntityTypeConfiguration<VoterTally>
{
    public void Configure(EntityTypeBuilder<VoterTally> builder)
    {
        builder.ToTable("voter_tallies", t => t.HasCheckConstraint("ck_voter_tallies_verified", "verified > 0 and replaced between 0 and verified"));
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Area).HasMaxLength(12);
        builder.Property(t => t.Clerk).HasMaxLength(200).UseCollation("C");
        builder.HasIndex(t => new { t.Area, t.Id });
        builder.HasIndex(t => new { t.Clerk, t.Day });
    }
}

internal sealed class VentureVoteTable : IEntityTypeConfiguration<VentureVote>
{
    public const string OneAPerson = "pk_venture_votes", OneAnAccount = "ux_venture_votes_contest_id_voting";

    public void Configure(EntityTypeBuilder<VentureVote> builder)
    {
        builder.ToTable("venture_votes");
        builder.HasKey(v => new { v.ContestId, v.Voter }).HasName(OneAPerson);
        builder.HasOne<VentureContest>().WithMany().HasForeignKey(v => v.ContestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Venture>().WithMany().HasForeignKey(v => v.VentureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.ContestId, v.Voting }).IsUnique().HasDatabaseName(OneAnAccount);
        builder.HasIndex(v => v.VentureId);
    }
}

internal sealed class DeskTallyTable : IEntityTypeConfiguration<DeskTally>
{
    public void Configure(EntityTypeBuilder<DeskTally> builder)
    {
        builder.ToTable("desk_tallies", t => t.HasCheckConstraint("ck_desk_tallies_votes", "votes > 0"));
        builder.HasKey(t => new { t.ContestId, t.Day, t.Clerk });
        builder.Property(t => t.Clerk).HasMaxLength(200).UseCollation("C");
        builder.HasOne<VentureContest>().WithMany().HasForeignKey(t => t.ContestId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class VentureTable : IEntityTypeConfiguration<Venture>
{
    public const string Once = "ux_ventures_contest_id_organization_id";

    public void Configure(EntityTypeBuilder<Venture> builder)
    {
        builder.ToTable("ventures", t => t.HasCheckConstraint("ck_ventures_amount", "amount_fen > 0"));
        builder.Property(v => v.Area).HasMaxLength(12);
        builder.Property(v => v.OrganizationName).HasMaxLength(100);
        builder.Property(v => v.Owner).HasMaxLength(200);
        builder.Property(v => v.Title).HasMaxLength(100);
        builder.Property(v => v.Plan).HasMaxLength(2_000);
        builder.Property(v => v.State).HasConversion<short>();
        builder.Property(v => v.AwardedBy).HasMaxLength(200);
        builder.Ignore(v => v.OwnedAnywhere);
        builder.Ignore(v => v.UnpaidFen);
        builder.HasOne<VentureContest>().WithMany().HasForeignKey(v => v.ContestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Fund>().WithMany().HasForeignKey(v => v.FundId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Earmark>().WithMany().HasForeignKey(v => v.EarmarkId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(v => v.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(v => v.Tranches).WithOne().HasForeignKey(t => t.VentureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.ContestId, v.OrganizationId }).IsUnique().HasDatabaseName(Once);
        builder.HasIndex(v => new { v.ContestId, v.Id });
        builder.HasIndex(v => new { v.Area, v.Id });
        builder.HasIndex(v => new { v.Owner, v.Id });
    }
}

internal sealed class VentureTrancheTable : IEntityTypeConfiguration<VentureTranche>
{
    public void Configure(EntityTypeBuilder<VentureTranche> builder)
    {
        builder.ToTable("venture_tranches", t => t.HasCheckConstraint("ck_venture_tranches_amount", "amount_fen > 0"));
        builder.HasKey(t => new { t.VentureId, t.Number });
        builder.Property(t => t.Number).ValueGeneratedNever();
        builder.Property(t => t.State).HasConversion<short>();
        builder.Property(t => t.Voucher).HasMaxLength(100);
        builder.Property(t => t.Report).HasMaxLength(100);
        builder.Property(t => t.ReportedBy).HasMaxLength(200);
        builder.Property(t => t.AcceptedBy).HasMaxLength(200);
        builder.HasOne<FundEntry>().WithMany().HasForeignKey(t => t.EntryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(t => t.Returned).WithOne().HasForeignKey(r => new { r.VentureId, r.TrancheNumber }).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(t => t.Returned).AutoInclude();
    }
}

internal sealed class ReturnedReportTable : IEntityTypeConfiguration<ReturnedReport>
{
    public void Configure(EntityTypeBuilder<ReturnedReport> builder)
    {
        builder.ToTable("returned_reports");
        builder.HasKey(r => new { r.VentureId, r.TrancheNumber, r.Number });
        builder.Property(r => r.Number).ValueGeneratedNever();
        builder.Property(r => r.Report).HasMaxLength(100);
        builder.Property(r => r.Reason).HasMaxLength(200);
        builder.Property(r => r.ReportedBy).HasMaxLength(200);
        builder.Property(r => r.ReturnedBy).HasMaxLength(200);
    }
}
