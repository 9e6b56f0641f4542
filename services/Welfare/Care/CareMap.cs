using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
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
        builder.HasOne<CareProvider>().WithMany().HasForeignKey(r => r.ProviderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.PersonId, r.RecordId });
        builder.HasIndex(r => new { r.Area, r.ServedAt });
    }
}

internal sealed class CareItemTable : IEntityTypeConfiguration<CareItem>
{
    public const string Once = "ux_care_items_code";

    public void Configure(EntityTypeBuilder<CareItem> builder)
    {
        builder.ToTable("care_items");
        builder.Property(i => i.Area).HasMaxLength(2);
        builder.Property(i => i.Code).HasMaxLength(30).UseCollation("C");
        builder.Property(i => i.Title).HasMaxLength(50);
        builder.Property(i => i.Group).HasConversion<short>().HasColumnName("care_group");
        builder.HasIndex(i => i.Code).IsUnique().HasDatabaseName(Once);
        builder.HasIndex(i => new { i.Area, i.Code });
    }
}

internal sealed class CareProviderTable : IEntityTypeConfiguration<CareProvider>
{
    public void Configure(EntityTypeBuilder<CareProvider> builder)
    {
        builder.ToTable("care_providers");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.Property(p => p.Kind).HasConversion<short>();
        builder.HasIndex(p => new { p.Area, p.Id });
    }
}

internal sealed class CareOrderTable : IEntityTypeConfiguration<CareOrder>
{
    public void Configure(EntityTypeBuilder<CareOrder> builder)
    {
        builder.ToTable("care_orders");
        builder.Property(o => o.Area).HasMaxLength(12);
        builder.Property(o => o.ItemCode).HasMaxLength(30);
        builder.Property(o => o.State).HasConversion<short>();
        builder.Property(o => o.PlacedBy).HasMaxLength(200);
        builder.Property(o => o.ServedBy).HasMaxLength(200);
        builder.Property(o => o.CheckedBy).HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(o => o.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CareProvider>().WithMany().HasForeignKey(o => o.ProviderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => new { o.Area, o.Id });
        builder.HasIndex(o => new { o.PersonId, o.Id });
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
        RecordId = record.RecordId.ToString(), NeedId = record.NeedId?.ToString() ?? "", PersonId = record.PersonId.ToString(), Kind = record.Kind, VolunteerId = record.VolunteerId?.ToString() ?? "", Minutes = record.Minutes,
        Time = record.ServedAt.ToTimestamp(), ProviderId = record.ProviderId?.ToString() ?? "",
    };

    public static Wire.CareItem ToWire(this CareItem item) => new() { Code = item.Code, Title = item.Title, Group = (Wire.CareGroup)item.Group, PriceFen = item.PriceFen, Retired = item.Retired, Etag = Etag.Of(item.Version) };

    public static Wire.CareProvider ToWire(this CareProvider provider)
    {
        var wire = new Wire.CareProvider
        {
            Id = provider.Id.ToString(), Name = provider.Name, Kind = (Wire.CareProviderKind)provider.Kind, DivisionCode = provider.Area, RegisterTime = provider.RegisteredAt.ToTimestamp(), CloseTime = provider.ClosedAt?.ToTimestamp(),
            Etag = Etag.Of(provider.Version),
        };
        wire.ItemCodes.AddRange(provider.ItemCodes);
        return wire;
    }

    public static Wire.CareOrder ToWire(this CareOrder order) => new()
    {
        Id = order.Id.ToString(), PersonId = order.PersonId.ToString(), DivisionCode = order.Area, ItemCode = order.ItemCode, ProviderId = order.ProviderId.ToString(), PriceFen = order.PriceFen, StartTime = order.StartsAt.ToTimestamp(),
        State = (Wire.CareOrderState)order.State, PlacedBy = order.PlacedBy, ServeTime = order.ServedAt?.ToTimestamp(), Minutes = order.Minutes, ServedBy = order.ServedBy, CheckedBy = order.CheckedBy, Score = order.Score,
        Etag = Etag.Of(order.Version),
    };
}
