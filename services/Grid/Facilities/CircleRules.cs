namespace Governance.Grid.Facilities;

/// <summary>A facility near a point: how far as the crow flies.</summary>
internal readonly record struct Near(FacilityKind Kind, double Metres, double SquareMetres, bool OffHours);

/// <summary>One demand of the plan's list as data. Minutes are on foot; 0 = anywhere in the town.</summary>
internal sealed record CircleRule(string Code, string Clause, FacilityKind Kind, int Minutes, double LeastSquareMetres = 0, bool OffHours = false)
{
    public int Count(IEnumerable<Near> near, IReadOnlyDictionary<FacilityKind, int> inTown) => Minutes == 0
        ? inTown.GetValueOrDefault(Kind)
        : near.Count(n => n.Kind == Kind && n.Metres <= Circles.Radius(Minutes) && n.SquareMetres >= LeastSquareMetres && (n.OffHours || !OffHours));
}

/// <summary>How far somebody gets on foot.</summary>
internal static class Circles
{
    private const double MetresAMinute = 4_500d / 60, Detour = 1.3;

    /// <summary>A street is longer than the straight line, by 1.3: in 15 minutes one gets 865 m from where one was.</summary>
    public static double Radius(int minutes) => minutes * MetresAMinute / Detour;
}

/// <summary>
/// The plan's list (ch. 3 §3, 优化城乡社区综合服务设施布局 and 推动城乡社区服务设施功能集成; ch. 4 §2 for opening outside office hours). The plan names three circles and not what belongs into
/// which; that is our reading. A change of the plan, or of the reading, is a change of this table.
/// </summary>
internal static class CircleRules
{
    private const string Each = "每个社区原则上配建一个社区综合服务站、一所幼儿园、一个托儿所、一个综合超市",
        Floor = "社区服务中心最低面积达到300平方米以上",
        OffHours = "建立“8小时外社区服务设施开放计划”和“错时服务计划”",
        Ground = "至少有一片公共活动场地（含室外综合健身场地）并配置健身器材、健身步道、休息座椅、儿童娱乐等设施",
        Green = "原则上有一片开放的公共绿地或社区（街心）公园等",
        Care = "每个街道和有条件的乡镇至少建有一个社区养老服务综合体",
        Health = "推动社区卫生服务中心与社区养老服务设施毗邻建设",
        Daily = "逐步完善停车场（位）、电梯、慢行系统、垃圾处理、公共厕所、便民商业网点、邮件和快件寄递等便民服务设施建设",
        Waste = "新建居住社区宜建设一个用地面积不小于120平方米的生活垃圾收集站，建设一个建筑面积不小于30平方米的公共厕所";

    public static IReadOnlyList<CircleRule> All { get; } =
    [
        new("SERVICE_STATION", Each, FacilityKind.ServiceStation, 10),
        new("SERVICE_STATION_FLOOR", Floor, FacilityKind.ServiceStation, 10, LeastSquareMetres: 300),
        new("SERVICE_OFF_HOURS", OffHours, FacilityKind.ServiceStation, 10, OffHours: true),
        new("KINDERGARTEN", Each, FacilityKind.Kindergarten, 10),
        new("NURSERY", Each, FacilityKind.Nursery, 10),
        new("SUPERMARKET", Each, FacilityKind.Supermarket, 10),
        new("ACTIVITY_GROUND", Ground, FacilityKind.ActivityGround, 5),
        new("GREEN", Green, FacilityKind.Green, 5),
        new("SHOP", Daily, FacilityKind.Shop, 5),
        new("PARCEL_STATION", Daily, FacilityKind.ParcelStation, 10),
        new("TOILET", Waste, FacilityKind.Toilet, 5, LeastSquareMetres: 30),
        new("WASTE_STATION", Waste, FacilityKind.WasteStation, 15, LeastSquareMetres: 120),
        new("HEALTH_CENTRE", Health, FacilityKind.HealthCentre, 15),
        new("CARE_COMPLEX", Care, FacilityKind.CareComplex, 0),
    ];
}
