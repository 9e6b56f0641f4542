using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class AllowanceTable : IEntityTypeConfiguration<Allowance>
{
    public const string OneRuns = "ux_allowances_person_id_kind";

    public void Configure(EntityTypeBuilder<Allowance> builder)
    {
        builder.ToTable("allowances");
        builder.Property(a => a.Area).HasMaxLength(12);
        builder.Property(a => a.Kind).HasConversion<short>();
        builder.Property(a => a.State).HasConversion<short>();
        builder.Property(a => a.Hardship).HasConversion<short?>();
        builder.Property(a => a.StoppedFor).HasConversion<short?>();
        builder.Property(a => a.AppliedBy).HasMaxLength(200);
        builder.Property(a => a.VerifiedBy).HasMaxLength(200);
        builder.Property(a => a.ApprovedBy).HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.PersonId, a.Kind }).IsUnique().HasFilter("state <= 4").HasDatabaseName(OneRuns);
        builder.HasIndex(a => new { a.Area, a.Id });
    }
}

internal sealed class AllowanceRuleTable : IEntityTypeConfiguration<AllowanceRule>
{
    public const string Once = "ux_allowance_rules_area_kind_since";

    public void Configure(EntityTypeBuilder<AllowanceRule> builder)
    {
        builder.ToTable("allowance_rules");
        builder.Property(r => r.Area).HasMaxLength(6);
        builder.Property(r => r.Kind).HasConversion<short>();
        builder.HasIndex(r => new { r.Area, r.Kind, r.Since }).IsUnique().HasDatabaseName(Once);
    }
}

internal sealed class PayListTable : IEntityTypeConfiguration<PayList>
{
    public void Configure(EntityTypeBuilder<PayList> builder)
    {
        builder.ToTable("pay_lists");
        builder.Property(l => l.Area).HasMaxLength(6);
        builder.Property(l => l.State).HasConversion<short>();
        builder.Property(l => l.DrawnBy).HasMaxLength(200);
        builder.Property(l => l.ApprovedBy).HasMaxLength(200);
        builder.Property(l => l.Voucher).HasMaxLength(50);
        builder.HasIndex(l => new { l.Area, l.Month }).IsUnique();
        builder.HasIndex(l => new { l.Area, l.Id });
    }
}

internal sealed class PaymentTable : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("allowance_payments", t => t.HasCheckConstraint("ck_allowance_payments_amount_fen", "amount_fen > 0"));
        builder.HasKey(p => new { p.AllowanceId, p.Month });
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Kind).HasConversion<short>();
        builder.Property(p => p.State).HasConversion<short>();
        builder.HasOne<Allowance>().WithMany().HasForeignKey(p => p.AllowanceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PayList>().WithMany().HasForeignKey(p => p.PayListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.Restrict);
        // Paid once: whatever is drawn, by whom, how often and in however many counties at once.
        builder.HasIndex(p => new { p.PersonId, p.Kind, p.Month }).IsUnique();
        builder.HasIndex(p => new { p.PayListId, p.AllowanceId, p.Month });
        builder.HasIndex(p => new { p.Area, p.Month });
    }
}

internal static class AllowanceWire
{
    public static Wire.Allowance Of(Allowance allowance, long overpaidFen)
    {
        var wire = new Wire.Allowance
        {
            Id = allowance.Id.ToString(), PersonId = allowance.PersonId.ToString(), DivisionCode = allowance.Area, Kind = (Wire.AllowanceKind)allowance.Kind, State = (Wire.AllowanceState)allowance.State,
            HardshipGround = (Wire.HardshipGround)(allowance.Hardship ?? 0), AppliedBy = allowance.AppliedBy, ApplyTime = allowance.AppliedAt.ToTimestamp(), VerifiedBy = allowance.VerifiedBy,
            VerifyTime = allowance.VerifiedAt?.ToTimestamp(), PublishDate = Day(allowance.PublishedOn), PublishUntilDate = Day(allowance.PublishedUntil), ApprovedBy = allowance.ApprovedBy,
            ApproveTime = allowance.ApprovedAt?.ToTimestamp(), FirstMonth = allowance.Since is { } since ? Months.Text(since) : "", LastMonth = allowance.Until is { } until ? Months.Text(until) : "",
            StopGround = (Wire.StopGround)(allowance.StoppedFor ?? 0), OverpaidFen = overpaidFen, Etag = Etag.Of(allowance.Version),
        };
        wire.OtherAids.AddRange(allowance.OtherAids.Select(a => (Wire.OtherAid)a));
        return wire;
    }

    public static Wire.AllowanceRule Of(AllowanceRule rule)
    {
        var wire = new Wire.AllowanceRule { Id = rule.Id.ToString(), DivisionCode = rule.Area, Kind = (Wire.AllowanceKind)rule.Kind, SinceDate = Day(rule.Since), PublishDays = rule.PublishDays, MonthsAfterDeath = rule.MonthsAfterDeath };
        wire.Amounts.AddRange(rule.Disabilities.Zip(rule.AmountsFen, (d, fen) => new Wire.DisabilityAmount { Kind = (Wire.DisabilityKind)(d / 10), Grade = d % 10, AmountFen = fen }));
        wire.HardshipGrounds.AddRange(rule.HardshipGrounds.Select(g => (Wire.HardshipGround)g));
        wire.ExcludingAids.AddRange(rule.ExcludingAids.Select(a => (Wire.OtherAid)a));
        return wire;
    }

    public static Wire.PayList ToWire(this PayList list) => new()
    {
        Id = list.Id.ToString(), DivisionCode = list.Area, Month = Months.Text(list.Month), State = (Wire.PayListState)list.State, PaymentCount = list.PaymentCount, TotalFen = list.TotalFen, PaidFen = list.PaidFen,
        DrawnBy = list.DrawnBy, ApprovedBy = list.ApprovedBy, ApproveTime = list.ApprovedAt?.ToTimestamp(), PayDate = Day(list.PaidOn), Voucher = list.Voucher, Etag = Etag.Of(list.Version),
    };

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
