using Governance.PartyBuilding.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.PartyBuilding.Members;

internal sealed class MemberTable : IEntityTypeConfiguration<Member>
{
    public const string OnePersonOnce = "ux_members_number_hash";

    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("members");
        builder.Property(m => m.Area).HasMaxLength(15);
        builder.Property(m => m.Sex).HasConversion<short>();
        builder.Property(m => m.State).HasConversion<short>();
        builder.Property(m => m.EndKind).HasConversion<short?>();
        builder.Property(m => m.BirthYear).HasColumnType("smallint");
        builder.Property(m => m.StepCount).HasColumnType("smallint");
        builder.ComplexProperty(m => m.Person, p =>
        {
            p.Property(x => x.Name).HasColumnName("name");
            p.Property(x => x.Number).HasColumnName("number");
            p.Property(x => x.NumberHash).HasColumnName("number_hash");
            p.Property(x => x.Phone).HasColumnName("phone");
        });
        builder.Ignore(m => m.Floating);
        builder.Ignore(m => m.Counts);
        builder.HasOne<Organization>().WithMany().HasForeignKey(m => m.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.OrganizationId, m.Id });
        builder.HasIndex(m => new { m.Area, m.Id });
        // The unique number: Migrations, by hand.
    }
}

internal sealed class MemberStepTable : IEntityTypeConfiguration<MemberStep>
{
    public void Configure(EntityTypeBuilder<MemberStep> builder)
    {
        builder.ToTable("member_steps");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.From).HasConversion<short>();
        builder.Property(s => s.To).HasConversion<short>();
        builder.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId);
        builder.HasIndex(s => new { s.MemberId, s.Number }).IsUnique();
    }
}

internal sealed class MemberRuleTable : IEntityTypeConfiguration<MemberRule>
{
    public const string Once = "ux_member_rules";

    public void Configure(EntityTypeBuilder<MemberRule> builder)
    {
        builder.ToTable("member_rules");
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Kind).HasConversion<short>();
        builder.HasIndex(r => new { r.Area, r.Kind, r.Since }).IsUnique().HasDatabaseName(Once);
    }
}

internal sealed class MemberFloorTable : IEntityTypeConfiguration<MemberFloor>
{
    public void Configure(EntityTypeBuilder<MemberFloor> builder)
    {
        builder.ToTable("member_floors");
        builder.HasKey(f => new { f.Kind, f.Since });
        builder.Property(f => f.Kind).HasConversion<short>();
        builder.Property(f => f.Basis).HasMaxLength(200);
    }
}

internal sealed class MemberBatchTable : IEntityTypeConfiguration<MemberBatch>
{
    public void Configure(EntityTypeBuilder<MemberBatch> builder)
    {
        builder.ToTable("member_batches");
        // Those of before there were kinds are of members.
        builder.Property(b => b.Kind).HasConversion<short>().HasDefaultValue(BatchKind.Members);
        builder.Property(b => b.Area).HasMaxLength(12);
        builder.Property(b => b.StartedBy).HasMaxLength(200);
        builder.HasIndex(b => new { b.Area, b.Id });
    }
}

internal sealed class MemberVerdictTable : IEntityTypeConfiguration<MemberVerdict>
{
    public void Configure(EntityTypeBuilder<MemberVerdict> builder)
    {
        builder.ToTable("member_verdicts");
        builder.HasKey(v => new { v.BatchId, v.Line });
    }
}
