using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Incubation;

public sealed class ReviewingCandidates(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task Three_scores_at_least_decide_and_outliers_are_shown()
    {
        var office = app.Office().Intakes;
        var intake = await app.NewIntake(await app.NewIncubator(), 5, "one", "two", "three", "four");
        var candidacy = await app.Applies(intake);
        await Refused(StatusCode.FailedPrecondition, "INTAKE_STILL_OPEN", () => app.Panel("one").Intakes.ScoreCandidacyAsync(new() { CandidacyId = candidacy.Id, Points = { 1, 1 } }));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(StatusCode.FailedPrecondition, "INTAKE_NOT_OPEN", () => office.SubmitCandidacyAsync(new() { IntakeId = intake.Id, OrganizationId = candidacy.OrganizationId, Plan = "两年内成为能承接服务的社会组织" }));
        await WrongFields(() => app.Panel("one").Intakes.ScoreCandidacyAsync(new() { CandidacyId = candidacy.Id, Points = { 41, 61 } }), "points[0]", "points[1]");
        await WrongFields(() => app.Panel("one").Intakes.ScoreCandidacyAsync(new() { CandidacyId = candidacy.Id, Points = { 40 } }), "points");
        await app.Scored(candidacy, ("one", 40, 50), ("two", 30, 55));
        await Refused(StatusCode.FailedPrecondition, "TOO_FEW_SCORES", () => office.AdmitCandidacyAsync(new() { Id = candidacy.Id }));
        await Refused(StatusCode.AlreadyExists, "SCORED_ALREADY", () => app.Panel("one").Intakes.ScoreCandidacyAsync(new() { RequestId = NewId(), CandidacyId = candidacy.Id, Points = { 1, 1 } }));
        await Refused(StatusCode.PermissionDenied, "NOT_ON_THE_PANEL", () => app.Panel("stranger").Intakes.ScoreCandidacyAsync(new() { CandidacyId = candidacy.Id, Points = { 1, 1 } }));
        await app.Scored(candidacy, ("three", 35, 52), ("four", 5, 5));
        var review = await office.GetPanelReviewAsync(new() { CandidacyId = candidacy.Id });
        Assert.Equal((100, 68.0, 86.0, true, true), (review.Points, review.Mean, review.Median, review.Enough, review.Passed));
        Assert.Equal([10], review.Scores.Where(s => s.Outlier).Select(s => s.Total));
        var admitted = await office.AdmitCandidacyAsync(new() { RequestId = NewId(), Id = candidacy.Id });
        Assert.Equal(CandidacyState.Admitted, admitted.State);
        await Refused(StatusCode.FailedPrecondition, "CANDIDACY_DECIDED", () => office.DeclineCandidacyAsync(new() { Id = candidacy.Id }));
        Assert.Single(await app.Events("ResidencyGranted"), e => e.Contains(candidacy.OrganizationId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_has_a_conflict_of_interest_does_not_score_and_a_low_mean_is_not_admitted()
    {
        var office = app.Office().Intakes;
        var (owned, worked) = (await app.Entered("owner"), await app.Incubating());
        var intake = await app.NewIntake(await app.NewIncubator(), 5, "owner", "one", "two", "three", "shy");
        await office.SeatPanelistAsync(new() { RequestId = NewId(), IntakeId = intake.Id, Subject = "colleague", OrganizationIds = { worked.Id } });
        await Refused(StatusCode.AlreadyExists, "PANELIST_SEATED", () => office.SeatPanelistAsync(new() { IntakeId = intake.Id, Subject = "colleague" }));
        var (first, second) = (await app.Applies(intake, owned), await app.Applies(intake, worked));
        await Refused(StatusCode.AlreadyExists, "CANDIDACY_EXISTS", () => office.SubmitCandidacyAsync(new() { IntakeId = intake.Id, OrganizationId = worked.Id, Plan = "两年内成为能承接服务的社会组织" }));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Panel("owner").Intakes.ScoreCandidacyAsync(new() { CandidacyId = first.Id, Points = { 40, 60 } }));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Panel("colleague").Intakes.ScoreCandidacyAsync(new() { CandidacyId = second.Id, Points = { 40, 60 } }));
        await app.Panel("shy").Intakes.RecusePanelistAsync(new() { RequestId = NewId(), CandidacyId = second.Id });
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Panel("shy").Intakes.ScoreCandidacyAsync(new() { CandidacyId = second.Id, Points = { 40, 60 } }));
        // Each may score the other one.
        await app.Scored(first, ("colleague", 10, 10));
        await app.Scored(second, ("owner", 20, 20), ("one", 20, 30), ("two", 30, 25));
        Assert.Equal(2, (await office.GetPanelReviewAsync(new() { CandidacyId = second.Id })).RecusedIds.Count);
        await Refused(StatusCode.FailedPrecondition, "SCORE_TOO_LOW", () => office.AdmitCandidacyAsync(new() { Id = second.Id }));
        Assert.Equal(CandidacyState.Declined, (await office.DeclineCandidacyAsync(new() { RequestId = NewId(), Id = second.Id })).State);
        // What was scored is not taken back by a recusal afterwards.
        await Refused(StatusCode.AlreadyExists, "SCORED_ALREADY", () => app.Panel("one").Intakes.RecusePanelistAsync(new() { CandidacyId = second.Id }));
    }

    [Fact]
    public async Task A_panelist_who_works_for_a_candidate_since_does_not_score_it()
    {
        var candidacy = await app.Applies(await app.NewIntake(await app.NewIncubator(), 5, "turncoat"), await app.Entered("starter"));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Staffed(candidacy.OrganizationId, "turncoat");
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Panel("turncoat").Intakes.ScoreCandidacyAsync(new() { CandidacyId = candidacy.Id, Points = { 40, 60 } }));
    }

    [Fact]
    public async Task Who_is_of_the_office_and_on_the_panel_learns_nothing_of_the_others_before_it_is_decided()
    {
        var candidacy = await app.Applies(await app.NewIntake(await app.NewIncubator(), 5, "one", "two", "three", "two-seats"));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(candidacy, ("one", 30, 50), ("two", 30, 40), ("three", 20, 50));
        var both = app.Office(subject: "two-seats").Intakes;
        var told = await both.GetPanelReviewAsync(new() { CandidacyId = candidacy.Id });
        Assert.Equal((0, 0.0, 0.0, false, false), (told.Scores.Count, told.Mean, told.Median, told.Enough, told.Passed));
        await app.Scored(candidacy, ("two-seats", 40, 60));
        Assert.Equal(100, (await both.GetPanelReviewAsync(new() { CandidacyId = candidacy.Id })).Scores.Single().Total);
        Assert.Equal(4, (await app.Office().Intakes.GetPanelReviewAsync(new() { CandidacyId = candidacy.Id })).Scores.Count);
        // Nor does who may be seated yet.
        Assert.Empty((await app.As("orgs-office,orgs-panelist", "510104", subject: "to-be-seated").Intakes.GetPanelReviewAsync(new() { CandidacyId = candidacy.Id })).Scores);
        await app.Office().Intakes.AdmitCandidacyAsync(new() { RequestId = NewId(), Id = candidacy.Id });
        Assert.Equal(4, (await both.GetPanelReviewAsync(new() { CandidacyId = candidacy.Id })).Scores.Count);
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        var office = app.Office();
        await WrongFields(() => office.Incubators.OpenIncubatorAsync(new() { DivisionCode = "5", OperatorId = "x" }), "division_code", "name", "offer", "capacity", "operator_id");
        await WrongFields(() => office.Intakes.OpenIntakeAsync(new() { IncubatorId = "x", MinScores = 2 }), "incubator_id", "title", "start_date", "end_date", "places", "criteria", "min_scores");
        await WrongFields(() => office.Intakes.SubmitCandidacyAsync(new() { IntakeId = "x", Plan = "短" }), "intake_id", "organization_id", "plan");
        await WrongFields(() => office.Residencies.SignResidencyAsync(new() { Id = "x", Stages = { new PlannedStage() } }), "agreement", "start_date", "end_date", "stages[0].title", "stages[0].due_date", "stages[0].milestones", "id");
    }
}
