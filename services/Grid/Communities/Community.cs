using Governance.Messaging;

namespace Governance.Grid.Communities;

// The numbers are those of the proto.
internal enum CommunityKind { Urban = 1, MarketTown, Fringe, Relocation, Village }
internal enum CommunitySeat { None = 0, County, Town, AbolishedTown }

/// <summary>What is known of a community. A figure that is null has not been counted; zero is a figure.</summary>
internal sealed record CommunityProfile(CommunityKind Kind)
{
    public int? HouseholdCount { get; init; }
    public int? ResidentCount { get; init; }
    public double? SquareKilometres { get; init; }
    public double? ServiceSquareMetres { get; init; }
    public double? ServiceShare { get; init; }
    public double? FarmlandShare { get; init; }
    public double? DemolishedShare { get; init; }
    public CommunitySeat Seat { get; init; }
    public string AbolishedTown { get; init; } = "";
    public bool CharterFiled { get; init; }
    public bool ConventionFiled { get; init; }

    /// <summary>
    /// What is known of a community that is made of others: their sums. A sum is known only if every part is; shares of land are weighted by it, the share of floor cannot be, since nobody
    /// counts all floor. Its charter and its convention have to be agreed anew.
    /// </summary>
    public static CommunityProfile OfAll(CommunityKind kind, IReadOnlyList<CommunityProfile> parts)
    {
        if (parts is [var only]) return only with { Kind = kind };
        var seated = parts.FirstOrDefault(p => p.Seat == CommunitySeat.County) ?? parts.FirstOrDefault(p => p.Seat == CommunitySeat.Town) ?? parts.FirstOrDefault(p => p.Seat != CommunitySeat.None);
        return new(kind)
        {
            HouseholdCount = parts.All(p => p.HouseholdCount is not null) ? parts.Sum(p => p.HouseholdCount) : null,
            ResidentCount = parts.All(p => p.ResidentCount is not null) ? parts.Sum(p => p.ResidentCount) : null,
            SquareKilometres = Sum(parts, p => p.SquareKilometres),
            ServiceSquareMetres = Sum(parts, p => p.ServiceSquareMetres),
            FarmlandShare = OfLand(parts, p => p.FarmlandShare),
            DemolishedShare = OfLand(parts, p => p.DemolishedShare),
            Seat = seated?.Seat ?? CommunitySeat.None,
            AbolishedTown = seated?.AbolishedTown ?? "",
        };
    }

    private static double? Sum(IReadOnlyList<CommunityProfile> parts, Func<CommunityProfile, double?> figure) => parts.All(p => figure(p) is not null) ? parts.Sum(figure) : null;

    private static double? OfLand(IReadOnlyList<CommunityProfile> parts, Func<CommunityProfile, double?> share) =>
        Sum(parts, p => p.SquareKilometres) is { } all and > 0 && Sum(parts, p => share(p) * p.SquareKilometres) is { } of ? Math.Clamp(of / all, 0, 1) : null;
}

/// <summary>The profile of one community. Its area is the community's code, so that there is one at most.</summary>
internal sealed class Community : Aggregate
{
    private Community() { }

    public CommunityKind Kind { get; private set; }
    public int? HouseholdCount { get; private set; }
    public int? ResidentCount { get; private set; }
    public double? SquareKilometres { get; private set; }
    public double? ServiceSquareMetres { get; private set; }
    public double? ServiceShare { get; private set; }
    public double? FarmlandShare { get; private set; }
    public double? DemolishedShare { get; private set; }
    public CommunitySeat Seat { get; private set; }
    public string AbolishedTown { get; private set; } = "";
    public bool CharterFiled { get; private set; }
    public bool ConventionFiled { get; private set; }
    public DateTimeOffset? RetiredAt { get; private set; }

    public CommunityProfile Profile
    {
        get => new(Kind)
        {
            HouseholdCount = HouseholdCount, ResidentCount = ResidentCount, SquareKilometres = SquareKilometres, ServiceSquareMetres = ServiceSquareMetres, ServiceShare = ServiceShare,
            FarmlandShare = FarmlandShare, DemolishedShare = DemolishedShare, Seat = Seat, AbolishedTown = AbolishedTown, CharterFiled = CharterFiled, ConventionFiled = ConventionFiled,
        };
        private set
        {
            (Kind, HouseholdCount, ResidentCount, SquareKilometres, ServiceSquareMetres) = (value.Kind, value.HouseholdCount, value.ResidentCount, value.SquareKilometres, value.ServiceSquareMetres);
            (ServiceShare, FarmlandShare, DemolishedShare) = (value.ServiceShare, value.FarmlandShare, value.DemolishedShare);
            (Seat, AbolishedTown, CharterFiled, ConventionFiled) = (value.Seat, value.AbolishedTown, value.CharterFiled, value.ConventionFiled);
        }
    }

    public static Community Enter(string code, CommunityProfile profile, DateTimeOffset at) => new() { Id = Guid.CreateVersion7(at), Area = code, Profile = profile };

    /// <summary>False when it was so already.</summary>
    public bool Describe(CommunityProfile profile)
    {
        MustExist();
        if (Profile == profile) return false;
        Profile = profile;
        return true;
    }

    public void Retire(DateTimeOffset at)
    {
        MustExist();
        RetiredAt = at;
    }

    public void MustExist()
    {
        if (RetiredAt is not null) throw CommunityRefusals.Retired(Area);
    }
}
