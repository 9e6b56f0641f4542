using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.TimeBank;

internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts", t => t.HasCheckConstraint(Ledger.NotBelowZero, "balance >= 0 or kind = 3"));
        builder.Property(a => a.Kind).HasConversion<short>();
        builder.Property(a => a.Area).HasMaxLength(12);
        builder.Property(a => a.Owner).HasMaxLength(100);
        builder.HasIndex(a => a.Area);
        builder.HasIndex(a => a.ExpiryCheckedAt).HasNullSortOrder(NullSortOrder.NullsFirst).HasFilter("kind = 1");
    }
}

internal sealed class PostingTable : IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<Posting> builder)
    {
        builder.ToTable("postings", t => t.HasCheckConstraint("ck_postings_minutes", "minutes > 0 and from_id <> to_id"));
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Kind).HasConversion<short>();
        builder.Property(p => p.Owner).HasMaxLength(100);
        builder.Property(p => p.Reason).HasMaxLength(200);
        builder.HasIndex(p => new { p.Area, p.Id });
        builder.HasIndex(p => new { p.FromId, p.Id });
        builder.HasIndex(p => new { p.ToId, p.Id });
        builder.HasIndex(p => new { p.RecordId, p.Kind }).IsUnique().HasFilter("record_id is not null").HasDatabaseName(Ledger.OncePerRecord);
        builder.HasIndex(p => p.Reverses).IsUnique().HasFilter("reverses is not null").HasDatabaseName(Ledger.ReversedOnce);
    }
}

internal sealed class TimeRuleTable : IEntityTypeConfiguration<TimeRule>
{
    public void Configure(EntityTypeBuilder<TimeRule> builder)
    {
        builder.ToTable("time_rules");
        builder.HasKey(r => r.Area);
        builder.Property(r => r.Area).HasMaxLength(12);
    }
}

internal static class TimeBankWire
{
    public static Wire.Account ToWire(this Account account) => new()
    {
        Id = account.Id.ToString(), Kind = (Wire.AccountKind)account.Kind, DivisionCode = account.Area, BalanceMinutes = account.Balance, Frozen = account.Frozen,
    };

    public static Wire.Posting ToWire(this Posting posting) => new()
    {
        Id = posting.Id.ToString(), Kind = (Wire.PostingKind)posting.Kind, FromId = posting.FromId.ToString(), ToId = posting.ToId.ToString(), Minutes = posting.Minutes, Reason = posting.Reason,
        ReversesId = posting.Reverses?.ToString() ?? "", RecordId = posting.RecordId?.ToString() ?? "", PostTime = posting.At.ToTimestamp(),
    };

    public static Wire.TimeRule ToWire(this TimeRule rule)
    {
        var wire = new Wire.TimeRule { DivisionCode = rule.Area, CapMinutes = rule.CapMinutes, Percent = rule.Percent, RedeemAge = rule.RedeemAge, ExpireMonths = rule.ExpireMonths };
        wire.Kinds.AddRange(rule.Kinds);
        return wire;
    }
}
