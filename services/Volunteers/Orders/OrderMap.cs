using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Orders;

internal sealed class OrderTable : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.Property(o => o.Area).HasMaxLength(12);
        builder.Property(o => o.PayerArea).HasMaxLength(12);
        builder.Property(o => o.Owner).HasMaxLength(100);
        builder.Property(o => o.ServerOwner).HasMaxLength(100);
        builder.Property(o => o.Kind).HasMaxLength(30);
        builder.Property(o => o.Relation).HasMaxLength(20);
        builder.Property(o => o.Note).HasMaxLength(200);
        builder.Property(o => o.Reason).HasMaxLength(500);
        builder.Property(o => o.State).HasConversion<short>();
        builder.HasIndex(o => new { o.Area, o.Id });
        builder.HasIndex(o => new { o.Owner, o.Id }).HasFilter("owner is not null");
        builder.HasIndex(o => new { o.ServerOwner, o.Id }).HasFilter("server_owner is not null");
        builder.HasIndex(o => o.ConfirmBy).HasFilter("confirm_by is not null");
    }
}

internal static class OrderWire
{
    public static Wire.Order ToWire(this Order order) => new()
    {
        Id = order.Id.ToString(), AccountId = order.AccountId.ToString(), DivisionCode = order.Area, Kind = order.Kind, StartTime = order.StartsAt.ToTimestamp(), Minutes = order.Minutes,
        Relation = order.Relation, Note = order.Note, State = (Wire.OrderState)order.State, ServerId = order.ServerId?.ToString() ?? "", ServedFromTime = order.ServedFrom?.ToTimestamp(),
        ServedMinutes = order.ServedMinutes, ConfirmByTime = order.ConfirmBy?.ToTimestamp(), Reason = order.Reason, PlaceTime = order.PlacedAt.ToTimestamp(),
    };
}
