using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Incubation;

public sealed class SendingMilestonesBack(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private async Task<Residency> Reach(Residency residency, int stage, int milestone, string by = "reporter") =>
        await app.Office(subject: by).Residencies.ReachMilestoneAsync(new() { RequestId = NewId(), Id = residency.Id, StageNumber = stage, MilestoneNumber = milestone, Evidence = "照片 2026-12" });

    private async Task<Residency> Return(Residency residency, int stage, int milestone, string by = "assessor") =>
        await app.Office(subject: by).Residencies.ReturnMilestoneAsync(new() { RequestId = NewId(), Id = residency.Id, StageNumber = stage, MilestoneNumber = milestone, Reason = "照片与活动不符" });

    private async Task<Residency> Pass(Residency residency, string by = "assessor") => await app.Office(subject: by).Residencies.PassStageAsync(new() { RequestId = NewId(), Id = residency.Id });

    [Fact]
    public async Task What_does_not_show_it_is_open_again_and_is_reached_anew()
    {
        var residency = await app.Signed();
        await Reach(residency, 1, 1);
        await Reach(residency, 1, 2, "second-reporter");
        foreach (var by in new[] { "reporter", "second-reporter" }) await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => Return(residency, 1, 1, by));
        var (sent, other) = ((await Return(residency, 1, 1)).Stages[0].Milestones[0], (await app.Office().Residencies.GetResidencyAsync(new() { Id = residency.Id })).Stages[0].Milestones[1]);
        Assert.Equal(("", "", "照片与活动不符"), (sent.ReachedDate, sent.Evidence, sent.ReturnReason));
        Assert.Equal((app.Day(), "照片 2026-12", ""), (other.ReachedDate, other.Evidence, other.ReturnReason));
        var told = Assert.Single(await app.Events("ResidencyMilestoneReturned"), e => e.Contains(residency.Id, StringComparison.Ordinal));
        Assert.DoesNotContain("照片", told, StringComparison.Ordinal);
        Assert.Equal("照片与活动不符", await app.Query<string>("select purpose from audit where aggregate_id = $1 and action like '%ReturnMilestone'", Guid.Parse(residency.Id)));
        await Refused(StatusCode.FailedPrecondition, "MILESTONES_OPEN", () => Pass(residency));
        // Still shown when it is reached anew, for whoever assesses it.
        sent = (await Reach(residency, 1, 1)).Stages[0].Milestones[0];
        Assert.Equal((app.Day(), "照片与活动不符"), (sent.ReachedDate, sent.ReturnReason));
        Assert.Equal([StageState.Passed, StageState.Running], (await Pass(residency)).Stages.Select(s => s.State));
    }

    [Fact]
    public async Task Only_of_the_running_stage_and_only_what_was_reached()
    {
        var residency = await app.Signed();
        await Refused(StatusCode.FailedPrecondition, "MILESTONE_NOT_REACHED", () => Return(residency, 1, 1));
        await Refused(StatusCode.FailedPrecondition, "STAGE_NOT_RUNNING", () => Return(residency, 2, 1));
        await Refused(StatusCode.NotFound, "MILESTONE_NOT_FOUND", () => Return(residency, 1, 3));
        await Refused(StatusCode.NotFound, "MILESTONE_NOT_FOUND", () => Return(residency, 3, 1));
        await WrongFields(() => app.Office().Residencies.ReturnMilestoneAsync(new() { Id = "x", Reason = "短" }), "id", "reason");
        await Refused(StatusCode.NotFound, "RESIDENCY_NOT_FOUND", () => app.Office("510105").Residencies.ReturnMilestoneAsync(new() { Id = residency.Id, StageNumber = 1, MilestoneNumber = 1, Reason = "照片与活动不符" }));
        foreach (var m in new[] { 1, 2 }) await Reach(residency, 1, m);
        await Pass(residency);
        await Refused(StatusCode.FailedPrecondition, "STAGE_NOT_RUNNING", () => Return(residency, 1, 1));
        var admitted = await app.Admitted();
        await Refused(StatusCode.FailedPrecondition, "RESIDENCY_STATE", () => Return(admitted, 1, 1));
    }

    [Fact]
    public async Task Who_works_for_it_sends_nothing_back()
    {
        var residency = await app.Signed(organization: await app.Entered("two-hats"));
        await Reach(residency, 1, 1);
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => Return(residency, 1, 1, "two-hats"));
    }
}
