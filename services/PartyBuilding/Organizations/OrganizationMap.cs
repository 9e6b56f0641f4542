using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

internal sealed class OrganizationTable : IEntityTypeConfiguration<Organization>
{
    public const string OneSeat = "ux_organizations_seat_of";

    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        // The ends of the path are the row's own keys: whoever writes one without the other is refused.
        builder.ToTable("organizations", t => t.HasCheckConstraint("ck_organizations_path", """
            right(path, 32) = replace(id::text, '-', '') and length(path) <= 320 and length(path) % 32 = 0
            and case when parent_id is null then length(path) = 32 else length(path) > 32 and substring(path from length(path) - 63 for 32) = replace(parent_id::text, '-', '') end
            """));
        builder.Property(o => o.Area).HasMaxLength(15);
        builder.Property(o => o.Name).HasMaxLength(100);
        builder.Property(o => o.Kind).HasConversion<short>();
        builder.Property(o => o.Seat).HasConversion<short>();
        builder.Property(o => o.State).HasConversion<short>();
        builder.Property(o => o.SeatOf).HasMaxLength(40).UseCollation("C");
        builder.Property(o => o.Path).HasMaxLength(Organization.MostLevels * Organization.Segment).UseCollation("C");
        builder.HasOne<Organization>().WithMany().HasForeignKey(o => o.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => o.Path).IsUnique();
        builder.HasIndex(o => o.SeatOf).IsUnique().HasDatabaseName(OneSeat);
        builder.HasIndex(o => new { o.Area, o.Id });
        builder.HasIndex(o => o.PlaceId);
        builder.HasIndex(o => new { o.TermLast, o.Id }).HasFilter("term_last is not null");
        builder.HasIndex(o => o.RemindOn).HasFilter("remind_on is not null");
    }
}

internal static class OrganizationWire
{
    public static string Day(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Wire.Organization Of(Organization organization, string division)
    {
        var wire = new Wire.Organization
        {
            Id = organization.Id.ToString(), DivisionCode = organization.Area, DivisionName = division, Name = organization.Name, Kind = (Wire.OrganizationKind)organization.Kind, Seat = (Wire.OrganizationSeat)organization.Seat,
            PlaceId = organization.PlaceId?.ToString() ?? "", ParentId = organization.ParentId?.ToString() ?? "", State = (Wire.OrganizationState)organization.State,
            EstablishedDate = organization.EstablishedOn.Day(), DissolvedDate = organization.DissolvedOn?.Day() ?? "", SuccessorId = organization.SuccessorId?.ToString() ?? "", Etag = Etag.Of(organization.Version),
        };
        if (organization is { TermStart: { } start, TermEnd: { } end })
        {
            wire.Term = new Wire.Term { StartDate = start.Day(), EndDate = end.Day(), ExtendedDate = organization.TermExtendedTo?.Day() ?? "", RemindTime = organization.RemindedAt?.ToTimestamp() };
        }
        return wire;
    }
}
