using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Volunteers.Honours;

internal sealed class HonourTable : IEntityTypeConfiguration<Honour>
{
    public void Configure(EntityTypeBuilder<Honour> builder)
    {
        builder.ToTable("honours");
        builder.Property(h => h.Area).HasMaxLength(12);
        builder.Property(h => h.Title).HasMaxLength(50);
        builder.Property(h => h.Method).HasConversion<short>();
        builder.Property(h => h.State).HasConversion<short>();
        builder.Ignore(h => h.Level);
        builder.HasIndex(h => new { h.Area, h.Id });
    }
}

internal sealed class NominationTable : IEntityTypeConfiguration<Nomination>
{
    public const string NominatedOnce = "ux_nominations_honour_id_volunteer_id";

    public void Configure(EntityTypeBuilder<Nomination> builder)
    {
        builder.ToTable("nominations");
        builder.HasOne<Honour>().WithMany().HasForeignKey(n => n.HonourId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => new { n.HonourId, n.VolunteerId }).IsUnique().HasDatabaseName(NominatedOnce);
        builder.HasIndex(n => new { n.HonourId, n.Id });
    }
}

internal sealed class BallotTable : IEntityTypeConfiguration<Ballot>
{
    public const string OneVoteEach = "pk_ballots";

    public void Configure(EntityTypeBuilder<Ballot> builder)
    {
        builder.ToTable("ballots");
        builder.HasKey(b => new { b.HonourId, b.Voter }).HasName(OneVoteEach);
        builder.HasIndex(b => new { b.HonourId, b.NominationId });
    }
}
