using Governance.Messaging;

namespace Governance.Volunteers.Points;

internal enum PointSchemeKind { CommunityPoints = 1, GreenAccount, RedBlackList }

internal enum PointDeedUnit { Time = 1, Hour }

/// <summary>What earns points in a division and below: data, so that a town sets its own. One scheme of a kind a division.</summary>
internal sealed class PointScheme : Aggregate
{
    /// <summary>Code of the deed that every service record earns by itself.</summary>
    public const string Service = "service";

    private PointScheme() { }

    public PointSchemeKind Kind { get; private init; }
    public string Name { get; private set; } = "";
    public bool ResetsYearly { get; private set; }
    public List<PointDeed> Deeds { get; private set; } = [];

    /// <summary>A red-and-black list is no purse: nothing is bought with it, so that it may fall below zero and nobody owes anything.</summary>
    public bool Spendable => Kind != PointSchemeKind.RedBlackList;

    public static PointScheme For(string area, PointSchemeKind kind, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = area, Kind = kind };

    public void Set(string name, bool resetsYearly, List<PointDeed> deeds) => (Name, ResetsYearly, Deeds) = (name, resetsYearly, deeds);

    /// <summary>The deed, or null.</summary>
    public PointDeed? Find(string code) => Deeds.FirstOrDefault(d => d.Code == code);

    /// <summary>The balance that a deed of this day counts for: its year's, or the only one. That is the whole reset: last year's points just do not count.</summary>
    public int YearOf(DateOnly day) => ResetsYearly ? day.Year : 0;

    /// <summary>Refuses unless the volunteer is at home in the scheme's division.</summary>
    public void MustHoldIn(string home)
    {
        if (!HoldsIn(home)) throw PointRefusals.SchemeElsewhere();
    }

    public bool HoldsIn(string home) => home.StartsWith(Area, StringComparison.Ordinal);
}

/// <summary>A deed of a scheme: points for each time or hour, and how often it counts. 0 = no limit.</summary>
internal sealed record PointDeed(string Code, string Name, int Points, PointDeedUnit Unit, int MostADay, int MostAYear)
{
    /// <summary>Points for one time, or for the minutes, rounded towards zero.</summary>
    public int Worth(int minutes) => Unit == PointDeedUnit.Hour ? Points * minutes / 60 : Points;

    public bool Limited => MostADay > 0 || MostAYear > 0;

    /// <summary>Whether it counts once more.</summary>
    public bool CountsAfter(int thatDay, int thatYear) => (MostADay == 0 || thatDay < MostADay) && (MostAYear == 0 || thatYear < MostAYear);
}
