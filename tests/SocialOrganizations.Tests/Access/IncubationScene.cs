using Governance.SocialOrganizations.Tests.Incubation;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Access;

internal static class IncubationScene
{
    private static int days;

    public static async Task SetAsync(SocialOrgsApp app, Scene scene)
    {
        // "somebody" is whom the matrix calls as.
        var (incubator, spare) = (await app.NewIncubator(Scene.Town, 50), await app.NewIncubator(Scene.Town));
        var panel = new[] { "one", "two", "three", "somebody" };
        var intake = await app.NewIntake(incubator, 50, panel);
        var candidacies = await app.Candidates(intake, 3);
        var candidates = new Queue<string>();
        for (var i = 0; i < 8; i++) candidates.Enqueue((await app.Incubating()).Id);
        var (admitted, running) = (await app.Admitted(incubator), await app.Signed(incubator));
        await app.Office(subject: "reporter").Residencies.ReachMilestoneAsync(new() { RequestId = NewId(), Id = running.Id, StageNumber = 1, MilestoneNumber = 2, Evidence = "照片 2026-12" });
        // Announced last: the day goes on with every scene above.
        var open = await app.NewIntake(incubator, 50, panel);
        scene.Marks.AddRange([incubator.Id, spare.Id, intake.Id, open.Id, admitted.Id, running.Id, .. candidacies.Select(c => c.Id)]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) from incubators", "select sum(version) || '/' || count(*) from intakes", "select sum(version) || '/' || count(*) from candidacies", "select count(*) from panel_scores",
            "select sum(version) || '/' || count(*) from panelists", "select sum(version) || '/' || count(*) from residencies", "select count(*) from incubation_targets"]);

        var r = scene.Requests;
        r["OpenIncubator"] = () => Hatching.ToOpen(Scene.Town);
        r["UpdateIncubator"] = () => new UpdateIncubatorRequest { Id = incubator.Id, UpdateMask = new() { Paths = { "name" } }, Name = "锦官驿孵化园" };
        r["CloseIncubator"] = () => new CloseIncubatorRequest { Id = spare.Id };
        r["GetIncubator"] = () => new GetIncubatorRequest { Id = incubator.Id };
        r["ListIncubators"] = () => new ListIncubatorsRequest { PageSize = 500 };
        r["GetIncubationCoverage"] = () => new GetIncubationCoverageRequest { DivisionCode = Scene.Town };
        r["ListUncoveredDivisions"] = () => new ListUncoveredDivisionsRequest { DivisionCode = Scene.Town, Level = IncubatorLevel.Community };
        r["GetIncubationProgress"] = () => new GetIncubationProgressRequest { DivisionCode = Scene.Town };
        r["SetIncubationTarget"] = () => new SetIncubationTargetRequest { Target = new() { SinceDate = app.Day(1_000 + Interlocked.Increment(ref days)), CoveragePercent = 80 } };
        r["OpenIntake"] = () => Hatching.ToAnnounce(app, incubator);
        r["ListIntakes"] = () => new ListIntakesRequest { IncubatorId = incubator.Id };
        r["SeatPanelist"] = () => new SeatPanelistRequest { IntakeId = open.Id, Subject = NewId() };
        r["ListPanelists"] = () => new ListPanelistsRequest { IntakeId = intake.Id };
        r["SubmitCandidacy"] = () =>
        {
            candidates.Enqueue(candidates.Dequeue());
            return new SubmitCandidacyRequest { IntakeId = open.Id, OrganizationId = candidates.Last(), Plan = "两年内成为能承接服务的社会组织" };
        };
        r["GetCandidacy"] = () => new GetCandidacyRequest { Id = candidacies[0].Id };
        r["ListCandidacies"] = () => new ListCandidaciesRequest { PageSize = 500 };
        r["ScoreCandidacy"] = () => new ScoreCandidacyRequest { CandidacyId = candidacies[0].Id, Points = { 30, 30 } };
        r["RecusePanelist"] = () => new RecusePanelistRequest { CandidacyId = candidacies[1].Id };
        r["GetPanelReview"] = () => new GetPanelReviewRequest { CandidacyId = candidacies[0].Id };
        r["AdmitCandidacy"] = () => new AdmitCandidacyRequest { Id = candidacies[0].Id };
        r["DeclineCandidacy"] = () => new DeclineCandidacyRequest { Id = candidacies[2].Id };
        r["SignResidency"] = () => Hatching.ToSign(app, admitted);
        r["GetResidency"] = () => new GetResidencyRequest { Id = running.Id };
        r["ListResidencies"] = () => new ListResidenciesRequest { PageSize = 500 };
        r["ReachMilestone"] = () => new ReachMilestoneRequest { Id = running.Id, StageNumber = 1, MilestoneNumber = 1, Evidence = "照片 2026-12" };
        r["ReturnMilestone"] = () => new ReturnMilestoneRequest { Id = running.Id, StageNumber = 1, MilestoneNumber = 2, Reason = "照片与活动不符" };
        r["PassStage"] = () => new PassStageRequest { Id = running.Id };
        r["ExtendResidency"] = () => new ExtendResidencyRequest { Id = running.Id, EndDate = app.Day(400) };
        r["GraduateResidency"] = () => new GraduateResidencyRequest { Id = running.Id };
        r["ExitResidency"] = () => new ExitResidencyRequest { Id = running.Id, Reason = "团队解散" };
    }
}
