using System.Globalization;
using Governance.Messaging;

namespace Governance.Grid.Facilities;

// The numbers are those of the proto.
internal enum FacilityKind
{
    ServiceStation = 1, CareComplex, Kindergarten, Nursery, Supermarket, ActivityGround, Green, Toilet, WasteStation, HealthCentre, Shop, ParcelStation, RecyclingPoint, Bank, CarPark, RestStop, Shelter,
}

/// <summary>A span of opening hours: days of the week from Monday = 1, minutes of the day.</summary>
internal readonly record struct Hours(IReadOnlyList<int> Weekdays, int From, int Until)
{
    private const int NineOClock = 9 * 60, FiveOClock = 17 * 60;

    /// <summary>Outside office hours: somebody who works can come.</summary>
    public bool OffHours => From < NineOClock || Until > FiveOClock || Weekdays.Any(d => d >= 6);

    /// <summary>As it is stored, e.g. <c>1,2,3 540 1020</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', Weekdays)} {From} {Until}");

    public static Hours Read(string text)
    {
        var parts = text.Split(' ');
        return new([.. parts[0].Split(',').Select(d => int.Parse(d, CultureInfo.InvariantCulture))], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}

/// <summary>What may be said of a facility.</summary>
internal sealed record FacilityFacts(string Name, double Latitude, double Longitude, double SquareMetres, IReadOnlyList<Hours> Hours);

/// <summary>Something that serves the people around (plan ch. 3 §3).</summary>
internal sealed class Facility : Aggregate
{
    private Facility() { }

    public FacilityKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    public double Latitude { get; private set; }
    public double Longitude { get; private set; }
    public double SquareMetres { get; private set; }

    /// <summary>See <see cref="Hours"/>.</summary>
    public string[] Opening { get; private set; } = [];
    public bool OffHours { get; private set; }

    /// <summary>Number in the source; null when entered by hand. One facility a number.</summary>
    public string? Code { get; private init; }
    public DateTimeOffset? ClosedAt { get; private set; }

    public IReadOnlyList<Hours> Hours => [.. Opening.Select(Facilities.Hours.Read)];

    public static Facility Enter(string area, FacilityKind kind, string? code, FacilityFacts facts, DateTimeOffset at)
    {
        var facility = new Facility { Id = Guid.CreateVersion7(at), Area = area, Kind = kind, Code = code };
        facility.Set(facts);
        return facility;
    }

    public void Update(FacilityFacts facts)
    {
        MustBeThere();
        Set(facts);
    }

    /// <summary>What the source says now, place and kind included; one that was closed is there again. False when nothing differs.</summary>
    public bool Follow(string area, FacilityKind kind, FacilityFacts facts)
    {
        var same = ClosedAt is null && Area == area && Kind == kind && Name == facts.Name && Latitude.Equals(facts.Latitude) && Longitude.Equals(facts.Longitude)
            && SquareMetres.Equals(facts.SquareMetres) && Opening.SequenceEqual(facts.Hours.Select(h => h.ToString()));
        if (same) return false;
        (Area, Kind, ClosedAt) = (area, kind, null);
        Set(facts);
        return true;
    }

    public void Close(DateTimeOffset at)
    {
        MustBeThere();
        ClosedAt = at;
    }

    private void Set(FacilityFacts facts)
    {
        (Name, Latitude, Longitude, SquareMetres) = (facts.Name, facts.Latitude, facts.Longitude, facts.SquareMetres);
        (Opening, OffHours) = ([.. facts.Hours.Select(h => h.ToString())], facts.Hours.Any(h => h.OffHours));
    }

    private void MustBeThere()
    {
        if (ClosedAt is not null) throw FacilityRefusals.Closed();
    }
}
