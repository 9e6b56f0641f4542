using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class PointSchemeTable : IEntityTypeConfiguration<PointScheme>
{
    public const string OneOfAKind = "ux_point_schemes_area_kind";

    public void Configure(EntityTypeBuilder<PointScheme> builder)
    {
        builder.ToTable("point_schemes");
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Kind).HasConversion<short>();
        builder.Property(s => s.Name).HasMaxLength(50);
        builder.ComplexCollection(s => s.Deeds, d => d.ToJson());
        builder.Ignore(s => s.Spendable);
        builder.HasIndex(s => new { s.Area, s.Kind }).IsUnique().HasDatabaseName(OneOfAKind);
    }
}

internal sealed class PointAccountTable : IEntityTypeConfiguration<PointAccount>
{
    public const string JoinedOnce = "ux_point_accounts_scheme_id_volunteer_id";

    public void Configure(EntityTypeBuilder<PointAccount> builder)
    {
        builder.ToTable("point_accounts");
        builder.Property(a => a.Area).HasMaxLength(12);
        builder.Property(a => a.Owner).HasMaxLength(100);
        builder.HasOne<PointScheme>().WithMany().HasForeignKey(a => a.SchemeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.SchemeId, a.VolunteerId }).IsUnique().HasDatabaseName(JoinedOnce);
        builder.HasIndex(a => new { a.VolunteerId, a.Id });
        builder.HasIndex(a => new { a.Area, a.Id });
    }
}

internal sealed class PointBalanceTable : IEntityTypeConfiguration<PointBalance>
{
    public void Configure(EntityTypeBuilder<PointBalance> builder)
    {
        builder.ToTable("point_balances", t => t.HasCheckConstraint(PointLedger.NotBelowZero, "balance >= 0"));
        builder.HasKey(b => new { b.AccountId, b.Year });
        builder.Property(b => b.Area).HasMaxLength(12);
        builder.HasIndex(b => new { b.Area, b.SchemeId, b.Year });
    }
}

internal sealed class PointPostingTable : IEntityTypeConfiguration<PointPosting>
{
    public void Configure(EntityTypeBuilder<PointPosting> builder)
    {
        builder.ToTable("point_postings");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Owner).HasMaxLength(100);
        builder.Property(p => p.Kind).HasConversion<short>();
        builder.Property(p => p.DeedCode).HasMaxLength(40);
        builder.Property(p => p.Name).HasMaxLength(50);
        builder.Property(p => p.Evidence).HasMaxLength(200);
        builder.Property(p => p.PostedBy).HasMaxLength(200);
        builder.HasIndex(p => new { p.Area, p.Day });
        builder.HasIndex(p => new { p.AccountId, p.Id });
        builder.HasIndex(p => new { p.AccountId, p.DeedCode, p.Day });
        builder.HasIndex(p => new { p.RecordId, p.AccountId }).IsUnique().HasFilter("record_id is not null").HasDatabaseName(PointLedger.OncePerRecord);
        builder.HasIndex(p => p.Reverses).IsUnique().HasFilter("reverses is not null").HasDatabaseName(PointLedger.ReversedOnce);
    }
}

internal static class PointWire
{
    public static Wire.PointScheme ToWire(this PointScheme scheme)
    {
        var wire = new Wire.PointScheme { Id = scheme.Id.ToString(), DivisionCode = scheme.Area, Kind = (Wire.PointSchemeKind)scheme.Kind, Name = scheme.Name, ResetsYearly = scheme.ResetsYearly, Etag = Etag.Of(scheme.Version) };
        wire.Deeds.AddRange(scheme.Deeds.Select(d => new Wire.PointDeed { Code = d.Code, Name = d.Name, Points = d.Points, Unit = (Wire.PointDeedUnit)d.Unit, MostADay = d.MostADay, MostAYear = d.MostAYear }));
        return wire;
    }

    public static Wire.PointAccount ToWire(this PointAccount account, PointBalance? now) => new()
    {
        Id = account.Id.ToString(), SchemeId = account.SchemeId.ToString(), VolunteerId = account.VolunteerId.ToString(), Balance = now?.Balance ?? 0, Standing = now?.Standing ?? 0,
        JoinTime = account.JoinedAt.ToTimestamp(), LeaveTime = account.LeftAt?.ToTimestamp(),
    };

    public static Wire.PointPosting ToWire(this PointPosting posting) => new()
    {
        Id = posting.Id.ToString(), AccountId = posting.AccountId.ToString(), Kind = (Wire.PointPostingKind)posting.Kind, DeedCode = posting.DeedCode, Name = posting.Name, Points = posting.Points,
        Minutes = posting.Minutes, DeedDate = posting.Day.ToWire(), Evidence = posting.Evidence, RecordId = posting.RecordId?.ToString() ?? "", ReversesId = posting.Reverses?.ToString() ?? "",
        RedemptionId = posting.RedemptionId?.ToString() ?? "", PostTime = posting.At.ToTimestamp(),
    };

    public static string ToWire(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
