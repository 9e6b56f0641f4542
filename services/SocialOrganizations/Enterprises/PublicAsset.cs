using Governance.Events.SocialOrgs.V1;
using Governance.Messaging;

namespace Governance.SocialOrganizations.Enterprises;

internal enum PublicAssetKind { Building = 1, Land, Space, Equipment }

/// <summary>An idle public asset that may be given in custody (托管). Plan ch. 3 §5, ch. 4 §2.</summary>
internal sealed class PublicAsset : Aggregate
{
    private PublicAsset() { }

    public string Name { get; private init; } = "";
    public PublicAssetKind Kind { get; private init; }
    public bool StateOwned { get; private init; }
    public string Holder { get; private init; } = "";
    public int SquareMetres { get; private init; }
    public bool Retired { get; private set; }

    public static PublicAsset Register(string area, string name, PublicAssetKind kind, bool stateOwned, string holder, int squareMetres, DateTimeOffset at)
    {
        var asset = new PublicAsset { Id = Guid.CreateVersion7(at), Area = area, Name = name, Kind = kind, StateOwned = stateOwned, Holder = holder, SquareMetres = squareMetres };
        asset.Raise(new AssetRegistered(asset.Id, area, kind.ToString(), stateOwned, at));
        return asset;
    }

    public void Retire(bool inCustody, DateTimeOffset at)
    {
        MustServe();
        if (inCustody) throw EnterpriseRefusals.AssetInCustody();
        Retired = true;
        Raise(new AssetRetired(Id, Area, at));
    }

    public void MustServe()
    {
        if (Retired) throw EnterpriseRefusals.AssetRetired();
    }
}

/// <summary>
/// Who has to approve a custody, as data with the day from which it holds; those of the nearest division count. Of state-owned assets at least two levels cover a county or more, and no division asks for less than the one above:
/// whatever its rule, whoever set it first.
/// </summary>
internal sealed class CustodyRule : Aggregate
{
    public const int CountyLevels = 2;

    private static readonly int[] Widths = [4, 6, 9, 12];

    private CustodyRule() { }

    public bool StateOwned { get; private init; }
    public DateOnly Since { get; private init; }
    public string[] LevelTitles { get; private init; } = [];

    /// <summary>How many digits of the asset's place the approver of each level covers.</summary>
    public int[] LevelDigits { get; private init; } = [];

    public static CustodyRule Set(string area, bool stateOwned, DateOnly since, IReadOnlyList<(string Title, int Digits)> levels, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, StateOwned = stateOwned, Since = since, LevelTitles = [.. levels.Select(l => l.Title)], LevelDigits = [.. levels.Select(l => l.Digits)] };

    /// <summary>As many levels that cover a county or more as state-owned assets need.</summary>
    public bool IsStrict => !StateOwned || Covering(6) >= CountyLevels;

    /// <summary>Of levels that cover a city, a county, a town or anything at all it has fewer of one than this one.</summary>
    public bool IsWeakerThan(CustodyRule above) => Widths.Any(digits => Covering(digits) < above.Covering(digits));

    /// <summary>The one that counts of those of a place and the divisions above it that hold on a day; null = none.</summary>
    public static CustodyRule? Nearest(IEnumerable<CustodyRule> rules)
    {
        CustodyRule? counts = null;
        // From the province down. Those of a version that asked for less, or that the division above has overtaken since, are passed over.
        foreach (var rule in rules.Where(r => r.IsStrict).GroupBy(r => r.Area.Length).OrderBy(g => g.Key).Select(g => g.MaxBy(r => r.Since)!))
        {
            if (counts is null || !rule.StateOwned || !rule.IsWeakerThan(counts)) counts = rule;
        }
        return counts;
    }

    private int Covering(int digits) => LevelDigits.Count(d => d <= digits);
}
