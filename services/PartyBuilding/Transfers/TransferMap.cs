using Governance.PartyBuilding.Members;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Transfers;

internal sealed class TransferTable : IEntityTypeConfiguration<Transfer>
{
    public const string OneAtATime = "ux_transfers_member_id";

    public void Configure(EntityTypeBuilder<Transfer> builder)
    {
        builder.ToTable("transfers");
        builder.Property(t => t.Area).HasMaxLength(15);
        builder.Property(t => t.FromArea).HasMaxLength(15).UseCollation("C");
        builder.Property(t => t.ToArea).HasMaxLength(15).UseCollation("C");
        builder.Property(t => t.State).HasConversion<short>();
        builder.HasOne<Member>().WithMany().HasForeignKey(t => t.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.MemberId).IsUnique().HasFilter("state = 1").HasDatabaseName(OneAtATime);
        builder.HasIndex(t => new { t.MemberId, t.Id });
        builder.HasIndex(t => t.ExpiresAt).HasFilter("state = 1");
        builder.HasIndex(t => new { t.Area, t.Id });
        builder.HasIndex(t => new { t.FromArea, t.Id });
        builder.HasIndex(t => new { t.ToArea, t.Id });
        builder.HasIndex(t => new { t.FromId, t.Id });
        builder.HasIndex(t => new { t.ToId, t.Id });
    }
}
