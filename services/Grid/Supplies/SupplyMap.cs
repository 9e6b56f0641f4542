using Google.Protobuf.WellKnownTypes;
using Governance.Grid.Calls;
using Governance.Grid.Divisions;
using Governance.Grid.Emergencies;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Supplies;

internal sealed class ShelterTable : IEntityTypeConfiguration<Shelter>
{
    public void Configure(EntityTypeBuilder<Shelter> builder)
    {
        builder.ToTable("shelters");
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Name).HasMaxLength(50);
        builder.Property(s => s.Address).HasMaxLength(200);
        builder.HasIndex(s => new { s.Area, s.Id });
    }
}

internal sealed class SupplyTable : IEntityTypeConfiguration<Supply>
{
    public void Configure(EntityTypeBuilder<Supply> builder)
    {
        builder.ToTable("supplies", t => t.HasCheckConstraint(SupplyLedger.NotBelowZero, "amount >= 0"));
        builder.Property(s => s.Area).HasMaxLength(12);
        builder.Property(s => s.Name).HasMaxLength(50);
        builder.Property(s => s.Measure).HasMaxLength(10);
        // The database counts it, under the lock of the row; EF only reads.
        builder.Property(s => s.Amount).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        builder.HasOne<Shelter>().WithMany().HasForeignKey(s => s.ShelterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.Area, s.Id });
    }
}

internal sealed class SupplyPostingTable : IEntityTypeConfiguration<SupplyPosting>
{
    public void Configure(EntityTypeBuilder<SupplyPosting> builder)
    {
        builder.ToTable("supply_postings");
        builder.Property(p => p.Area).HasMaxLength(12);
        builder.Property(p => p.Kind).HasConversion<short>();
        builder.Property(p => p.Reason).HasMaxLength(200);
        builder.HasOne<Supply>().WithMany().HasForeignKey(p => p.SupplyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Emergency>().WithMany().HasForeignKey(p => p.EmergencyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.SupplyId, p.Id });
        builder.HasIndex(p => new { p.Area, p.Id });
    }
}

internal static class SupplyWire
{
    public static Wire.Shelter ToWire(this Shelter shelter) => new()
    {
        Id = shelter.Id.ToString(), DivisionCode = shelter.Area, Name = shelter.Name, Address = shelter.Address, Capacity = shelter.Capacity,
        Point = shelter is { Latitude: { } lat, Longitude: { } lon } ? new Common.V1.Point { Latitude = lat, Longitude = lon } : null, CloseTime = shelter.ClosedAt.ToWire(), Etag = Etag.Of(shelter.Version),
    };

    public static Wire.Supply ToWire(this Supply supply) => new()
    {
        Id = supply.Id.ToString(), DivisionCode = supply.Area, ShelterId = supply.ShelterId?.ToString() ?? "", Name = supply.Name, Measure = supply.Measure, Amount = supply.Amount,
        LeastAmount = supply.LeastAmount, Etag = Etag.Of(supply.Version),
    };

    public static Wire.SupplyPosting ToWire(this SupplyPosting posting) => new()
    {
        Id = posting.Id.ToString(), SupplyId = posting.SupplyId.ToString(), Kind = (Wire.SupplyPostingKind)posting.Kind, Amount = posting.Amount, Balance = posting.Balance,
        EmergencyId = posting.EmergencyId?.ToString() ?? "", Reason = posting.Reason, PostTime = posting.PostedAt.ToTimestamp(),
    };

    /// <summary>What may be said of a shelter, as far as it is wanted.</summary>
    public static Check ShelterFields(this Check check, string at, string name, string address, Common.V1.Point? point, int capacity, Func<string, bool> wants, ProvinceBounds bounds)
    {
        if (wants("name")) check.Text(at + "name", name, 50);
        if (wants("address")) check.Text(at + "address", address, 200, min: 0);
        if (wants("point") && point is not null) bounds.Check(check, at + "point", point.Latitude, point.Longitude);
        if (wants("capacity")) check.Within(at + "capacity", capacity, 1, 100_000);
        return check;
    }
}
