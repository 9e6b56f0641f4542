using Google.Protobuf.WellKnownTypes;
using Governance.Welfare.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class CareNeedTable : IEntityTypeConfiguration<CareNeed>
{
    public void Configure(EntityTypeBuilder<CareNeed> builder)
    {
        builder.ToTable("care_needs");
        builder.Property(n => n.Area).HasMaxLength(12);
        builder.Property(n => n.Kind).HasMaxLength(30);
        builder.Property(n => n.State).HasConversion<short>();
        builder.Property(n => n.RaisedBy).HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => new { n.Area, n.Id });
    }
}

internal sealed class CareRecordTable : IEntityTypeConfiguration<CareRecord>
{
    public void Configure(EntityTypeBuilder<CareRecord> builder)
    {
        builder.ToTable("care_records");
        builder.HasKey(r => r.RecordId);
        builder.Property(r => r.RecordId).ValueGeneratedNever();
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Kind).HasMaxLength(30);
        builder.HasOne<CareNeed>().WithMany().HasForeignKey(r => r.NeedId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.PersonId, r.RecordId });
        builder.HasIndex(r => new { r.Area, r.RecordId });
    }
}

internal static class CareWire
{
    public static Wire.CareNeed ToWire(this CareNeed need) => new()
    {
        Id = need.Id.ToString(), PersonId = need.PersonId.ToString(), DivisionCode = need.Area, Kind = need.Kind, Headcount = need.Headcount, StartTime = need.StartsAt.ToTimestamp(), EndTime = need.EndsAt.ToTimestamp(),
        State = (Wire.CareNeedState)need.State, ServedCount = need.ServedCount, RaisedBy = need.RaisedBy, RaiseTime = need.RaisedAt.ToTimestamp(),
    };

    public static Wire.CareRecord ToWire(this CareRecord record) => new()
    {
        RecordId = record.RecordId.ToString(), NeedId = record.NeedId.ToString(), PersonId = record.PersonId.ToString(), Kind = record.Kind, VolunteerId = record.VolunteerId.ToString(), Minutes = record.Minutes,
        Time = record.ServedAt.ToTimestamp(),
    };
}
