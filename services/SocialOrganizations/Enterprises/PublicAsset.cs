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

/// <summary>Who has to approve a custody, as data with the day from which it holds; those of the nearest division count.</summary>
internal sealed class CustodyRule : Aggregate
{
    private CustodyRule() { }

    public bool StateOwned { get; private init; }
    public DateOnly Since { get; private init; }
    public string[] LevelTitles { get; private init; } = [];

    /// <summary>How many digits of the asset's place the approver of each level covers.</summary>
    public int[] LevelDigits { get; private init; } = [];

    public static CustodyRule Set(string area, bool stateOwned, DateOnly since, IReadOnlyList<(string Title, int Digits)> levels, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Area = area, StateOwned = stateOwned, Since = since, LevelTitles = [.. levels.Select(l => l.Title)], LevelDigits = [.. levels.Select(l => l.Digits)] };
}
