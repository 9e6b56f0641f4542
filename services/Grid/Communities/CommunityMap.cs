using Governance.Grid.Calls;
using Governance.Map;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Communities;

internal sealed class CommunityTable : IEntityTypeConfiguration<Community>
{
    public const string OneProfile = "ux_communities_area";

    public void Configure(EntityTypeBuilder<Community> builder)
    {
        builder.ToTable("communities");
        builder.Property(c => c.Area).HasMaxLength(12);
        builder.Property(c => c.Kind).HasConversion<short>();
        builder.Property(c => c.Seat).HasConversion<short>();
        builder.Property(c => c.AbolishedTown).HasMaxLength(50);
        builder.HasIndex(c => c.Area).IsUnique().HasDatabaseName(OneProfile);
        builder.Ignore(c => c.Profile);
    }
}

internal static class CommunityWire
{
    public static Wire.Community ToWire(this Community community, string name)
    {
        var wire = new Wire.Community
        {
            Code = community.Area,
            Name = name,
            Kind = (Wire.CommunityKind)community.Kind,
            Seat = (Wire.CommunitySeat)community.Seat,
            AbolishedTown = community.AbolishedTown,
            CharterFiled = community.CharterFiled,
            ConventionFiled = community.ConventionFiled,
            RetireTime = community.RetiredAt.ToWire(),
            Etag = Etag.Of(community.Version),
        };
        if (community.HouseholdCount is { } households) wire.HouseholdCount = households;
        if (community.ResidentCount is { } residents) wire.ResidentCount = residents;
        if (community.SquareKilometres is { } kilometres) wire.SquareKilometres = kilometres;
        if (community.ServiceSquareMetres is { } metres) wire.ServiceSquareMetres = metres;
        if (community.ServiceShare is { } service) wire.ServiceShare = service;
        if (community.FarmlandShare is { } farmland) wire.FarmlandShare = farmland;
        if (community.DemolishedShare is { } demolished) wire.DemolishedShare = demolished;
        return wire;
    }

    /// <summary>The profile as it is wanted: what the mask names from the request, all else as it was. A null mask names everything.</summary>
    public static CommunityProfile Read(this Wire.Community wire, ISet<string>? mask, CommunityProfile? before)
    {
        var was = before ?? new CommunityProfile((CommunityKind)wire.Kind);
        bool Wants(string field) => mask is null || mask.Contains(field);
        return new CommunityProfile(Wants("kind") ? (CommunityKind)wire.Kind : was.Kind)
        {
            HouseholdCount = Wants("household_count") ? wire.HasHouseholdCount ? wire.HouseholdCount : null : was.HouseholdCount,
            ResidentCount = Wants("resident_count") ? wire.HasResidentCount ? wire.ResidentCount : null : was.ResidentCount,
            SquareKilometres = Wants("square_kilometres") ? wire.HasSquareKilometres ? wire.SquareKilometres : null : was.SquareKilometres,
            ServiceSquareMetres = Wants("service_square_metres") ? wire.HasServiceSquareMetres ? wire.ServiceSquareMetres : null : was.ServiceSquareMetres,
            ServiceShare = Wants("service_share") ? wire.HasServiceShare ? wire.ServiceShare : null : was.ServiceShare,
            FarmlandShare = Wants("farmland_share") ? wire.HasFarmlandShare ? wire.FarmlandShare : null : was.FarmlandShare,
            DemolishedShare = Wants("demolished_share") ? wire.HasDemolishedShare ? wire.DemolishedShare : null : was.DemolishedShare,
            Seat = Wants("seat") ? (CommunitySeat)wire.Seat : was.Seat,
            AbolishedTown = Wants("abolished_town") ? wire.AbolishedTown.Trim() : was.AbolishedTown,
            CharterFiled = Wants("charter_filed") ? wire.CharterFiled : was.CharterFiled,
            ConventionFiled = Wants("convention_filed") ? wire.ConventionFiled : was.ConventionFiled,
        };
    }

    /// <summary>Every rule of a profile, for one update and for each row of an import.</summary>
    public static Check Profile(this Check check, string at, Wire.Community wire, ISet<string>? mask)
    {
        bool Wants(string field) => mask is null || mask.Contains(field);
        void Figure(string field, bool given, double value, double min, double max)
        {
            // Written so that NaN is refused too.
            if (Wants(field) && given && !(value >= min && value <= max)) check.Broken(at + field, "OUT_OF_RANGE", $"应在 {min} 与 {max} 之间");
        }

        if (Wants("kind"))
        {
            check.Known(at + "kind", wire.Kind)
                .That(wire.Kind != Wire.CommunityKind.Village || !Division.IsCommunity(wire.Code), at + "kind", "CODE_OF_A_COMMUNITY", "编码末三位为 001 至 199 的是社区，不能是行政村");
        }
        Figure("household_count", wire.HasHouseholdCount, wire.HouseholdCount, 0, 100_000);
        Figure("resident_count", wire.HasResidentCount, wire.ResidentCount, 0, 500_000);
        Figure("square_kilometres", wire.HasSquareKilometres, wire.SquareKilometres, 0.0001, 10_000);
        Figure("service_square_metres", wire.HasServiceSquareMetres, wire.ServiceSquareMetres, 0, 1_000_000);
        Figure("service_share", wire.HasServiceShare, wire.ServiceShare, 0, 1);
        Figure("farmland_share", wire.HasFarmlandShare, wire.FarmlandShare, 0, 1);
        Figure("demolished_share", wire.HasDemolishedShare, wire.DemolishedShare, 0, 1);
        if (!Wants("seat") && !Wants("abolished_town")) return check;
        check.That(mask is null || (mask.Contains("seat") && mask.Contains("abolished_town")), "update_mask", "SEAT_AND_TOWN_TOGETHER", "seat 与 abolished_town 应一并修改")
            .That(System.Enum.IsDefined(wire.Seat), at + "seat", "UNKNOWN_VALUE", "不是有效的取值");
        if (wire.Seat == Wire.CommunitySeat.AbolishedTown) check.Text(at + "abolished_town", wire.AbolishedTown, max: 50);
        else check.That(wire.AbolishedTown.Length == 0, at + "abolished_town", "NO_ABOLISHED_TOWN", "只有被撤并乡镇的原驻地才填写原乡镇名称");
        return check;
    }
}

internal static class ScaleWire
{
    public static Wire.ScaleAssessment ToWire(this ScaleAssessment assessment, string code, string name, CommunityKind kind)
    {
        var wire = new Wire.ScaleAssessment { Code = code, Name = name, Kind = (Wire.CommunityKind)kind, Recommendation = (Wire.ScaleRecommendation)assessment.Recommendation, SplitCount = assessment.SplitCount };
        foreach (var finding in assessment.Findings)
        {
            var one = new Wire.ScaleFinding
            {
                Rule = finding.Rule.Code, Clause = finding.Rule.Clause, Verdict = (Wire.ScaleVerdict)finding.Verdict, Recommendation = (Wire.ScaleRecommendation)finding.Recommendation,
                SplitCount = finding.SplitCount,
            };
            if (finding.Measured is { } measured) one.Measured = measured;
            if (finding.Rule.Lower is { } lower) one.Lower = lower;
            if (finding.Rule.Upper is { } upper) one.Upper = upper;
            wire.Findings.Add(one);
        }
        return wire;
    }
}
