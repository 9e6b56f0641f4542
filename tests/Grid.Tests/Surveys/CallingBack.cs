using Governance.Grid.Tests.Calls;
using Governance.Grid.Tests.Disputes;
using Governance.Grid.V1;
using Grpc.Core;

namespace Governance.Grid.Tests.Surveys;

/// <summary>Residents who called are drawn at random and asked what they think. Each test has a town of its own; the quarter is one for all, so that nobody of one test is of another.</summary>
public sealed class CallingBack(GridApp app) : IClassFixture<GridApp>
{
    private static int people;

    [Fact]
    public async Task The_seed_alone_draws_and_nobody_is_drawn_twice_in_a_quarter()
    {
        var community = await app.NewCommunity();
        var loud = NewPhone();
        foreach (var phone in (string[])[loud, loud, loud, NewPhone(), NewPhone(), NewPhone(), NewPhone()]) await Answered(community, phone);
        await app.AsResident(community).Calls.OpenCallAsync(Called(community, NewPhone()));    // not answered yet
        var centre = app.As("county-centre", "510104");
        var survey = await centre.Surveys.DrawSurveyAsync(Draw(community[..9], 3));
        Assert.Equal((3, Quarter), (survey.DrawnCount, survey.Period));
        var drawn = (await centre.Surveys.ListCallBacksAsync(new() { SurveyId = survey.Id })).CallBacks;

        // Whoever knows the seed can draw again.
        var again = await app.QueryAll<Guid>("select id from calls where area = $1 and state in (7, 8, 9) order by md5($2 || id::text), id", community, survey.Seed);
        var persons = new HashSet<string>();
        var expected = new List<string>();
        foreach (var id in again)
        {
            var contact = await centre.Calls.RevealContactAsync(new() { Id = id.ToString(), Purpose = "复核抽样" });
            if (expected.Count < 3 && persons.Add(contact.Phone)) expected.Add(id.ToString());
        }
        Assert.Equal(expected, drawn.Select(c => c.CallId));

        // Seven calls, five people: two are left.
        var rest = await centre.Surveys.DrawSurveyAsync(Draw(community[..9], 10));
        Assert.Equal(2, rest.DrawnCount);
        Assert.Equal(0, (await centre.Surveys.DrawSurveyAsync(Draw(community[..9], 10))).DrawnCount);
        Assert.Equal(5, await app.Query<long>("select count(distinct person_hash) from call_backs where area = $1", community));
        Assert.Equal(5, await app.Query<long>("select count(*) from call_backs where area = $1", community));
    }

    [Fact]
    public async Task Two_who_draw_at_once_draw_nobody_twice()
    {
        var community = await app.NewCommunity();
        for (var i = 0; i < 3; i++) await Answered(community, NewPhone());
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            try { await app.As("county-centre", "510104").Surveys.DrawSurveyAsync(Draw(community[..9], 3)); }
            catch (RpcException e) when (Read(e).Reason == "ETAG_MISMATCH") { }
        }));
        Assert.Equal(3, await app.Query<long>("select count(*) from call_backs where area = $1", community));
    }

    [Fact]
    public async Task What_few_have_said_is_told_to_nobody()
    {
        var community = await app.NewCommunity();
        var town = community[..9];
        await app.QueryAll<int>("insert into divisions (code, name) values ($1, '丙社区居委会') returning 1", town + "003");
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        foreach (var (place, count) in new[] { (community, 6), (town + "003", 5), (town + "002", 2) }) for (var i = 0; i < count; i++) await Answered(place, NewPhone());
        var centre = app.As("county-centre", "510104");
        var survey = await centre.Surveys.DrawSurveyAsync(Draw(town, 50));
        var backs = (await centre.Surveys.ListCallBacksAsync(new() { SurveyId = survey.Id, WaitingOnly = true })).CallBacks;
        Assert.Equal(13, backs.Count);
        foreach (var (back, i) in backs.Where(b => b.PlaceCode == community).Select((b, i) => (b, i)).Concat(backs.Where(b => b.PlaceCode != community).Select(b => (b, 4))))
        {
            await centre.Surveys.RecordCallBackAsync(new() { RequestId = NewId(), Id = back.Id, Reached = true, Score = i == 0 ? 1 : 5 });
        }
        var results = await app.As("town-clerk", town).Surveys.GetSurveyResultsAsync(new() { Id = survey.Id });
        Assert.Equal((13, 12, 13), (results.Total.AnsweredCount, results.Total.SatisfiedCount, results.Total.DrawnCount));
        // Two are too few; beside them five go too, or the total would tell of the two.
        Assert.Equal([(community, false, 6, 5), (town + "002", true, 0, 0), (town + "003", true, 0, 0)], results.Children.Select(c => (c.DivisionCode, c.Suppressed, c.AnsweredCount, c.SatisfiedCount)));
        Assert.Equal(Math.Round(26 / 6d, 2), results.Children[0].MeanScore);
        Assert.All(results.Children.Skip(1), c => Assert.False(c.HasMeanScore));
        await Refused(StatusCode.NotFound, "SURVEY_NOT_FOUND", () => app.As("county-centre", "510105").Surveys.GetSurveyResultsAsync(new() { Id = survey.Id }));
    }

    [Fact]
    public async Task Who_was_not_reached_is_called_again_and_what_was_said_stays()
    {
        var community = await app.NewCommunity();
        await Answered(community, NewPhone());
        var centre = app.As("county-centre", "510104");
        var survey = await centre.Surveys.DrawSurveyAsync(Draw(community[..9], 5));
        var back = Assert.Single((await centre.Surveys.ListCallBacksAsync(new() { SurveyId = survey.Id })).CallBacks);
        Assert.Contains((await centre.Surveys.ListSurveysAsync(new() { DivisionCode = community[..9] })).Surveys, s => s.Id == survey.Id);
        await WrongFields(() => centre.Surveys.RecordCallBackAsync(new() { RequestId = NewId(), Id = back.Id, Reached = true }), "score");
        Assert.Equal(CallBackState.NotReached, (await centre.Surveys.RecordCallBackAsync(new() { RequestId = NewId(), Id = back.Id })).State);
        Assert.Equal(CallBackState.Answered, (await centre.Surveys.RecordCallBackAsync(new() { RequestId = NewId(), Id = back.Id, Reached = true, Score = 2 })).State);
        await Refused(StatusCode.FailedPrecondition, "CALL_BACK_ANSWERED", () => centre.Surveys.RecordCallBackAsync(new() { RequestId = NewId(), Id = back.Id, Reached = true, Score = 5 }));
        // One answer is nobody's business, the total neither.
        Assert.True((await centre.Surveys.GetSurveyResultsAsync(new() { Id = survey.Id })).Total.Suppressed);
        await WrongFields(() => centre.Surveys.DrawSurveyAsync(new() { RequestId = NewId(), DivisionCode = "51", FromDate = "2026-01-01", ToDate = "2020-01-01" }), "sample_size", "division_code", "to_date");
    }

    [Fact]
    public async Task Whoever_draws_chooses_nothing_and_anybody_can_prove_the_draw()
    {
        var community = await app.NewCommunity();
        for (var i = 0; i < 4; i++) await Answered(community, NewPhone());
        var centre = app.As("county-centre", "510104");
        var (first, second) = (await centre.Surveys.DrawSurveyAsync(Draw(community[..9], 1)), await centre.Surveys.DrawSurveyAsync(Draw(community[..9], 1)));
        Assert.NotEqual(first.Seed, second.Seed);
        Assert.Equal((32, 4, 4), (first.Seed.Length, first.CandidateCount, second.CandidateCount));
        // Of the calls that there are, by hand: the exclusive or of the two halves of their MD5.
        ulong left = 0, right = 0;
        foreach (var id in await app.QueryAll<Guid>("select id from calls where area = $1", community))
        {
            var hash = Convert.FromHexString(await app.Query<string>("select md5($1::text)", id.ToString()));
            (left, right) = (left ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash), right ^ System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(8)));
        }
        Assert.Equal(($"{left:x}-{right:x}", first.CandidateDigest), (first.CandidateDigest, second.CandidateDigest));
        Assert.Equal(await app.Query<Guid>("select id from calls where area = $1 order by md5($2 || id::text), id limit 1", community, first.Seed), Guid.Parse((await centre.Surveys.ListCallBacksAsync(new() { SurveyId = first.Id })).CallBacks[0].CallId));
    }

    private string Quarter => $"{app.Clock.GetUtcNow().Year}Q{(app.Clock.GetUtcNow().Month + 2) / 3}";

    private string Today => DateOnly.FromDateTime(app.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).ToString("yyyy-MM-dd", null);

    private DrawSurveyRequest Draw(string division, int size) => new() { RequestId = NewId(), DivisionCode = division, FromDate = "2026-03-01", ToDate = Today, SampleSize = size };

    private static string NewPhone() => $"139{Interlocked.Increment(ref people):00000000}";

    private static OpenCallRequest Called(string place, string phone)
    {
        var request = Appeals.Appeal(place: place);
        request.Contact.Phone = phone;
        return request;
    }

    private async Task Answered(string place, string phone)
    {
        var call = await app.AsResident(place).Calls.OpenCallAsync(Called(place, phone));
        var clerk = app.Clerk(call.UnitCode);
        await clerk.Calls.AcceptCallAsync(new() { Id = call.Id });
        await clerk.Calls.StartCallAsync(new() { Id = call.Id });
        await clerk.Calls.ResolveCallAsync(new() { Id = call.Id, Resolution = "已更换路灯，现已恢复照明" });
    }
}
