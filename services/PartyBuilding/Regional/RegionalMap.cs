using Governance.PartyBuilding.Members;
using Governance.PartyBuilding.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Regional;

internal sealed class RegionalCommitteeTable : IEntityTypeConfiguration<RegionalCommittee>
{
    public const string OneADivision = "ux_regional_committees_area";

    public void Configure(EntityTypeBuilder<RegionalCommittee> builder)
    {
        builder.ToTable("regional_committees");
        // One more than a code: a mark while two change places.
        builder.Property(c => c.Area).HasMaxLength(13);
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RegionalCommittee>().WithMany().HasForeignKey(c => c.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Area).IsUnique().HasFilter("merged_into_id is null").HasDatabaseName(OneADivision);
    }
}

internal sealed class MemberUnitTable : IEntityTypeConfiguration<MemberUnit>
{
    public const string OneName = "ux_member_units_committee_id_name";

    public void Configure(EntityTypeBuilder<MemberUnit> builder)
    {
        builder.ToTable("member_units");
        builder.Property(u => u.Area).HasMaxLength(12);
        builder.Property(u => u.Name).HasMaxLength(100);
        builder.HasOne<RegionalCommittee>().WithMany().HasForeignKey(u => u.CommitteeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(u => u.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(u => new { u.CommitteeId, u.Name }).IsUnique().HasFilter("left_on is null").HasDatabaseName(OneName);
        builder.HasIndex(u => new { u.Area, u.Id });
    }
}

internal sealed class PartTimeMemberTable : IEntityTypeConfiguration<PartTimeMember>
{
    public const string OneSeat = "ux_part_time_members_committee_id_member_id";

    public void Configure(EntityTypeBuilder<PartTimeMember> builder)
    {
        builder.ToTable("part_time_members");
        builder.Property(m => m.Area).HasMaxLength(12);
        builder.HasOne<MemberUnit>().WithMany().HasForeignKey(m => m.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(m => m.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.CommitteeId, m.MemberId }).IsUnique().HasFilter("unseated_on is null").HasDatabaseName(OneSeat);
        builder.HasIndex(m => new { m.Area, m.Id });
    }
}

internal sealed class AgreementTable : IEntityTypeConfiguration<Agreement>
{
    public void Configure(EntityTypeBuilder<Agreement> builder)
    {
        builder.ToTable("agreements", t => t.HasCheckConstraint("ck_agreements_term", "ends_on >= starts_on"));
        builder.Property(a => a.Area).HasMaxLength(12);
        builder.Property(a => a.Title).HasMaxLength(100);
        builder.HasOne<MemberUnit>().WithMany().HasForeignKey(a => a.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.CommitteeId, a.Id });
        builder.HasIndex(a => new { a.Area, a.Id });
    }
}

internal sealed class RegionalItemTable : IEntityTypeConfiguration<RegionalItem>
{
    public void Configure(EntityTypeBuilder<RegionalItem> builder)
    {
        builder.ToTable("regional_items", t => t.HasCheckConstraint("ck_regional_items_claimed", "claimed between 0 and quantity"));
        builder.Property(i => i.Area).HasMaxLength(12);
        builder.Property(i => i.Title).HasMaxLength(100);
        builder.Property(i => i.CommunityCode).HasMaxLength(12);
        builder.Property(i => i.List).HasConversion<short>();
        builder.HasOne<RegionalCommittee>().WithMany().HasForeignKey(i => i.CommitteeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<MemberUnit>().WithMany().HasForeignKey(i => i.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => new { i.CommitteeId, i.Id });
        builder.HasIndex(i => new { i.Area, i.Id });
    }
}

internal sealed class ClaimTable : IEntityTypeConfiguration<Claim>
{
    public void Configure(EntityTypeBuilder<Claim> builder)
    {
        builder.ToTable("claims", t => t.HasCheckConstraint("ck_claims_who", "quantity > 0 and (unit_id is null) = (list = 2) and (community_code is null) = (list <> 2)"));
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.List).HasConversion<short>();
        builder.Property(c => c.State).HasConversion<short>();
        builder.Property(c => c.CommunityCode).HasMaxLength(12);
        builder.Property(c => c.ClaimedBy).HasMaxLength(200);
        builder.HasOne<RegionalItem>().WithMany().HasForeignKey(c => c.ItemId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<MemberUnit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.ItemId, c.Id });
        builder.HasIndex(c => new { c.UnitId, c.Id });
        builder.HasIndex(c => new { c.Area, c.Id });
    }
}

internal sealed class ClaimProgressTable : IEntityTypeConfiguration<ClaimProgress>
{
    public void Configure(EntityTypeBuilder<ClaimProgress> builder)
    {
        builder.ToTable("claim_progress");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasOne<Claim>().WithMany().HasForeignKey(p => p.ClaimId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.ClaimId, p.Id });
    }
}
