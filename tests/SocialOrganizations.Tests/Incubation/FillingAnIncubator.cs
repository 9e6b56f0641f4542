using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Incubation;

public sealed class FillingAnIncubator(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private async Task<Incubator> Now(Incubator incubator) => await app.Office().Incubators.GetIncubatorAsync(new() { Id = incubator.Id });

    [Fact]
    public async Task Places_are_never_oversold_however_many_are_admitted_at_once()
    {
        app.StartReplica();
        var incubator = await app.NewIncubator(capacity: 3);
        var candidacies = await app.Candidates(await app.NewIntake(incubator, 10, "one", "two", "three"), 6);
        var outcomes = await Task.WhenAll(candidacies.Select(async (c, i) =>
        {
            try { await app.Office(replica: i % 2).Intakes.AdmitCandidacyAsync(new() { RequestId = NewId(), Id = c.Id }); return "OK"; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Equal(["INCUBATOR_FULL", "INCUBATOR_FULL", "INCUBATOR_FULL", "OK", "OK", "OK"], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal((3, 3L), ((await Now(incubator)).Occupied, await app.Query<long>("select count(*) from residencies where incubator_id = $1 and ended_on is null", Guid.Parse(incubator.Id))));
        await Refused(StatusCode.FailedPrecondition, "INCUBATOR_FULL", () => app.Office().Incubators.UpdateIncubatorAsync(new() { Id = incubator.Id, UpdateMask = new() { Paths = { "capacity" } }, Capacity = 2 }));
        await Refused(StatusCode.FailedPrecondition, "INCUBATOR_IN_USE", () => app.Office().Incubators.CloseIncubatorAsync(new() { Id = incubator.Id }));
        // One leaves, one of those who wait comes.
        var leaving = (await app.Office().Residencies.ListResidenciesAsync(new() { IncubatorId = incubator.Id })).Residencies[0];
        await app.Office().Residencies.ExitResidencyAsync(new() { RequestId = NewId(), Id = leaving.Id, Reason = "团队解散" });
        var waiting = candidacies[Array.IndexOf(outcomes, "INCUBATOR_FULL")];
        await app.Office().Intakes.AdmitCandidacyAsync(new() { RequestId = NewId(), Id = waiting.Id });
        Assert.Equal(3, (await Now(incubator)).Occupied);
    }

    [Fact]
    public async Task An_intake_gives_no_more_than_it_promised_and_an_organisation_has_one_place()
    {
        var incubator = await app.NewIncubator();
        var candidacies = await app.Candidates(await app.NewIntake(incubator, 1, "one", "two", "three"), 2);
        await app.Office().Intakes.AdmitCandidacyAsync(new() { RequestId = NewId(), Id = candidacies[0].Id });
        await Refused(StatusCode.FailedPrecondition, "INTAKE_FULL", () => app.Office().Intakes.AdmitCandidacyAsync(new() { Id = candidacies[1].Id }));
        var intake = await app.NewIntake(await app.NewIncubator(), 1, "one", "two", "three");
        var again = await app.Applies(intake, await app.Office().Organizations.GetOrganizationAsync(new() { Id = candidacies[0].OrganizationId }));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(again, ("one", 30, 50), ("two", 30, 40), ("three", 20, 50));
        await Refused(StatusCode.AlreadyExists, "INCUBATED_ALREADY", () => app.Office().Intakes.AdmitCandidacyAsync(new() { Id = again.Id }));
    }

    [Fact]
    public async Task None_is_closed_while_somebody_may_apply_or_waits_and_a_closed_one_takes_nobody()
    {
        var (incubators, incubator) = (app.Office().Incubators, await app.NewIncubator());
        Task<Incubator> Close() => incubators.CloseIncubatorAsync(new() { RequestId = NewId(), Id = incubator.Id }).ResponseAsync;
        var candidacy = await app.Applies(await app.NewIntake(incubator));
        await Refused(StatusCode.FailedPrecondition, "INTAKES_OPEN", Close);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(StatusCode.FailedPrecondition, "INTAKES_OPEN", Close);
        await app.Office().Intakes.DeclineCandidacyAsync(new() { RequestId = NewId(), Id = candidacy.Id });
        Assert.True((await Close()).Closed);
        await Refused(StatusCode.FailedPrecondition, "INCUBATOR_CLOSED", () => app.Office().Intakes.OpenIntakeAsync(Hatching.ToAnnounce(app, incubator)));
        // Closed by the version before, with an intake that runs.
        var before = await app.NewIncubator();
        var intake = await app.NewIntake(before);
        await app.QueryAll<int>("update incubators set closed = true where id = $1", Guid.Parse(before.Id));
        await Refused(StatusCode.FailedPrecondition, "INCUBATOR_CLOSED", () => app.Applies(intake));
    }

    [Fact]
    public async Task An_intake_that_is_announced_while_its_incubator_is_closed_is_of_an_open_one()
    {
        for (var round = 0; round < 6; round++)
        {
            var incubator = await app.NewIncubator();
            static async Task<string> Told<T>(AsyncUnaryCall<T> call)
            {
                try { await call; return "OK"; }
                catch (RpcException e) { return Read(e).Reason; }
            }
            var (closed, announced) = (Told(app.Office().Incubators.CloseIncubatorAsync(new() { RequestId = NewId(), Id = incubator.Id })), Told(app.Office().Intakes.OpenIntakeAsync(Hatching.ToAnnounce(app, incubator))));
            Assert.Contains((await closed, await announced), new[] { ("OK", "INCUBATOR_CLOSED"), ("INTAKES_OPEN", "OK") });
        }
    }

    [Fact]
    public async Task Milestones_gate_the_next_stage_and_graduation_shows_the_final_assessment_by_itself()
    {
        var (office, incubator) = (app.Office().Residencies, await app.NewIncubator());
        var residency = await app.Signed(incubator);
        Assert.Equal([StageState.Running, StageState.Waiting], residency.Stages.Select(s => s.State));
        Task Reach(int stage, int milestone) => office.ReachMilestoneAsync(new() { RequestId = NewId(), Id = residency.Id, StageNumber = stage, MilestoneNumber = milestone, Evidence = "照片 2026-12" }).ResponseAsync;
        var assessor = app.Office(subject: "assessor").Residencies;
        await Refused(StatusCode.FailedPrecondition, "MILESTONES_OPEN", () => assessor.PassStageAsync(new() { Id = residency.Id }));
        await Reach(1, 1);
        await Refused(StatusCode.FailedPrecondition, "MILESTONE_REACHED", () => Reach(1, 1));
        await Refused(StatusCode.FailedPrecondition, "STAGE_NOT_RUNNING", () => Reach(2, 1));
        await Refused(StatusCode.NotFound, "MILESTONE_NOT_FOUND", () => Reach(1, 3));
        await Refused(StatusCode.FailedPrecondition, "MILESTONES_OPEN", () => assessor.PassStageAsync(new() { Id = residency.Id }));
        await Reach(1, 2);
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => office.PassStageAsync(new() { Id = residency.Id }));
        Assert.Equal([StageState.Passed, StageState.Running], (await assessor.PassStageAsync(new() { RequestId = NewId(), Id = residency.Id })).Stages.Select(s => s.State));
        await Refused(StatusCode.FailedPrecondition, "STAGES_OPEN", () => assessor.GraduateResidencyAsync(new() { Id = residency.Id }));
        await Reach(2, 1);
        await assessor.PassStageAsync(new() { RequestId = NewId(), Id = residency.Id });
        for (var i = 1; i <= 2; i++) await assessor.ExtendResidencyAsync(new() { RequestId = NewId(), Id = residency.Id, EndDate = app.Day(365 + i) });
        await Refused(StatusCode.FailedPrecondition, "EXTENDED_ENOUGH", () => assessor.ExtendResidencyAsync(new() { Id = residency.Id, EndDate = app.Day(400) }));
        await Refused(StatusCode.FailedPrecondition, "NOT_LATER", () => assessor.ExtendResidencyAsync(new() { Id = residency.Id, EndDate = app.Day(300) }));
        var ended = await assessor.GraduateResidencyAsync(new() { RequestId = NewId(), Id = residency.Id });
        Assert.Equal((ResidencyState.Graduated, app.Day()), (ended.State, ended.EndedDate));
        Assert.Equal(0, (await Now(incubator)).Occupied);
        var paper = Assert.Single((await app.Office().Gates.ListPapersAsync(new() { OrganizationId = residency.OrganizationId })).Papers, p => p.Kind == PaperKind.FinalAssessment);
        Assert.Equal("锦孵〔2026〕3号", paper.Reference);
        Assert.Equal(2, (await app.Events("ResidencyStagePassed")).Count(e => e.Contains(residency.OrganizationId, StringComparison.Ordinal)));
        await Refused(StatusCode.FailedPrecondition, "RESIDENCY_STATE", () => assessor.ExitResidencyAsync(new() { Id = residency.Id, Reason = "已经出壳" }));
    }

    [Fact]
    public async Task Coverage_is_told_with_and_without_the_excepted_prefectures_and_who_is_missing()
    {
        var operators = app.As("province-operator", "51").Incubators;
        await operators.SetIncubationTargetAsync(new() { RequestId = NewId(), Target = new() { SinceDate = app.Day(), CoveragePercent = 80, ExceptedCodes = { "5107" }, FunctionalCount = 4, InterestCount = 2 } });
        await Refused(StatusCode.AlreadyExists, "INCUBATION_TARGET_EXISTS", () => operators.SetIncubationTargetAsync(new() { Target = new() { SinceDate = app.Day(), CoveragePercent = 70 } }));
        LevelCoverage Of(IncubationCoverage all, IncubatorLevel level) => all.Levels.Single(l => l.Level == level);
        var before = await operators.GetIncubationCoverageAsync(new() { DivisionCode = "51" });
        // The small map: Chengdu and Mianyang, of which Mianyang is excepted here.
        var cities = Of(before, IncubatorLevel.City);
        Assert.Equal((2, 0, 1, 0, false), (cities.Total, cities.Covered, cities.TotalWithoutExcepted, cities.CoveredWithoutExcepted, cities.TargetMet));
        Assert.Equal(["5101", "5107"], (await operators.ListUncoveredDivisionsAsync(new() { DivisionCode = "51", Level = IncubatorLevel.City })).Divisions.Select(d => d.DivisionCode));
        var incubator = await app.As("orgs-office", "5101").Incubators.OpenIncubatorAsync(Hatching.ToOpen("5101"));
        cities = Of(await operators.GetIncubationCoverageAsync(new() { DivisionCode = "51" }), IncubatorLevel.City);
        Assert.Equal((1, 50, 100, true), (cities.Covered, cities.Percent, cities.PercentWithoutExcepted, cities.TargetMet));
        Assert.Empty((await operators.ListUncoveredDivisionsAsync(new() { DivisionCode = "51", Level = IncubatorLevel.City, WithoutExcepted = true })).Divisions);
        Assert.True(Assert.Single((await operators.ListUncoveredDivisionsAsync(new() { DivisionCode = "51", Level = IncubatorLevel.City })).Divisions).Excepted);
        await app.As("orgs-office", "5101").Incubators.CloseIncubatorAsync(new() { RequestId = NewId(), Id = incubator.Id });
        Assert.Equal(0, Of(await operators.GetIncubationCoverageAsync(new() { DivisionCode = "51" }), IncubatorLevel.City).Covered);
        var towns = await operators.ListUncoveredDivisionsAsync(new() { DivisionCode = "5101", Level = IncubatorLevel.Town, PageSize = 2 });
        Assert.Equal(2, towns.Divisions.Count);
        var next = await operators.ListUncoveredDivisionsAsync(new() { DivisionCode = "5101", Level = IncubatorLevel.Town, PageSize = 2, PageToken = towns.NextPageToken });
        Assert.True(string.CompareOrdinal(next.Divisions[0].DivisionCode, towns.Divisions[1].DivisionCode) > 0);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office().Incubators.GetIncubationCoverageAsync(new() { DivisionCode = "5101" }));
    }

    [Fact]
    public async Task The_two_thousands_count_what_has_grown_against_the_target()
    {
        const string town = "510104026";
        await app.Filed(OrganizationKind.Interest, town + "006");
        await app.Incubating(OrganizationKind.Interest, place: town + "006");
        await app.Registered(place: town + "006");
        await app.Filed(place: town + "006");
        await app.Entered(kind: OrganizationKind.Charity, place: town + "006");
        var progress = (await app.Office().Incubators.GetIncubationProgressAsync(new() { DivisionCode = town })).Kinds;
        Assert.Equal([(OrganizationKind.Functional, 2, 0), (OrganizationKind.Interest, 1, 1)], progress.Select(k => (k.Kind, k.Grown, k.Incubating)));
        Assert.All(progress, k => Assert.True(k.Target > 0));
    }

    [Fact]
    public async Task Staff_apply_to_an_incubator_above_and_report_their_own_milestones()
    {
        var organization = await app.Entered("staff-i");
        var intake = await app.NewIntake(await app.NewIncubator("510104"), 1, "one", "two", "three");
        var staff = app.Staff("staff-i");
        Assert.Contains(intake.Id, (await staff.Intakes.ListIntakesAsync(new() { OpenOnly = true })).Intakes.Select(i => i.Id));
        var candidacy = await staff.Intakes.SubmitCandidacyAsync(new() { RequestId = NewId(), IntakeId = intake.Id, OrganizationId = organization.Id, Plan = "两年内成为能承接服务的社会组织" });
        Assert.Equal(candidacy.Id, (await staff.Intakes.GetCandidacyAsync(new() { Id = candidacy.Id })).Id);
        await Refused(StatusCode.NotFound, "CANDIDACY_NOT_FOUND", () => app.Staff("staff-j").Intakes.GetCandidacyAsync(new() { Id = candidacy.Id }));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(candidacy, ("one", 30, 50), ("two", 30, 40), ("three", 20, 50));
        var admitted = await app.Office().Intakes.AdmitCandidacyAsync(new() { RequestId = NewId(), Id = candidacy.Id });
        var signed = await app.Office().Residencies.SignResidencyAsync(Hatching.ToSign(app, new Residency { Id = admitted.ResidencyId }));
        var reached = await staff.Residencies.ReachMilestoneAsync(new() { RequestId = NewId(), Id = signed.Id, StageNumber = 1, MilestoneNumber = 1, Evidence = "制度文本 1" });
        Assert.Equal(app.Day(), reached.Stages[0].Milestones[0].ReachedDate);
        await Refused(StatusCode.NotFound, "RESIDENCY_NOT_FOUND", () => app.Staff("staff-j").Residencies.ReachMilestoneAsync(new() { Id = signed.Id, StageNumber = 1, MilestoneNumber = 2, Evidence = "制度文本 1" }));
    }
}
