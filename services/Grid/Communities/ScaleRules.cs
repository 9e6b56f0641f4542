namespace Governance.Grid.Communities;

// The numbers are those of the proto.
internal enum ScaleVerdict { Kept = 1, Below, Above, Unknown }
internal enum ScaleRecommendation { Keep = 1, Split, Merge, Convert }

/// <summary>A community and what it is counted with: communities at its town's seat, and at the seat of the same abolished town, itself included.</summary>
internal readonly record struct ScaleFigures(CommunityProfile Profile, int AtTownSeat, int AtAbolishedSeat);

/// <summary>One sentence of the plan as data. Bounds are included; a figure outside them gets the recommendation of that side.</summary>
internal sealed record ScaleRule(string Code, string Clause, double? Lower, double? Upper, ScaleRecommendation Below, ScaleRecommendation Above,
    Func<ScaleFigures, bool> Applies, Func<ScaleFigures, double?> Figure)
{
    public ScaleFinding Find(ScaleFigures figures)
    {
        var measured = Figure(figures);
        var verdict = measured is null ? ScaleVerdict.Unknown : measured < Lower ? ScaleVerdict.Below : measured > Upper ? ScaleVerdict.Above : ScaleVerdict.Kept;
        var recommendation = verdict switch { ScaleVerdict.Below => Below, ScaleVerdict.Above => Above, _ => ScaleRecommendation.Keep };
        // So many that none is too large.
        return new(this, measured, verdict, recommendation, recommendation == ScaleRecommendation.Split ? (int)Math.Ceiling(measured!.Value / Upper!.Value) : 0);
    }
}

internal sealed record ScaleFinding(ScaleRule Rule, double? Measured, ScaleVerdict Verdict, ScaleRecommendation Recommendation, int SplitCount);

internal sealed record ScaleAssessment(IReadOnlyList<ScaleFinding> Findings)
{
    public ScaleRecommendation Recommendation
    {
        get
        {
            bool Says(ScaleRecommendation what) => Findings.Any(f => f.Recommendation == what);
            if (Says(ScaleRecommendation.Convert)) return ScaleRecommendation.Convert;
            // Too few households and too many residents: the plan's figures do not decide it.
            return (Says(ScaleRecommendation.Split), Says(ScaleRecommendation.Merge)) switch
            {
                (true, false) => ScaleRecommendation.Split,
                (false, true) => ScaleRecommendation.Merge,
                _ => ScaleRecommendation.Keep,
            };
        }
    }

    public int SplitCount => Recommendation == ScaleRecommendation.Split ? Findings.Max(f => f.SplitCount) : 0;
}

/// <summary>The plan's standards of scale (ch. 3 §1 分类优化社区建制规模, §3 优化城乡社区综合服务设施布局). A change of the plan is a change of this table.</summary>
internal static class ScaleRules
{
    private const string Urban = "传统城区社区人口规模以1500-4000户、常住人口4500-12000人为宜，具体可综合辖区面积、服务供给、治理能力、小区集中度等因素因地制宜",
        Seat = "对于非县级人民政府驻地的一般乡镇，具备相应条件的可根据人口规模等因素在乡镇政府驻地场镇设置1-2个社区",
        AbolishedSeat = "在乡镇区划调整改革中被撤并的原乡镇政府驻地场镇符合条件的可设置1个社区",
        Relocation = "易地扶贫搬迁社区以常住人口800-2000人为宜（不足800人纳入所在地村或社区管理，超出2000人可按多个社区建制）",
        Fringe = "对隶属关系不清、辖区边界模糊的城乡结合部区域，要厘清治理边界，社区建制规模以1000-2000户、常住人口3000-6000人为宜",
        Village = "城市拆迁开发过半或农业用地面积占比不到一半的城乡结合部行政村，规范稳妥推进“村改居”工作",
        ServiceCentre = "社区服务中心最低面积达到300平方米以上",
        ServiceShare = "确保新建社区商业和综合服务设施面积不低于社区建筑总面积的12%";

    private const ScaleRecommendation Keep = ScaleRecommendation.Keep, Split = ScaleRecommendation.Split, Merge = ScaleRecommendation.Merge, Convert = ScaleRecommendation.Convert;

    public static IReadOnlyList<ScaleRule> All { get; } =
    [
        new("URBAN_HOUSEHOLDS", Urban, 1_500, 4_000, Merge, Split, f => f.Profile.Kind == CommunityKind.Urban, f => f.Profile.HouseholdCount),
        new("URBAN_RESIDENTS", Urban, 4_500, 12_000, Merge, Split, f => f.Profile.Kind == CommunityKind.Urban, f => f.Profile.ResidentCount),
        // Counted over the town: one too many at its seat is one to merge, and none below one can be.
        new("TOWN_SEAT_COMMUNITIES", Seat, 1, 2, Keep, Merge, f => f.Profile is { Kind: CommunityKind.MarketTown, Seat: CommunitySeat.Town }, f => f.AtTownSeat),
        new("ABOLISHED_SEAT_COMMUNITIES", AbolishedSeat, null, 1, Keep, Merge, f => f.Profile.Kind != CommunityKind.Village && f.Profile.Seat == CommunitySeat.AbolishedTown, f => f.AtAbolishedSeat),
        new("RELOCATION_RESIDENTS", Relocation, 800, 2_000, Merge, Split, f => f.Profile.Kind == CommunityKind.Relocation, f => f.Profile.ResidentCount),
        new("FRINGE_HOUSEHOLDS", Fringe, 1_000, 2_000, Merge, Split, f => f.Profile.Kind == CommunityKind.Fringe, f => f.Profile.HouseholdCount),
        new("FRINGE_RESIDENTS", Fringe, 3_000, 6_000, Merge, Split, f => f.Profile.Kind == CommunityKind.Fringe, f => f.Profile.ResidentCount),
        // "More than half" and "under half": exactly half keeps both.
        new("VILLAGE_DEMOLISHED", Village, null, 0.5, Keep, Convert, f => f.Profile.Kind == CommunityKind.Village, f => f.Profile.DemolishedShare),
        new("VILLAGE_FARMLAND", Village, 0.5, null, Convert, Keep, f => f.Profile.Kind == CommunityKind.Village, f => f.Profile.FarmlandShare),
        // What is too small is built on; the community stays.
        new("SERVICE_CENTRE_FLOOR", ServiceCentre, 300, null, Keep, Keep, f => f.Profile.Kind != CommunityKind.Village, f => f.Profile.ServiceSquareMetres),
        new("SERVICE_SHARE", ServiceShare, 0.12, null, Keep, Keep, f => f.Profile.Kind != CommunityKind.Village, f => f.Profile.ServiceShare),
    ];

    public static ScaleAssessment Assess(ScaleFigures figures) => new([.. All.Where(r => r.Applies(figures)).Select(r => r.Find(figures))]);

    /// <summary>Town and, for a market-town community, whose seat it shares; null for those that are counted with nobody.</summary>
    public static (string Town, string Seat)? SeatOf(string code, CommunityProfile profile) => profile switch
    {
        { Kind: CommunityKind.MarketTown, Seat: CommunitySeat.Town } => (code[..9], ""),
        { Kind: not CommunityKind.Village, Seat: CommunitySeat.AbolishedTown } => (code[..9], profile.AbolishedTown),
        _ => null,
    };

    /// <summary>How many share each seat. Towns must be whole: a seat is shared within its town.</summary>
    public static IReadOnlyDictionary<(string Town, string Seat), int> CountSeats(IEnumerable<(string Code, CommunityProfile Profile)> communities) =>
        communities.Select(c => SeatOf(c.Code, c.Profile)).OfType<(string Town, string Seat)>().CountBy(s => s).ToDictionary();

    public static ScaleAssessment Assess(string code, CommunityProfile profile, IReadOnlyDictionary<(string Town, string Seat), int> seats)
    {
        var shared = SeatOf(code, profile) is { } seat ? seats.GetValueOrDefault(seat) : 0;
        return Assess(new ScaleFigures(profile, shared, shared));
    }
}
