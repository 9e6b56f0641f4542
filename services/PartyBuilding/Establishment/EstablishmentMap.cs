using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Establishment;

internal sealed class OrganizationRuleTable : IEntityTypeConfiguration<OrganizationRule>
{
    public const string Once = "ux_organization_rules";

    public void Configure(EntityTypeBuilder<OrganizationRule> builder)
    {
        builder.ToTable("organization_rules");
        builder.Property(r => r.Area).HasMaxLength(12);
        builder.Property(r => r.Kind).HasConversion<short>();
        builder.Property(r => r.Seat).HasConversion<short?>();
        builder.HasIndex(r => new { r.Area, r.Kind, r.Seat, r.Since }).IsUnique().AreNullsDistinct(false).HasDatabaseName(Once);
    }
}

internal sealed class PlaceTable : IEntityTypeConfiguration<Place>
{
    public const string OneName = "ux_places_name";

    public void Configure(EntityTypeBuilder<Place> builder)
    {
        builder.ToTable("places");
        builder.Property(p => p.Area).HasMaxLength(15);
        // 50 as entered; a merger of communities may add the code of the former one.
        builder.Property(p => p.Name).HasMaxLength(80);
        builder.Property(p => p.Kind).HasConversion<short>();
        builder.HasIndex(p => new { p.Area, p.Id });
        // Grid sees to the names of grids itself.
        builder.HasIndex(p => new { p.Area, p.Kind, p.Name }).IsUnique().HasFilter("not closed and kind <> 2").HasDatabaseName(OneName);
    }
}

internal static class EstablishmentWire
{
    /// <summary>As whoever keeps it sees it.</summary>
    public static Wire.Place Of(Place place, string division) => new()
    {
        Id = place.Id.ToString(), DivisionCode = place.Area, DivisionName = division, Name = place.Name, Kind = (Wire.PlaceKind)place.Kind, FullMembers = place.FullMembers, SurveyDate = place.SurveyedOn?.Day() ?? "",
        Closed = place.Closed, Etag = Etag.Of(place.Version),
    };

    /// <summary>As whoever looks on sees it: how many members live in one building is not theirs to know.</summary>
    public static Wire.Place Of(Place place, string division, CountsOfPeople people)
    {
        var wire = Of(place, division);
        (wire.FullMembers, wire.Suppressed) = ((int)people.Told(place.FullMembers, place.Id, Measure.Full), !people.Exact);
        return wire;
    }

    public static Wire.OrganizationRule ToWire(this OrganizationRule rule) => new()
    {
        Id = rule.Id.ToString(), DivisionCode = rule.Area, Kind = (Wire.OrganizationKind)rule.Kind, Seat = (Wire.OrganizationSeat)(rule.Seat ?? 0), MinFullMembers = rule.MinFullMembers, TermYears = rule.TermYears,
        MaxExtensionMonths = rule.MaxExtensionMonths, RemindMonths = rule.RemindMonths, SinceDate = rule.Since.Day(),
    };
}
