using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Qualifications;

public sealed class ReviewingJointly(PartyApp app) : IClassFixture<PartyApp>
{
    [Fact]
    public async Task All_must_pass_and_each_unit_says_its_word_once()
    {
        var place = Boards.NewCommunity();
        var person = await app.NewPerson(place);
        var request = new OpenJointReviewRequest { RequestId = NewId(), PersonId = person.Id, DivisionCode = place, Units = { "510104-03", "510104-04", "510104-05" } };
        var clerk = app.Clerk(place[..9]);
        var review = await clerk.Qualifications.OpenJointReviewAsync(request);
        Assert.Equal(review, await clerk.Qualifications.OpenJointReviewAsync(request));
        Assert.Equal((JointReviewState.Open, 3, 0, "赵小川"), (review.State, review.Asked, review.Passed, review.Name));
        await Refused(StatusCode.AlreadyExists, "REVIEW_UNDER_WAY", () => app.Office().Qualifications.OpenJointReviewAsync(new() { RequestId = NewId(), PersonId = person.Id, DivisionCode = place, Units = { "a", "b" } }));

        // A unit sees its own, with what it needs to look somebody up, and only as long as it is asked.
        var mine = Assert.Single((await app.Unit("510104-03", "510104").Qualifications.ListReviewOpinionsAsync(new() { Waiting = true, ReviewId = review.Id })).Opinions);
        Assert.Equal(("510104-03", "赵**", ReviewVerdict.Unspecified, false), (mine.Unit, mine.NameMasked, mine.Verdict, mine.Settled));
        var revealed = await app.Unit("510104-03").Qualifications.RevealReviewedAsync(new() { Id = mine.Id, Purpose = "查询违法犯罪记录" });
        Assert.Equal("赵小川", revealed.Name);
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where aggregate_id = $1 and action like '%RevealReviewed'", Guid.Parse(person.Id)));
        await Refused(StatusCode.NotFound, "OPINION_NOT_FOUND", () => app.Unit("510104-04").Qualifications.RevealReviewedAsync(new() { Id = mine.Id, Purpose = "查询违法犯罪记录" }));
        await Refused(StatusCode.NotFound, "OPINION_NOT_FOUND", () => app.Unit("510104-04").Qualifications.JudgeJointReviewAsync(new() { Id = mine.Id, Verdict = ReviewVerdict.Pass }));
        await Refused(StatusCode.NotFound, "OPINION_NOT_FOUND", () => app.Unit("510104-03", "510105").Qualifications.JudgeJointReviewAsync(new() { Id = mine.Id, Verdict = ReviewVerdict.Pass }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Office().Qualifications.JudgeJointReviewAsync(new() { Id = mine.Id, Verdict = ReviewVerdict.Pass }));

        var judged = await app.Judge(mine);
        Assert.Equal((ReviewVerdict.Pass, "", false), (judged.Verdict, judged.Reason, judged.Settled));
        await Refused(StatusCode.FailedPrecondition, "OPINION_GIVEN", async () => await app.Judge(mine, ReviewVerdict.Veto));
        await Refused(StatusCode.FailedPrecondition, "OPINION_GIVEN", () => app.Unit("510104-03").Qualifications.RevealReviewedAsync(new() { Id = mine.Id, Purpose = "查询违法犯罪记录" }));
        var others = (await app.Opinions(review)).Where(o => o.Id != mine.Id).ToList();
        await app.Judge(others[0]);
        Assert.Equal((JointReviewState.Open, 2), await clerk.Qualifications.GetJointReviewAsync(new() { Id = review.Id }) is var now ? (now.State, now.Passed) : default);
        await app.Judge(others[1]);
        var passed = await clerk.Qualifications.GetJointReviewAsync(new() { Id = review.Id });
        Assert.Equal((JointReviewState.Passed, 3), (passed.State, passed.Passed));
        Assert.NotNull(passed.EndTime);
        Assert.Single((await clerk.Qualifications.ListJointReviewsAsync(new() { PersonId = person.Id, State = JointReviewState.Passed, DivisionCode = place })).Reviews);
        Assert.Empty((await app.Office("510105").Qualifications.ListJointReviewsAsync(new() { PersonId = person.Id })).Reviews);
        Assert.Empty((await app.Unit("510104-09").Qualifications.ListReviewOpinionsAsync(new() { ReviewId = review.Id })).Opinions);
        await Refused(StatusCode.NotFound, "REVIEW_NOT_FOUND", () => app.Office("510105").Qualifications.GetJointReviewAsync(new() { Id = review.Id }));
    }

    [Fact]
    public async Task One_veto_is_a_veto_whatever_the_others_say_at_the_same_moment()
    {
        app.StartReplica();
        var place = Boards.NewCommunity();
        string[] units = ["510104-01", "510104-02", "510104-03", "510104-04", "510104-05", "510104-06"];
        for (var round = 0; round < 8; round++)
        {
            var review = await app.NewReview(await app.NewPerson(place), place, units);
            var opinions = await app.Opinions(review);
            var vetoer = opinions[round % units.Length];
            var outcomes = await Task.WhenAll(opinions.Select((o, i) => Boards.Told(app.As("unit-clerk", "51", o.Unit, replica: i % 2).Qualifications.JudgeJointReviewAsync(new()
            {
                RequestId = NewId(), Id = o.Id, Verdict = o == vetoer ? ReviewVerdict.Veto : ReviewVerdict.Pass, Reason = o == vetoer ? "受过处分未满影响期" : "",
            }))));
            Assert.Equal("OK", outcomes[round % units.Length]);
            Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "REVIEW_ENDED" }));
            Assert.Equal(JointReviewState.Vetoed, (await app.Office().Qualifications.GetJointReviewAsync(new() { Id = review.Id })).State);
            var after = await app.Opinions(review);
            Assert.Equal("受过处分未满影响期", after.Single(o => o.Verdict == ReviewVerdict.Veto).Reason);
            foreach (var late in after.Where(o => o.Verdict == ReviewVerdict.Unspecified))
            {
                Assert.True(late.Settled);
                await Refused(StatusCode.FailedPrecondition, "REVIEW_ENDED", async () => await app.Judge(late));
                await Refused(StatusCode.FailedPrecondition, "REVIEW_ENDED", () => app.Unit(late.Unit).Qualifications.RevealReviewedAsync(new() { Id = late.Id, Purpose = "查询违法犯罪记录" }));
            }
        }
        // All pass at once: it is passed, and counted right.
        var all = await app.NewReview(await app.NewPerson(place), place, units);
        Assert.All(await Task.WhenAll((await app.Opinions(all)).Select((o, i) => Boards.Told(app.As("unit-clerk", "51", o.Unit, replica: i % 2).Qualifications.JudgeJointReviewAsync(new() { RequestId = NewId(), Id = o.Id, Verdict = ReviewVerdict.Pass })))), o => Assert.Equal("OK", o));
        Assert.Equal((JointReviewState.Passed, 6), await app.Office().Qualifications.GetJointReviewAsync(new() { Id = all.Id }) is var passed ? (passed.State, passed.Passed) : default);
        Assert.Equal(0, await app.Query<long>("select count(*) from review_opinions where position($1 in sealed_reason) > 0", System.Text.Encoding.UTF8.GetBytes("处分")));
    }

    [Fact]
    public async Task A_unit_that_vetoed_is_asked_again_by_whomever_wherever()
    {
        var (place, elsewhere) = (Boards.NewCommunity(), Boards.NewCommunity("510105"));
        var person = await app.NewPerson(place);
        var first = (await app.Opinions(await app.NewReview(person, place))).ToDictionary(o => o.Unit);
        var vetoer = Boards.Units[1];
        await app.Judge(first[Boards.Units[0]]);
        await app.Judge(first[vetoer], ReviewVerdict.Veto);
        OpenJointReviewRequest Ask(string division, params string[] units) => new() { RequestId = NewId(), PersonId = person.Id, DivisionCode = division, Units = { units } };
        var told = await Refused(StatusCode.FailedPrecondition, "VETOING_UNITS_MISSING", () => app.Clerk(place[..9]).Qualifications.OpenJointReviewAsync(Ask(place, Boards.Units[0], "510104-06")));
        Assert.Equal(vetoer, told.Facts["missing"]);
        await Refused(StatusCode.FailedPrecondition, "VETOING_UNITS_MISSING", () => app.Office("510105").Qualifications.OpenJointReviewAsync(Ask(elsewhere, "510105-03", "510105-04")));
        var second = await app.Clerk(place[..9]).Qualifications.OpenJointReviewAsync(Ask(place, vetoer, "510104-06"));
        await app.Judge((await app.Opinions(second)).Single(o => o.Unit == vetoer), ReviewVerdict.Veto);
        // A veto counts as long as a pass does.
        Assert.Equal(2, await app.Query<long>("with aged as (update review_opinions set judged_at = judged_at - interval '10 years' where person_id = $1 and verdict = 2 returning 1) select count(*) from aged", Guid.Parse(person.Id)));
        await app.Clerk(place[..9]).Qualifications.OpenJointReviewAsync(Ask(place, "510104-05", "510104-06"));
    }

    [Fact]
    public async Task A_county_where_a_review_counts_for_a_month_is_no_way_round_a_veto_that_counts_for_a_year_elsewhere()
    {
        var (place, elsewhere) = (Boards.NewCommunity(), Boards.NewCommunity("510703"));
        await app.Office("510703").Teams.SetTeamRuleAsync(new() { RequestId = NewId(), Rule = new() { DivisionCode = "510703", TermYears = 5, RemindMonths = 6, NeedsReview = true, ReviewMonths = 1, FilingDays = 30, SinceDate = app.Day() } });
        var person = await app.NewPerson(place);
        await app.Reviewed(person, place, ReviewVerdict.Veto);
        app.Clock.Advance(TimeSpan.FromDays(61));
        OpenJointReviewRequest Ask(params string[] units) => new() { RequestId = NewId(), PersonId = person.Id, DivisionCode = elsewhere, Units = { units } };
        var vetoer = (await Refused(StatusCode.FailedPrecondition, "VETOING_UNITS_MISSING", () => app.Office("510703").Qualifications.OpenJointReviewAsync(Ask("510703-03", "510703-04")))).Facts["missing"];
        Assert.Contains(vetoer, Boards.Units);
        await app.Office("510703").Qualifications.OpenJointReviewAsync(Ask("510703-03", vetoer));
    }

    [Fact]
    public async Task Every_wrong_field_is_named()
    {
        var office = app.Office();
        await WrongFields(() => office.Qualifications.OpenJointReviewAsync(new() { DivisionCode = "5101", Units = { "a" } }), "person_id", "division_code", "units");
        await WrongFields(() => office.Qualifications.OpenJointReviewAsync(new() { PersonId = NewId(), DivisionCode = SmallMap.Community, Units = { "a", "a", "" } }), "units[1]", "units[2]");
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => office.Qualifications.OpenJointReviewAsync(new() { PersonId = NewId(), DivisionCode = SmallMap.Community, Units = { "a", "b" } }));
        await WrongFields(() => app.Unit().Qualifications.JudgeJointReviewAsync(new()), "id", "verdict");
        await WrongFields(() => app.Unit().Qualifications.JudgeJointReviewAsync(new() { Id = NewId(), Verdict = ReviewVerdict.Veto }), "reason");
        await WrongFields(() => app.Unit().Qualifications.JudgeJointReviewAsync(new() { Id = NewId(), Verdict = ReviewVerdict.Pass, Reason = "无不良记录" }), "reason");
        await WrongFields(() => app.Unit().Qualifications.RevealReviewedAsync(new()), "id", "purpose");
        await WrongFields(() => office.Qualifications.ListJointReviewsAsync(new() { DivisionCode = "x", PersonId = "x", State = (JointReviewState)9, PageSize = -1 }), "division_code", "person_id", "state", "page_size");
        await WrongFields(() => office.Qualifications.ListReviewOpinionsAsync(new() { ReviewId = "x", PageSize = -1 }), "review_id", "page_size");
        await WrongFields(() => office.Qualifications.GetJointReviewAsync(new()), "id");
    }
}
