using Governance.Grid.Communities;

namespace Governance.Grid.Tests.Communities;

/// <summary>The plan's figures at every boundary: the bounds themselves are kept.</summary>
public sealed class HoldingScaleAgainstThePlan
{
    [Theory]
    [InlineData("URBAN_HOUSEHOLDS", 1_499, "Below", "Merge", 0)]
    [InlineData("URBAN_HOUSEHOLDS", 1_500, "Kept", "Keep", 0)]
    [InlineData("URBAN_HOUSEHOLDS", 4_000, "Kept", "Keep", 0)]
    [InlineData("URBAN_HOUSEHOLDS", 4_001, "Above", "Split", 2)]
    [InlineData("URBAN_HOUSEHOLDS", 8_000, "Above", "Split", 2)]
    [InlineData("URBAN_HOUSEHOLDS", 8_001, "Above", "Split", 3)]
    [InlineData("URBAN_RESIDENTS", 4_499, "Below", "Merge", 0)]
    [InlineData("URBAN_RESIDENTS", 4_500, "Kept", "Keep", 0)]
    [InlineData("URBAN_RESIDENTS", 12_000, "Kept", "Keep", 0)]
    [InlineData("URBAN_RESIDENTS", 12_001, "Above", "Split", 2)]
    [InlineData("FRINGE_HOUSEHOLDS", 999, "Below", "Merge", 0)]
    [InlineData("FRINGE_HOUSEHOLDS", 1_000, "Kept", "Keep", 0)]
    [InlineData("FRINGE_HOUSEHOLDS", 2_000, "Kept", "Keep", 0)]
    [InlineData("FRINGE_HOUSEHOLDS", 2_001, "Above", "Split", 2)]
    [InlineData("FRINGE_RESIDENTS", 2_999, "Below", "Merge", 0)]
    [InlineData("FRINGE_RESIDENTS", 3_000, "Kept", "Keep", 0)]
    [InlineData("FRINGE_RESIDENTS", 6_000, "Kept", "Keep", 0)]
    [InlineData("FRINGE_RESIDENTS", 6_001, "Above", "Split", 2)]
    [InlineData("RELOCATION_RESIDENTS", 799, "Below", "Merge", 0)]
    [InlineData("RELOCATION_RESIDENTS", 800, "Kept", "Keep", 0)]
    [InlineData("RELOCATION_RESIDENTS", 2_000, "Kept", "Keep", 0)]
    [InlineData("RELOCATION_RESIDENTS", 2_001, "Above", "Split", 2)]
    [InlineData("RELOCATION_RESIDENTS", 10_000, "Above", "Split", 5)]
    [InlineData("TOWN_SEAT_COMMUNITIES", 1, "Kept", "Keep", 0)]
    [InlineData("TOWN_SEAT_COMMUNITIES", 2, "Kept", "Keep", 0)]
    [InlineData("TOWN_SEAT_COMMUNITIES", 3, "Above", "Merge", 0)]
    [InlineData("ABOLISHED_SEAT_COMMUNITIES", 1, "Kept", "Keep", 0)]
    [InlineData("ABOLISHED_SEAT_COMMUNITIES", 2, "Above", "Merge", 0)]
    [InlineData("VILLAGE_DEMOLISHED", 0.5, "Kept", "Keep", 0)]
    [InlineData("VILLAGE_DEMOLISHED", 0.5001, "Above", "Convert", 0)]
    [InlineData("VILLAGE_FARMLAND", 0.5, "Kept", "Keep", 0)]
    [InlineData("VILLAGE_FARMLAND", 0.4999, "Below", "Convert", 0)]
    [InlineData("SERVICE_CENTRE_FLOOR", 299.9, "Below", "Keep", 0)]
    [InlineData("SERVICE_CENTRE_FLOOR", 300, "Kept", "Keep", 0)]
    [InlineData("SERVICE_SHARE", 0.1199, "Below", "Keep", 0)]
    [InlineData("SERVICE_SHARE", 0.12, "Kept", "Keep", 0)]
    public void Every_boundary_stands_where_the_plan_puts_it(string rule, double measured, string verdict, string recommendation, int split)
    {
        var finding = Assert.Single(ScaleRules.Assess(Figures(rule, measured)).Findings, f => f.Rule.Code == rule);

        Assert.Equal(measured, finding.Measured);
        Assert.Equal((verdict, recommendation, split), (finding.Verdict.ToString(), finding.Recommendation.ToString(), finding.SplitCount));
    }

    [Fact]
    public void Every_rule_has_a_boundary_above_and_quotes_the_plan_itself()
    {
        var tested = typeof(HoldingScaleAgainstThePlan).GetMethod(nameof(Every_boundary_stands_where_the_plan_puts_it))!.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(InlineDataAttribute)).Select(a => ((IReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!).First().Value).Distinct();
        Assert.Equal(ScaleRules.All.Select(r => r.Code).Order(), tested.Cast<string>().Order());
        Assert.All(ScaleRules.All, r => Assert.InRange(r.Clause.Length, 15, 200));
        Assert.Equal(ScaleRules.All.Count, ScaleRules.All.Select(r => r.Code).Distinct().Count());
    }

    [Theory]
    [InlineData("Urban", "URBAN_HOUSEHOLDS,URBAN_RESIDENTS,SERVICE_CENTRE_FLOOR,SERVICE_SHARE")]
    [InlineData("MarketTown", "SERVICE_CENTRE_FLOOR,SERVICE_SHARE")]
    [InlineData("Fringe", "FRINGE_HOUSEHOLDS,FRINGE_RESIDENTS,SERVICE_CENTRE_FLOOR,SERVICE_SHARE")]
    [InlineData("Relocation", "RELOCATION_RESIDENTS,SERVICE_CENTRE_FLOOR,SERVICE_SHARE")]
    [InlineData("Village", "VILLAGE_DEMOLISHED,VILLAGE_FARMLAND")]
    public void What_was_never_counted_is_unknown_and_recommends_nothing(string kind, string rules)
    {
        var assessment = ScaleRules.Assess(new ScaleFigures(new CommunityProfile(Enum.Parse<CommunityKind>(kind)), 0, 0));

        Assert.Equal(rules.Split(','), assessment.Findings.Select(f => f.Rule.Code));
        Assert.All(assessment.Findings, f => Assert.Equal((ScaleVerdict.Unknown, ScaleRecommendation.Keep), (f.Verdict, f.Recommendation)));
        Assert.Equal(ScaleRecommendation.Keep, assessment.Recommendation);
    }

    [Fact]
    public void Figures_that_contradict_each_other_are_left_to_people()
    {
        var assessment = ScaleRules.Assess(new ScaleFigures(new CommunityProfile(CommunityKind.Urban) { HouseholdCount = 1_000, ResidentCount = 13_000 }, 0, 0));

        Assert.Equal([ScaleRecommendation.Merge, ScaleRecommendation.Split], assessment.Findings.Take(2).Select(f => f.Recommendation));
        Assert.Equal((ScaleRecommendation.Keep, 0), (assessment.Recommendation, assessment.SplitCount));
    }

    [Fact]
    public void The_largest_split_counts()
    {
        var assessment = ScaleRules.Assess(new ScaleFigures(new CommunityProfile(CommunityKind.Urban) { HouseholdCount = 4_500, ResidentCount = 40_000 }, 0, 0));
        Assert.Equal((ScaleRecommendation.Split, 4), (assessment.Recommendation, assessment.SplitCount));
    }

    [Fact]
    public void A_seat_is_shared_within_its_town_and_two_abolished_towns_are_two_seats()
    {
        CommunityProfile Seat(CommunitySeat seat, string of = "") => new(CommunityKind.MarketTown) { Seat = seat, AbolishedTown = of };
        var seats = ScaleRules.CountSeats([("510101001001", Seat(CommunitySeat.Town)), ("510101001002", Seat(CommunitySeat.Town)), ("510101002001", Seat(CommunitySeat.Town)),
            ("510101001003", Seat(CommunitySeat.AbolishedTown, "甲镇")), ("510101001004", Seat(CommunitySeat.AbolishedTown, "甲镇")), ("510101001005", Seat(CommunitySeat.AbolishedTown, "乙镇")),
            ("510101001006", Seat(CommunitySeat.County)), ("510101001007", new CommunityProfile(CommunityKind.Urban) { Seat = CommunitySeat.Town })]);

        Assert.Equal((2, 1, 2, 1), (seats[("510101001", "")], seats[("510101002", "")], seats[("510101001", "甲镇")], seats[("510101001", "乙镇")]));
        Assert.Equal(4, seats.Count);
    }

    [Fact]
    public void What_is_made_of_others_is_their_sum_where_all_parts_are_known()
    {
        var one = new CommunityProfile(CommunityKind.Urban) { HouseholdCount = 900, ResidentCount = 2_500, SquareKilometres = 1, FarmlandShare = 0.4, ServiceShare = 0.2, CharterFiled = true };
        var other = one with { HouseholdCount = 800, ResidentCount = null, SquareKilometres = 3, FarmlandShare = 0.8, Seat = CommunitySeat.Town };
        var all = CommunityProfile.OfAll(CommunityKind.Fringe, [one, other]);

        Assert.Equal((CommunityKind.Fringe, 1_700, null, 4d), (all.Kind, all.HouseholdCount, all.ResidentCount, all.SquareKilometres));
        Assert.Equal(0.7, all.FarmlandShare!.Value, 9);
        Assert.Equal((null, null, false, CommunitySeat.Town), (all.ServiceShare, all.DemolishedShare, all.CharterFiled, all.Seat));
        Assert.Equal(one with { Kind = CommunityKind.Fringe }, CommunityProfile.OfAll(CommunityKind.Fringe, [one]));
    }

    private static ScaleFigures Figures(string rule, double measured)
    {
        var kind = rule switch
        {
            _ when rule.StartsWith("FRINGE", StringComparison.Ordinal) => CommunityKind.Fringe,
            _ when rule.StartsWith("RELOCATION", StringComparison.Ordinal) => CommunityKind.Relocation,
            _ when rule.StartsWith("VILLAGE", StringComparison.Ordinal) => CommunityKind.Village,
            _ when rule.Contains("_SEAT_", StringComparison.Ordinal) => CommunityKind.MarketTown,
            _ => CommunityKind.Urban,
        };
        var profile = new CommunityProfile(kind);
        profile = rule[(rule.IndexOf('_', StringComparison.Ordinal) + 1)..] switch
        {
            "HOUSEHOLDS" => profile with { HouseholdCount = (int)measured },
            "RESIDENTS" => profile with { ResidentCount = (int)measured },
            "SEAT_COMMUNITIES" => profile with { Seat = rule[0] == 'T' ? CommunitySeat.Town : CommunitySeat.AbolishedTown },
            "DEMOLISHED" => profile with { DemolishedShare = measured },
            "FARMLAND" => profile with { FarmlandShare = measured },
            "CENTRE_FLOOR" => profile with { ServiceSquareMetres = measured },
            _ => profile with { ServiceShare = measured },
        };
        return new ScaleFigures(profile, (int)measured, (int)measured);
    }
}
