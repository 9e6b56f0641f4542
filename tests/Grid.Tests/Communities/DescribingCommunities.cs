using Governance.Grid.V1;
using Grpc.Core;
using static Governance.Grid.Tests.Communities.CommunitySteps;

namespace Governance.Grid.Tests.Communities;

/// <summary>Each test uses communities of its own.</summary>
public sealed class DescribingCommunities(GridApp app) : IClassFixture<GridApp>
{
    private GridCaller Town => app.As("town-clerk", "510104018");

    [Fact]
    public async Task The_first_update_enters_the_profile_and_later_ones_change_what_they_name()
    {
        const string code = "510104018001";
        await Refused(StatusCode.NotFound, "COMMUNITY_NOT_FOUND", () => Town.Communities.GetCommunityAsync(new() { Code = code }));
        await WrongFields(() => Town.Communities.UpdateCommunityAsync(Update(new() { Code = code, HouseholdCount = 5 }, "household_count")), "update_mask");
        var entered = await Town.Communities.UpdateCommunityAsync(Update(new() { Code = code, Kind = CommunityKind.Urban, HouseholdCount = 0, ResidentCount = 9 }, "kind", "household_count"));

        Assert.Equal(("观音桥社区居委会", true, 0, false), (entered.Name, entered.HasHouseholdCount, entered.HouseholdCount, entered.HasResidentCount));
        var changed = await Town.Communities.UpdateCommunityAsync(Update(new() { Code = code, Etag = entered.Etag, ResidentCount = 700, ServiceShare = 0.5 }, "household_count", "resident_count"));
        Assert.Equal((false, 700, false, CommunityKind.Urban), (changed.HasHouseholdCount, changed.ResidentCount, changed.HasServiceShare, changed.Kind));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => Town.Communities.UpdateCommunityAsync(Update(new() { Code = code, Etag = entered.Etag, ResidentCount = 1 }, "resident_count")));
        Assert.Equal(changed, await Town.Communities.GetCommunityAsync(new() { Code = code }));
    }

    [Fact]
    public async Task Two_who_enter_it_at_once_leave_one_profile()
    {
        const string code = "510104018002";
        var tries = await Task.WhenAll(Enumerable.Range(1, 8).Select(async i =>
        {
            try { await Town.Communities.UpdateCommunityAsync(Update(new() { Code = code, Etag = "\"0\"", Kind = CommunityKind.Urban, ResidentCount = i }, "kind", "resident_count")); return true; }
            catch (RpcException e) when (Read(e).Reason == "ETAG_MISMATCH") { return false; }
        }));

        Assert.Single(tries, t => t);
        Assert.Equal(1, await app.Query<long>("select count(*) from communities where area = $1", code));
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        var wrong = new Community
        {
            Code = "510104018003", Kind = CommunityKind.Village, HouseholdCount = -1, ResidentCount = 500_001, SquareKilometres = 0, ServiceSquareMetres = double.NaN, ServiceShare = 1.01,
            FarmlandShare = -0.1, DemolishedShare = 2, Seat = CommunitySeat.AbolishedTown,
        };
        string[] fields = ["kind", "household_count", "resident_count", "square_kilometres", "service_square_metres", "service_share", "farmland_share", "demolished_share", "seat", "abolished_town"];
        await WrongFields(() => Town.Communities.UpdateCommunityAsync(Update(wrong, fields)), [.. fields.Where(f => f != "seat").Select(f => "community." + f)]);
        await WrongFields(() => Town.Communities.UpdateCommunityAsync(Update(new() { Code = "510104018003", AbolishedTown = "甲镇" }, "abolished_town")), "update_mask", "community.abolished_town");
        await WrongFields(() => Town.Communities.UpdateCommunityAsync(Update(new() { Code = "5101040", Seat = (CommunitySeat)9 }, "seat", "abolished_town", "name")), "community.code", "community.seat", "update_mask");
    }

    [Fact]
    public async Task A_countys_profiles_come_at_once_with_every_wrong_row_named()
    {
        var rows = SmallMap.Rows.Select(r => r.Code).Where(c => c.Length == 12 && c.StartsWith("510105", StringComparison.Ordinal)).Select(c => Profile(c)).ToList();
        var wrong = rows.Select(r => r.Clone()).ToList();
        (wrong[1].Code, wrong[3].Kind, wrong[5].ServiceShare, wrong[6].Code, wrong[7].Code) = (wrong[0].Code, CommunityKind.Unspecified, 3, "510104018001", "510105999001");
        var county = app.As("county-centre", "510105");

        var told = await WrongFields(() => county.Communities.ImportCommunitiesAsync(new() { RequestId = NewId(), Rows = { wrong } }),
            "rows[1].code", "rows[3].kind", "rows[5].service_share", "rows[6].code", "rows[7].code");
        Assert.Contains("第 2 行", told.Violations[0].Description, StringComparison.Ordinal);
        Assert.Equal(0, await app.Query<long>("select count(*) from communities where area like '510105%'"));

        var counts = await county.Communities.ImportCommunitiesAsync(new() { RequestId = NewId(), Rows = { rows } });
        Assert.Equal((rows.Count, 0, 0), (counts.AddedCount, counts.ChangedCount, counts.UnchangedCount));
        rows[4].ResidentCount++;
        counts = await county.Communities.ImportCommunitiesAsync(new() { RequestId = NewId(), Rows = { rows } });
        Assert.Equal((0, 1, rows.Count - 1), (counts.AddedCount, counts.ChangedCount, counts.UnchangedCount));
        Assert.Equal(0, await app.Query<long>("select count(*) from communities where area like '510105%' and area <> $1 and version <> 1", rows[4].Code));

        // Page by page, in order of code.
        var (seen, token) = (new List<string>(), "");
        do
        {
            var page = await county.Communities.ListCommunitiesAsync(new() { PageSize = 7, PageToken = token, DivisionCode = "510105", OnlyKind = CommunityKind.Urban });
            seen.AddRange(page.Communities.Select(c => c.Code));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(rows.Select(r => r.Code).Order(StringComparer.Ordinal), seen);
        Assert.Empty((await county.Communities.ListCommunitiesAsync(new() { OnlyKind = CommunityKind.Fringe })).Communities);
    }

    [Fact]
    public async Task An_assessment_tells_every_rule_with_figure_bounds_and_clause()
    {
        const string code = "510104019001";
        var county = app.As("county-centre", "510104");
        await county.Communities.ImportCommunitiesAsync(new() { RequestId = NewId(), Rows = { Profile(code, households: 9_000, residents: 11_000) } });
        var assessment = await county.Communities.AssessScaleAsync(new() { Code = code });

        Assert.Equal((ScaleRecommendation.Split, 3), (assessment.Recommendation, assessment.SplitCount));
        Assert.Equal(["URBAN_HOUSEHOLDS", "URBAN_RESIDENTS", "SERVICE_CENTRE_FLOOR", "SERVICE_SHARE"], assessment.Findings.Select(f => f.Rule));
        var households = assessment.Findings[0];
        Assert.Equal((9_000d, 1_500d, 4_000d, ScaleVerdict.Above), (households.Measured, households.Lower, households.Upper, households.Verdict));
        Assert.StartsWith("传统城区社区人口规模以1500-4000户", households.Clause, StringComparison.Ordinal);
        Assert.False(assessment.Findings[2].HasUpper);
    }

    [Fact]
    public async Task Who_sees_part_of_a_town_is_told_the_same_of_its_seat()
    {
        var codes = new[] { "510104019002", "510104019003", "510104019004" };
        var rows = codes.Select(c => Profile(c, CommunityKind.MarketTown)).ToList();
        foreach (var row in rows) row.Seat = CommunitySeat.Town;
        await app.As("county-centre", "510104").Communities.ImportCommunitiesAsync(new() { RequestId = NewId(), Rows = { rows } });

        var one = await app.As("grid-worker", codes[0]).Communities.AssessScaleAsync(new() { Code = codes[0] });
        Assert.Equal((ScaleRecommendation.Merge, 3d), (one.Recommendation, one.Findings[0].Measured));
        Assert.Equal([one], await All(app.As("grid-worker", codes[0]), ""));
    }

    internal static async Task<List<ScaleAssessment>> All(GridCaller caller, string division)
    {
        using var stream = caller.Communities.AssessScales(new() { DivisionCode = division });
        var all = new List<ScaleAssessment>();
        while (await stream.ResponseStream.MoveNext(CancellationToken.None)) all.Add(stream.ResponseStream.Current);
        return all;
    }
}
