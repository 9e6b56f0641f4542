using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Incubation;

/// <summary>An organisation that is suspended or listed while it is on its way through an incubator.</summary>
public sealed class HoldingBack(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private async Task<Organization> Of(string id) => await app.Office().Organizations.GetOrganizationAsync(new() { Id = id });

    private async Task Suspended(string id) => await app.Office().Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = id, Reason = "年度检查不合格" });

    /// <summary>Running, with all milestones of its first stage.</summary>
    private async Task<Residency> Ready(Incubator? incubator = null)
    {
        var residency = await app.Signed(incubator);
        foreach (var m in new[] { 1, 2 }) await app.Office(subject: "reporter").Residencies.ReachMilestoneAsync(new() { RequestId = NewId(), Id = residency.Id, StageNumber = 1, MilestoneNumber = m, Evidence = "照片 2026-12" });
        return residency;
    }

    [Fact]
    public async Task Suspended_or_listed_it_is_given_nothing_at_any_stage_and_may_leave()
    {
        var incubator = await app.NewIncubator(capacity: 20);
        var (passed, ready, admitted, leaving) = (await app.Passed(incubator), await Ready(incubator), await app.Admitted(incubator), await app.Signed(incubator));
        var candidacy = (await app.Candidates(await app.NewIntake(incubator, 5, "one", "two", "three"), 1))[0];
        var (intake, applicant) = (await app.NewIntake(incubator), await app.Incubating());
        string[] all = [passed.OrganizationId, ready.OrganizationId, admitted.OrganizationId, leaving.OrganizationId, candidacy.OrganizationId, applicant.Id];
        var assessor = app.Office(subject: "assessor").Residencies;
        (string Step, Func<Task> Take)[] steps =
        [
            ("apply", () => app.Office().Intakes.SubmitCandidacyAsync(new() { RequestId = NewId(), IntakeId = intake.Id, OrganizationId = applicant.Id, Plan = "两年内成为能承接服务的社会组织" }).ResponseAsync),
            ("be admitted", () => app.Office().Intakes.AdmitCandidacyAsync(new() { RequestId = NewId(), Id = candidacy.Id }).ResponseAsync),
            ("sign", () => app.Office().Residencies.SignResidencyAsync(Hatching.ToSign(app, admitted)).ResponseAsync),
            ("pass", () => assessor.PassStageAsync(new() { RequestId = NewId(), Id = ready.Id }).ResponseAsync),
            ("be extended", () => assessor.ExtendResidencyAsync(new() { RequestId = NewId(), Id = ready.Id, EndDate = app.Day(500) }).ResponseAsync),
            ("graduate", () => assessor.GraduateResidencyAsync(new() { RequestId = NewId(), Id = passed.Id }).ResponseAsync),
        ];
        async Task EverythingIsRefused(string reason)
        {
            foreach (var (_, take) in steps) await Refused(StatusCode.FailedPrecondition, reason, take);
        }
        foreach (var id in all) await Suspended(id);
        await EverythingIsRefused("ORGANIZATION_SUSPENDED");
        Assert.Equal(ResidencyState.Exited, (await assessor.ExitResidencyAsync(new() { RequestId = NewId(), Id = leaving.Id, Reason = "组织自行离开" })).State);
        foreach (var id in all) await app.Office().Organizations.ResumeOrganizationAsync(new() { RequestId = NewId(), Id = id });

        var listings = new List<Blacklisting>();
        foreach (var id in all) listings.Add(await app.Listed(await Of(id)));
        await EverythingIsRefused("BLACKLISTED");
        foreach (var listing in listings) await app.Lifted(listing);
        // What was refused was refused for that alone.
        foreach (var (_, take) in steps) await take();
    }

    [Fact]
    public async Task One_that_has_only_applied_may_be_admitted()
    {
        var candidacy = await app.Applies(await app.NewIntake(await app.NewIncubator(), 1, "one", "two", "three"), await app.Applied());
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(candidacy, ("one", 30, 50), ("two", 30, 40), ("three", 20, 50));
        Assert.Equal(CandidacyState.Admitted, (await app.Office().Intakes.AdmitCandidacyAsync(new() { RequestId = NewId(), Id = candidacy.Id })).State);
    }

    [Fact]
    public async Task A_stage_that_is_passed_while_it_is_being_suspended_was_passed_before()
    {
        for (var round = 0; round < 4; round++)
        {
            var residency = await Ready();
            async Task<bool> Pass()
            {
                try { await app.Office(subject: "assessor").Residencies.PassStageAsync(new() { RequestId = NewId(), Id = residency.Id }); return true; }
                catch (RpcException e) { Assert.Equal("ORGANIZATION_SUSPENDED", Read(e).Reason); return false; }
            }
            var passing = Pass();
            await Task.WhenAll(passing, Suspended(residency.OrganizationId));
            if (!await passing) continue;
            var order = await app.QueryAll<string>("select type from events where aggregate_id in ($1, $2) and type in ('governance.socialorgs.v1.ResidencyStagePassed', 'governance.socialorgs.v1.OrganizationSuspended') order by xid, position", Guid.Parse(residency.Id), Guid.Parse(residency.OrganizationId));
            Assert.Equal(["governance.socialorgs.v1.ResidencyStagePassed", "governance.socialorgs.v1.OrganizationSuspended"], order);
        }
    }
}
