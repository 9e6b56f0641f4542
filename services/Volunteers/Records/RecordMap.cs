using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Records;

internal sealed class ServiceRecordTable : IEntityTypeConfiguration<ServiceRecord>
{
    public void Configure(EntityTypeBuilder<ServiceRecord> builder)
    {
        builder.ToTable("service_records", t => t.HasCheckConstraint("ck_service_records_half_hours", "minutes % 30 = 0 and minutes <> 0"));
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Owner).HasMaxLength(100);
        builder.Property(r => r.Kind).HasMaxLength(50);
        builder.Property(r => r.Reason).HasMaxLength(200);
        builder.Property(r => r.RecordedBy).HasMaxLength(200);
        builder.HasIndex(r => new { r.Area, r.Id });
        builder.HasIndex(r => new { r.VolunteerId, r.Id });
        builder.HasIndex(r => new { r.TeamId, r.StartsAt }).HasFilter("team_id is not null");
        builder.HasIndex(r => r.Reverses).IsUnique().HasFilter("reverses is not null").HasDatabaseName(RecordSpans.ReversedOnce);
    }
}

internal sealed class CertificateTable : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.ToTable("certificates");
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Owner).HasMaxLength(100);
        builder.Property(c => c.Number).HasMaxLength(30);
        builder.Property(c => c.Code).HasMaxLength(16);
        builder.Property(c => c.WithdrawReason).HasMaxLength(200);
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => new { c.Area, c.Id });
        builder.HasIndex(c => new { c.VolunteerId, c.Id });
    }
}

internal static class RecordWire
{
    public static Wire.ServiceRecord ToWire(this ServiceRecord record) => new()
    {
        Id = record.Id.ToString(), VolunteerId = record.VolunteerId.ToString(), DivisionCode = record.Area, ActivityId = record.ActivityId?.ToString() ?? "", TeamId = record.TeamId?.ToString() ?? "", Kind = record.Kind,
        StartTime = record.StartsAt.ToTimestamp(), EndTime = record.EndsAt.ToTimestamp(), Minutes = record.Minutes, ReversesId = record.Reverses?.ToString() ?? "", Reason = record.Reason,
        Recorder = record.RecordedBy, RecordTime = record.RecordedAt.ToTimestamp(),
    };

    public static Wire.Certificate ToWire(this Certificate certificate) => new()
    {
        Id = certificate.Id.ToString(), Number = certificate.Number, VerificationCode = certificate.Code, VolunteerId = certificate.VolunteerId.ToString(), Minutes = certificate.Minutes,
        RecordCount = certificate.RecordCount, FromDate = certificate.FromDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ToDate = certificate.ToDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IssueTime = certificate.IssuedAt.ToTimestamp(), WithdrawTime = certificate.WithdrawnAt?.ToTimestamp(), WithdrawReason = certificate.WithdrawReason ?? "",
    };
}
