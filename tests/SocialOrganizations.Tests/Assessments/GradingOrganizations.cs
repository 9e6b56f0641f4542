using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Assessments;

public sealed class GradingOrganizations(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task Who_is_of_the_office_and_on_the_panel_learns_nothing_of_the_others_before_it_is_announced()
    {
        var grading = await app.AppliedForGrading(null, "one", "two", "three", "two-seats");
        await app.Scored(grading, ("one", 35, 50), ("two", 34, 50), ("three", 33, 50));
        var both = app.Office(subject: "two-seats").Gradings;
        var told = await both.GetGradingReviewAsync(new() { GradingId = grading.Id });
        Assert.Equal((0, 0.0, 0.0, false, (OrganizationGrade)0), (told.Scores.Count, told.Mean, told.Median, told.Enough, told.Grade));
        Assert.Equal(3, (await app.Office().Gradings.GetGradingReviewAsync(new() { GradingId = grading.Id })).Scores.Count);
        // Nor does who may be seated yet.
        Assert.Empty((await app.As("orgs-office,orgs-panelist", "510104", subject: "to-be-seated").Gradings.GetGradingReviewAsync(new() { GradingId = grading.Id })).Scores);
        await app.Office().Gradings.AnnounceGradingAsync(new() { RequestId = NewId(), Id = grading.Id });
        Assert.Equal(3, (await both.GetGradingReviewAsync(new() { GradingId = grading.Id })).Scores.Count);
    }

    private Gradings.GradingsClient As(string subject) => app.Office(subject: subject).Gradings;

    private static DecideGradingRequest To(Grading grading, OrganizationGrade grade) => new() { RequestId = NewId(), Id = grading.Id, Grade = grade, Reason = "公示期满" };

    [Fact]
    public async Task A_panel_scores_with_recusal_three_at_least_and_outliers_shown_and_the_grade_follows_from_the_mean()
    {
        var organization = await app.Entered("staff-g");
        var grading = await app.AppliedForGrading(organization, "one", "two", "three", "four", "staff-g");
        await Refused(StatusCode.AlreadyExists, "GRADING_EXISTS", () => As("clerk").ApplyForGradingAsync(new() { OrganizationId = organization.Id }));
        await As("clerk").SeatGradingPanelistAsync(new() { RequestId = NewId(), GradingId = grading.Id, Subject = "employee", OrganizationIds = { organization.Id } });
        foreach (var conflicted in new[] { "staff-g", "employee" }) await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Scored(grading, (conflicted, 40, 60)));
        await Refused(StatusCode.PermissionDenied, "NOT_ON_THE_PANEL", () => app.Scored(grading, ("stranger", 40, 60)));
        await app.Judge("four").Gradings.RecuseGradingPanelistAsync(new() { RequestId = NewId(), GradingId = grading.Id });
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Scored(grading, ("four", 40, 60)));
        await app.Scored(grading, ("one", 36, 50), ("two", 36, 54));
        await Refused(StatusCode.AlreadyExists, "SCORED_ALREADY", () => app.Scored(grading, ("one", 40, 60)));
        await Refused(StatusCode.FailedPrecondition, "TOO_FEW_SCORES", () => As("announcer").AnnounceGradingAsync(new() { Id = grading.Id }));
        await app.Scored(grading, ("three", 30, 20));
        var review = await As("clerk").GetGradingReviewAsync(new() { GradingId = grading.Id });
        Assert.Equal((75.33, 86, true, OrganizationGrade.A3), (review.Mean, review.Median, review.Enough, review.Grade));
        Assert.Equal([50], review.Scores.Where(s => s.Outlier).Select(s => s.Total));
        Assert.Equal(3, review.RecusedIds.Count);
        Assert.Equal(OrganizationGrade.A3, (await As("announcer").AnnounceGradingAsync(new() { RequestId = NewId(), Id = grading.Id })).AnnouncedGrade);
        await Refused(StatusCode.FailedPrecondition, "GRADING_STATE", () => app.Scored(grading, ("two", 1, 1)));
    }

    [Fact]
    public async Task Who_is_barred_on_its_panel_decides_nothing_about_it_either()
    {
        var organization = await app.Entered();
        var grading = await app.AppliedForGrading(organization, "one", "two", "three", "recused");
        await As("clerk").SeatGradingPanelistAsync(new() { RequestId = NewId(), GradingId = grading.Id, Subject = "employee", OrganizationIds = { organization.Id } });
        await app.Judge("recused").Gradings.RecuseGradingPanelistAsync(new() { RequestId = NewId(), GradingId = grading.Id });
        string[] barred = ["recused", "employee"];
        foreach (var by in barred) await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => As(by).SeatGradingPanelistAsync(new() { GradingId = grading.Id, Subject = "a-friend" }));
        await app.Scored(grading, ("one", 35, 50), ("two", 34, 50), ("three", 33, 50));
        foreach (var by in barred) await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => As(by).AnnounceGradingAsync(new() { Id = grading.Id }));
        await As("announcer").AnnounceGradingAsync(new() { RequestId = NewId(), Id = grading.Id });
        var objection = await As("rival").ObjectToGradingAsync(new() { RequestId = NewId(), GradingId = grading.Id, Statement = "评分偏高" });
        foreach (var by in barred) await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => As(by).AnswerObjectionAsync(new() { GradingId = grading.Id, Number = objection.Number, Answer = "评分有据可查" }));
        await As("clerk").AnswerObjectionAsync(new() { RequestId = NewId(), GradingId = grading.Id, Number = objection.Number, Answer = "评分有据可查" });
        app.Clock.Advance(TimeSpan.FromDays(7));
        foreach (var by in barred) await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => As(by).DecideGradingAsync(To(grading, OrganizationGrade.A4)));
        await As("chief").DecideGradingAsync(To(grading, OrganizationGrade.A4));
    }

    [Fact]
    public async Task Once_a_score_was_given_nobody_is_seated_to_outweigh_it()
    {
        var grading = await app.AppliedForGrading(null, "one", "two", "three");
        Task<GradingPanelist> Seat(string subject, int replica = 0) => app.Office(replica: replica).Gradings.SeatGradingPanelistAsync(new() { RequestId = NewId(), GradingId = grading.Id, Subject = subject }).ResponseAsync;
        await Seat("four");
        await app.Scored(grading, ("one", 35, 50));
        await Refused(StatusCode.FailedPrecondition, "PANEL_COMPLETE", () => Seat("five"));
        // Who is seated finds what to grade, and by what.
        var found = Assert.Single((await app.Judge("two").Gradings.ListGradingsAsync(new() { OrganizationId = grading.OrganizationId })).Gradings);
        Assert.Equal((grading.Id, grading.SchemeId), (found.Id, found.SchemeId));
        foreach (var recused in new[] { "two", "three" }) await app.Judge(recused).Gradings.RecuseGradingPanelistAsync(new() { RequestId = NewId(), GradingId = grading.Id });
        // Two may score, and three are asked for.
        var five = await Seat("five");
        await Refused(StatusCode.FailedPrecondition, "PANEL_COMPLETE", () => Seat("six"));
        // One who has fallen silent gives the place to another, and scores nothing any more; who has scored does not.
        SeatGradingPanelistRequest Replace(string who, string of) => new() { RequestId = NewId(), GradingId = grading.Id, Subject = who, InPlaceOf = of };
        await WrongFields(() => app.Office().Gradings.SeatGradingPanelistAsync(Replace("six", "x")), "in_place_of");
        await Refused(StatusCode.NotFound, "PANELIST_NOT_FOUND", () => app.Office().Gradings.SeatGradingPanelistAsync(Replace("six", NewId())));
        await app.Office().Gradings.SeatGradingPanelistAsync(Replace("six", five.Id));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Scored(grading, ("five", 35, 50)));
        await app.Scored(grading, ("six", 35, 50), ("four", 30, 50));
        var one = await app.Query<Guid>("select id from grading_panelists where grading_id = $1 and subject = 'one'", Guid.Parse(grading.Id));
        await Refused(StatusCode.AlreadyExists, "SCORED_ALREADY", () => app.Office().Gradings.SeatGradingPanelistAsync(Replace("seven", one.ToString())));
        // Who has scored counts, also when they have come to work for it since.
        await app.Staffed(grading.OrganizationId, "six");
        await Refused(StatusCode.FailedPrecondition, "PANEL_COMPLETE", () => Seat("seven"));
    }

    [Fact]
    public async Task It_is_decided_by_another_person_when_objections_are_over_and_answered()
    {
        var grading = await app.Announced(await app.Entered("staff-o"));
        Assert.Equal(OrganizationGrade.A4, grading.AnnouncedGrade);
        var objection = await app.Staff("staff-o").Gradings.ObjectToGradingAsync(new() { RequestId = NewId(), GradingId = grading.Id, Statement = "漏计两个服务项目" });
        await Refused(StatusCode.FailedPrecondition, "OBJECTIONS_RUNNING", () => As("chief").DecideGradingAsync(To(grading, OrganizationGrade.A4)));
        app.Clock.Advance(TimeSpan.FromDays(7));
        await Refused(StatusCode.FailedPrecondition, "OBJECTIONS_OVER", () => app.Staff("staff-o").Gradings.ObjectToGradingAsync(new() { GradingId = grading.Id, Statement = "又有异议" }));
        await Refused(StatusCode.FailedPrecondition, "OBJECTIONS_OPEN", () => As("chief").DecideGradingAsync(To(grading, OrganizationGrade.A4)));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => As("staff-o").AnswerObjectionAsync(new() { GradingId = grading.Id, Number = objection.Number, Answer = "属实，应予更正" }));
        AnswerObjectionRequest Answer(bool upheld = true) => new() { RequestId = NewId(), GradingId = grading.Id, Number = objection.Number, Upheld = upheld, Grade = OrganizationGrade.A5, Answer = "属实，应予更正" };
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => As("announcer").AnswerObjectionAsync(Answer()));
        await WrongFields(() => As("clerk").AnswerObjectionAsync(Answer(upheld: false)), "grade");
        Assert.Equal(OrganizationGrade.A5, (await As("clerk").AnswerObjectionAsync(Answer())).Grade);
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => As("announcer").DecideGradingAsync(To(grading, OrganizationGrade.A5)));
        // Who gave a score has spoken already.
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => As("one").DecideGradingAsync(To(grading, OrganizationGrade.A5)));
        // An objection leads to what it is right about, and to nothing else.
        foreach (var other in new[] { OrganizationGrade.A1, OrganizationGrade.Unspecified }) await Refused(StatusCode.FailedPrecondition, "NOT_THE_ANNOUNCED_GRADE", () => As("chief").DecideGradingAsync(To(grading, other)));
        var graded = await As("chief").DecideGradingAsync(To(grading, OrganizationGrade.A5));
        Assert.Equal((GradingState.Graded, OrganizationGrade.A5, false), (graded.State, graded.Grade, graded.Expired));
        Assert.Equal(DateOnly.Parse(app.Day(), null).AddYears(5).ToString("yyyy-MM-dd", null), graded.ValidUntilDate);
        Assert.Equal([ObjectionState.Upheld], (await As("clerk").ListGradingObjectionsAsync(new() { GradingId = grading.Id })).Objections.Select(o => o.State));
        Assert.Single(await app.Events("OrganizationGraded"), e => e.Contains(grading.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_objection_that_is_right_and_names_no_grade_opens_none_but_no_grade()
    {
        var grading = await app.Announced();
        await As("rival").ObjectToGradingAsync(new() { RequestId = NewId(), GradingId = grading.Id, Statement = "材料不实" });
        // As a client sends it that does not know the field.
        await As("clerk").AnswerObjectionAsync(new() { RequestId = NewId(), GradingId = grading.Id, Number = 1, Upheld = true, Answer = "属实，不予评级" });
        app.Clock.Advance(TimeSpan.FromDays(7));
        foreach (var other in new[] { OrganizationGrade.A5, OrganizationGrade.A3 }) await Refused(StatusCode.FailedPrecondition, "NOT_THE_ANNOUNCED_GRADE", () => As("chief").DecideGradingAsync(To(grading, other)));
        Assert.Equal(GradingState.Declined, (await As("chief").DecideGradingAsync(To(grading, OrganizationGrade.Unspecified))).State);
    }

    [Fact]
    public async Task Of_one_that_may_not_be_announced_any_more_it_is_decided_that_it_gets_none_and_of_others_it_is_not()
    {
        var (gone, listed, suspended, well) = (await app.AppliedForGrading(), await app.AppliedForGrading(), await app.AppliedForGrading(), await app.AppliedForGrading());
        await app.Deregistered(gone.OrganizationId);
        var listing = await app.Listed(await app.Office().Organizations.GetOrganizationAsync(new() { Id = listed.OrganizationId }));
        await app.Office().Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = suspended.OrganizationId, Reason = "年度检查不合格" });
        await Refused(StatusCode.FailedPrecondition, "GRADING_STATE", () => As("chief").DecideGradingAsync(To(well, OrganizationGrade.Unspecified)));
        foreach (var one in new[] { gone, listed, suspended }) Assert.Equal(GradingState.Declined, (await As("chief").DecideGradingAsync(To(one, OrganizationGrade.Unspecified))).State);
        await Refused(StatusCode.FailedPrecondition, "GRADING_STATE", () => As("chief").DecideGradingAsync(To(gone, OrganizationGrade.Unspecified)));
        await app.Lifted(listing);
        Assert.Equal(GradingState.Applied, (await As("clerk").ApplyForGradingAsync(new() { RequestId = NewId(), OrganizationId = listed.OrganizationId })).State);
    }

    [Fact]
    public async Task Without_an_objection_that_is_right_the_grade_is_the_announced_one()
    {
        var (grading, none) = (await app.Announced(), await app.Announced());
        await app.Office(subject: "rival").Gradings.ObjectToGradingAsync(new() { RequestId = NewId(), GradingId = grading.Id, Statement = "评分偏高" });
        await As("clerk").AnswerObjectionAsync(new() { RequestId = NewId(), GradingId = grading.Id, Number = 1, Answer = "评分有据可查" });
        app.Clock.Advance(TimeSpan.FromDays(7));
        foreach (var one in new[] { grading, none }) await Refused(StatusCode.FailedPrecondition, "NOT_THE_ANNOUNCED_GRADE", () => As("chief").DecideGradingAsync(To(one, OrganizationGrade.A5)));
        Assert.Equal(OrganizationGrade.A4, (await As("chief").DecideGradingAsync(To(grading, OrganizationGrade.A4))).Grade);
    }

    [Fact]
    public async Task A_scheme_is_data_with_a_day_and_says_everything_that_is_wrong()
    {
        var request = Judging.ToScheme(app, 2_000);
        await app.Office().Gradings.SetGradingSchemeAsync(request);
        request.RequestId = NewId();
        await Refused(StatusCode.AlreadyExists, "GRADING_SCHEME_EXISTS", () => app.Office().Gradings.SetGradingSchemeAsync(request));
        var wrong = new SetGradingSchemeRequest { Scheme = new() { DivisionCode = "x", SinceDate = "", GradePercents = { 50, 40, 60, 70, 80 }, Criteria = { new Criterion() } } };
        await WrongFields(() => app.Office().Gradings.SetGradingSchemeAsync(wrong), "scheme.division_code", "scheme.since_date", "scheme.grade_percents", "scheme.objection_days", "scheme.valid_years", "scheme.criteria[0].title", "scheme.criteria[0].points");
    }

    [Fact]
    public async Task Whoever_may_not_work_any_more_gets_no_grade_however_good_the_scores_were()
    {
        var (scored, announced, listed) = (await app.AppliedForGrading(null, "one", "two", "three"), await app.Announced(), await app.Announced());
        await app.Scored(scored, ("one", 35, 50), ("two", 34, 50), ("three", 33, 50));
        await app.Deregistered(scored.OrganizationId);
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", () => As("announcer").AnnounceGradingAsync(new() { Id = scored.Id }));
        await app.Deregistered(announced.OrganizationId);
        var lost = await app.Announced();
        await app.Listed(await app.Office().Organizations.GetOrganizationAsync(new() { Id = lost.OrganizationId }));
        var listing = await app.Listed(await app.Office().Organizations.GetOrganizationAsync(new() { Id = listed.OrganizationId }));
        app.Clock.Advance(TimeSpan.FromDays(7));
        await Refused(StatusCode.FailedPrecondition, "NOT_REGISTERED", () => As("chief").DecideGradingAsync(To(announced, OrganizationGrade.A4)));
        await Refused(StatusCode.FailedPrecondition, "BLACKLISTED", () => As("chief").DecideGradingAsync(To(listed, OrganizationGrade.A4)));
        // Without a grade it is over, whatever was announced.
        foreach (var over in new[] { announced, lost }) Assert.Equal(GradingState.Declined, (await As("chief").DecideGradingAsync(To(over, OrganizationGrade.Unspecified))).State);
        await Refused(StatusCode.FailedPrecondition, "NOT_THE_ANNOUNCED_GRADE", async () => await As("chief").DecideGradingAsync(To(await Over(), OrganizationGrade.Unspecified)));
        await app.Lifted(listing);
        Assert.Equal(OrganizationGrade.A4, (await As("chief").DecideGradingAsync(To(listed, OrganizationGrade.A4))).Grade);

        // Announced, and its time for objections is over.
        async Task<Grading> Over()
        {
            var grading = await app.Announced();
            app.Clock.Advance(TimeSpan.FromDays(7));
            return grading;
        }
    }
}
