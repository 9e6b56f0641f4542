using Governance.Grid.Tests.Emergencies;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Appraisals;

/// <summary>Towns and communities, units and communities say once a year what they think of each other. Each test has a county of its own.</summary>
public sealed class AppraisingBothWays(GridApp app) : IClassFixture<GridApp>
{
    private static readonly AppraisalKind[] Kinds = [AppraisalKind.TownByCommunity, AppraisalKind.CommunityByTown, AppraisalKind.UnitByCommunity, AppraisalKind.CommunityByUnit];

    private GridCaller Province => app.As("province-operator", "51");

    [Fact]
    public async Task Each_side_says_its_word_once_and_all_are_told_the_means_when_they_are_published()
    {
        var (county, town, communities) = await NewTown();
        var round = await OpenRound(county);
        for (var i = 0; i < 3; i++) await Community(communities[i]).Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.TownByCommunity, communities[i], town, 6 + i * 2, 20));
        var given = await Community(communities[0]).Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.UnitByCommunity, communities[0], county + "-03", 10, 30));
        Assert.Equal(100, given.Score);
        await Town(town).Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.CommunityByTown, town, communities[0], 5, 15));
        await app.As("unit-clerk", county, county + "-03").Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.CommunityByUnit, county + "-03", communities[1], 4, 12));
        await Refused(StatusCode.AlreadyExists, "APPRAISAL_GIVEN", () => Community(communities[0]).Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.TownByCommunity, communities[0], town, 1, 1)));

        // Not to the county either.
        await Refused(StatusCode.FailedPrecondition, "APPRAISAL_ROUND_OPEN", () => County(county).Appraisals.GetAppraisalResultsAsync(new() { Id = round.Id, Kind = AppraisalKind.TownByCommunity }));
        await Refused(StatusCode.FailedPrecondition, "APPRAISAL_ROUND_OPEN", () => Community(communities[0]).Appraisals.GetAppraisalResultsAsync(new() { Id = round.Id, Kind = AppraisalKind.TownByCommunity }));
        var published = await County(county).Appraisals.PublishAppraisalRoundAsync(new() { RequestId = NewId(), Id = round.Id, Etag = round.Etag });
        Assert.Equal(AppraisalRoundState.Published, published.State);
        Assert.Equal(1, await app.Query<long>("select count(*) from events where aggregate_id = $1 and type like '%.AppraisalsPublished'", Guid.Parse(round.Id)));
        // Of 40 points: 26, 28 and 30.
        Assert.Equal([(town, 3, 70d, true)], await Means(communities[2], round, AppraisalKind.TownByCommunity));
        Assert.Equal([(communities[0], 1, 50d, true)], await Means(communities[2], round, AppraisalKind.CommunityByTown));
        // What one alone has said is not told.
        Assert.Equal([(county + "-03", 1, 0d, false)], await Means(communities[2], round, AppraisalKind.UnitByCommunity));
        Assert.Equal([(communities[1], 1, 0d, false)], await Means(communities[2], round, AppraisalKind.CommunityByUnit));
        await Refused(StatusCode.FailedPrecondition, "APPRAISAL_ROUND_PUBLISHED", () => Community(communities[1]).Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.UnitByCommunity, communities[1], county + "-03", 1, 1)));
        // Another county sees nothing of it.
        await Refused(StatusCode.NotFound, "APPRAISAL_ROUND_NOT_FOUND", () => app.As("county-centre", "510105").Appraisals.GetAppraisalResultsAsync(new() { Id = round.Id, Kind = AppraisalKind.TownByCommunity }));
        Assert.DoesNotContain((await app.As("county-centre", "510105").Appraisals.ListAppraisalRoundsAsync(new())).Rounds, r => r.Id == round.Id);
        Assert.Contains((await Community(communities[0]).Appraisals.ListAppraisalRoundsAsync(new())).Rounds, r => r.Id == round.Id);
    }

    [Fact]
    public async Task What_was_published_does_not_change()
    {
        var (county, town, communities) = await NewTown();
        var round = await OpenRound(county);
        await Community(communities[0]).Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.TownByCommunity, communities[0], town, 6, 20));
        // Somebody is about to publish, and somebody else to say their word.
        await using var other = new Npgsql.NpgsqlConnection(app.Database + ";Pooling=false");
        await other.OpenAsync();
        await using var publishing = await other.BeginTransactionAsync();
        await new Npgsql.NpgsqlCommand($"update appraisal_rounds set state = 2, published_at = now() where id = '{round.Id}'", other, publishing).ExecuteNonQueryAsync();
        var late = Refused(StatusCode.FailedPrecondition, "APPRAISAL_ROUND_PUBLISHED", () => Community(communities[1]).Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.TownByCommunity, communities[1], town, 1, 1)));
        await EventuallyAsync("it waits", async () => await app.Query<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0);
        await publishing.CommitAsync();
        await late;
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.Query<int>("update appraisal_sheets set score = 0 where round_id = $1 returning 1", Guid.Parse(round.Id)));
    }

    [Fact]
    public async Task Nobody_says_it_for_somebody_else()
    {
        var (county, town, communities) = await NewTown();
        var round = await OpenRound(county);
        GiveAppraisalRequest OfTown() => Sheet(round, AppraisalKind.TownByCommunity, communities[0], town, 10, 30);
        await Refused(StatusCode.FailedPrecondition, "APPRAISAL_NOT_YOURS", () => Town(town).Appraisals.GiveAppraisalAsync(OfTown()));
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => Community(communities[1]).Appraisals.GiveAppraisalAsync(OfTown()));
        await Refused(StatusCode.FailedPrecondition, "APPRAISAL_NOT_YOURS", () => app.As("town-clerk", county).Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.CommunityByTown, town, communities[0], 1, 1)));
        await Refused(StatusCode.FailedPrecondition, "APPRAISAL_NOT_YOURS", () => app.As("unit-clerk", county, county + "-05").Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.CommunityByUnit, county + "-03", communities[0], 1, 1)));
        await Refused(StatusCode.FailedPrecondition, "APPRAISAL_NOT_YOURS", () => Community(communities[0]).Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.CommunityByUnit, county + "-03", communities[0], 1, 1)));
        await WrongFields(() => Community(communities[0]).Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.TownByCommunity, communities[0], SmallMap.Community[..9], 1, 1)), "about_code");
        await WrongFields(() => Community(communities[0]).Appraisals.GiveAppraisalAsync(Sheet(round, AppraisalKind.TownByCommunity, communities[0], town, 11, 30)), "points[0]");
        await WrongFields(() => Community(communities[0]).Appraisals.GiveAppraisalAsync(new() { RequestId = NewId(), RoundId = round.Id, Kind = AppraisalKind.TownByCommunity, FromCode = communities[0], AboutCode = town, Points = { 1 } }), "points");
        Assert.Equal(0, await app.Query<long>("select count(*) from appraisal_sheets where round_id = $1", Guid.Parse(round.Id)));
    }

    [Fact]
    public async Task A_county_has_one_round_a_year_and_keeps_the_questionnaires_it_began_with()
    {
        var (county, _, _) = await NewTown();
        var round = await OpenRound(county);
        await Refused(StatusCode.AlreadyExists, "APPRAISAL_ROUND_EXISTS", () => County(county).Appraisals.OpenAppraisalRoundAsync(new() { RequestId = NewId(), DivisionCode = county, Year = round.Year }));
        var own = await County(county).Appraisals.PublishQuestionnaireAsync(Asked(county, AppraisalKind.TownByCommunity));
        var next = await County(county).Appraisals.PublishQuestionnaireAsync(Asked(county, AppraisalKind.TownByCommunity));
        Assert.Equal((1, 2), (own.Edition, next.Edition));
        Assert.Equal(round.QuestionnaireIds, Assert.Single((await County(county).Appraisals.ListAppraisalRoundsAsync(new())).Rounds).QuestionnaireIds);
        // The next round goes by the county's own, and the newest of it.
        var last = await County(county).Appraisals.OpenAppraisalRoundAsync(new() { RequestId = NewId(), DivisionCode = county, Year = round.Year - 1 });
        Assert.Contains(next.Id, last.QuestionnaireIds);
        Assert.Contains((await County(county).Appraisals.ListQuestionnairesAsync(new() { DivisionCode = county })).Questionnaires, q => q.Id == own.Id);
        await WrongFields(() => County(county).Appraisals.PublishQuestionnaireAsync(new() { RequestId = NewId(), DivisionCode = county, Items = { new QuestionnaireItem() } }), "kind", "items[0].text", "items[0].most_points");
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => County(county).Appraisals.PublishQuestionnaireAsync(Asked("51", AppraisalKind.TownByCommunity)));
    }

    private async Task<List<(string About, int Sheets, double Score, bool Told)>> Means(string community, AppraisalRound round, AppraisalKind kind) =>
        [.. (await Community(community).Appraisals.GetAppraisalResultsAsync(new() { Id = round.Id, Kind = kind })).Rows.Select(r => (r.AboutCode, r.SheetCount, r.Score, r.HasScore))];

    private GridCaller County(string county) => app.As("county-centre", county);

    private GridCaller Town(string town) => app.As("town-clerk", town);

    private GridCaller Community(string community) => app.As("town-clerk", community);

    private async Task<(string County, string Town, string[] Communities)> NewTown()
    {
        var county = await app.NewCounty(towns: 1, gridsEach: 0);
        var town = county + "001";
        await app.QueryAll<int>("insert into divisions (code, name) values ($1 || '003', '丙社区居委会') returning 1", town);
        await app.QueryAll<int>("insert into units (code, name, division_code, retired) values ($1 || '-03', '城管局', $1, false), ($1 || '-05', '住建局', $1, false) returning 1", county);
        // Units are remembered for a minute.
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        return (county, town, [town + "001", town + "002", town + "003"]);
    }

    private async Task<AppraisalRound> OpenRound(string county)
    {
        foreach (var kind in Kinds) await Province.Appraisals.PublishQuestionnaireAsync(Asked("51", kind));
        return await County(county).Appraisals.OpenAppraisalRoundAsync(new() { RequestId = NewId(), DivisionCode = county, Year = app.Clock.GetUtcNow().Year });
    }

    private static PublishQuestionnaireRequest Asked(string division, AppraisalKind kind) => new()
    {
        RequestId = NewId(), DivisionCode = division, Kind = kind, Items = { new QuestionnaireItem { Text = "服务是否及时", MostPoints = 10 }, new QuestionnaireItem { Text = "减负是否到位", MostPoints = 30 } },
    };

    private static GiveAppraisalRequest Sheet(AppraisalRound round, AppraisalKind kind, string from, string about, params int[] points) =>
        new() { RequestId = NewId(), RoundId = round.Id, Kind = kind, FromCode = from, AboutCode = about, Points = { points } };
}
