using System.Globalization;
using Governance.Grid.Calls;
using Governance.Grid.Divisions;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Facilities;

internal sealed class FacilityTable : IEntityTypeConfiguration<Facility>
{
    public const string OneACode = "ux_facilities_code";

    public void Configure(EntityTypeBuilder<Facility> builder)
    {
        builder.ToTable("facilities");
        builder.Property(f => f.Area).HasMaxLength(12);
        builder.Property(f => f.Kind).HasConversion<short>();
        builder.Property(f => f.Name).HasMaxLength(100);
        builder.Property(f => f.Code).HasMaxLength(50);
        builder.HasIndex(f => f.Code).IsUnique().HasFilter("code is not null").HasDatabaseName(OneACode);
        builder.HasIndex(f => new { f.Area, f.Id });
        builder.Ignore(f => f.Hours);
    }
}

internal static class FacilityWire
{
    private const int Day = 24 * 60;

    public static Wire.Facility ToWire(this Facility facility) => new()
    {
        Id = facility.Id.ToString(), DivisionCode = facility.Area, Kind = (Wire.FacilityKind)facility.Kind, Name = facility.Name, SquareMetres = facility.SquareMetres, OffHours = facility.OffHours,
        Point = new Common.V1.Point { Latitude = facility.Latitude, Longitude = facility.Longitude }, Code = facility.Code ?? "", CloseTime = facility.ClosedAt.ToWire(), Etag = Etag.Of(facility.Version),
        Hours = { facility.Hours.Select(h => new Wire.OpeningHours { Weekdays = { h.Weekdays }, OpensAt = Clock(h.From), ClosesAt = Clock(h.Until) }) },
    };

    /// <summary>What may be said of a facility, as far as it is wanted; the facts are good only when the check passes.</summary>
    public static FacilityFacts FacilityFields(this Check check, string at, string name, Common.V1.Point? point, double squareMetres, IReadOnlyList<Wire.OpeningHours> hours, Func<string, bool> wants, ProvinceBounds bounds, FacilityFacts? before = null)
    {
        if (wants("name")) check.Text(at + "name", name, 100);
        if (wants("point"))
        {
            check.That(point is not null, at + "point", "REQUIRED", "不能为空");
            if (point is not null) bounds.Check(check, at + "point", point.Latitude, point.Longitude);
        }
        if (wants("square_metres")) check.Within(at + "square_metres", squareMetres, 0, 1_000_000);
        List<Hours> spans = [];
        if (wants("hours"))
        {
            check.Few(at + "hours", hours.Count, 14);
            for (var i = 0; i < hours.Count; i++)
            {
                var (span, (opens, from), (closes, until)) = (hours[i], Minutes(hours[i].OpensAt), Minutes(hours[i].ClosesAt));
                check.That(span.Weekdays.Count is > 0 and <= 7 && span.Weekdays.All(d => d is >= 1 and <= 7), $"{at}hours[{i}].weekdays", "NOT_A_WEEKDAY", "应为 1（周一）至 7（周日）")
                    .That(opens && from < Day, $"{at}hours[{i}].opens_at", "NOT_A_TIME", "应为 09:00 这样的时刻")
                    .That(closes && until > from, $"{at}hours[{i}].closes_at", "NOT_A_TIME", "应为 17:30 这样的时刻，且晚于开放时刻");
                spans.Add(new Hours([.. span.Weekdays.Distinct().Order()], from, until));
            }
        }
        return new FacilityFacts(wants("name") ? name.Trim() : before!.Name, wants("point") ? point?.Latitude ?? 0 : before!.Latitude, wants("point") ? point?.Longitude ?? 0 : before!.Longitude,
            wants("square_metres") ? squareMetres : before!.SquareMetres, wants("hours") ? spans : before!.Hours);
    }

    private static (bool Read, int Minutes) Minutes(string text) =>
        text == "24:00" ? (true, Day) : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (true, time.Hour * 60 + time.Minute) : (false, 0);

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");
}
