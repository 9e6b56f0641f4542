using Governance.Events.SocialOrgs.V1;
using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrganizations.Tests.SocialWork;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Incubation;

[Collection(WithBroker.Name)]
public sealed class LeavingAnIncubator(SocialOrgsAppWithBroker app)
{
    [Fact]
    public async Task An_organisation_that_leaves_or_is_deregistered_gives_its_place_back_wherever_it_is()
    {
        // The place is the county's, the town's clerk lets the organisation go.
        var (office, incubator, registered) = (app.Office(), await app.NewIncubator("510104"), await app.Entered());
        var (leaving, ending) = (await app.Admitted(incubator), await app.Signed(incubator, registered));
        await app.Clerk().Organizations.ExitOrganizationAsync(new() { RequestId = NewId(), Id = leaving.OrganizationId, Reason = "全体成员决定解散" });
        await app.Shows(registered, PaperKind.Liquidation);
        await office.Organizations.DeregisterOrganizationAsync(new() { RequestId = NewId(), Id = registered.Id, Reason = "全体成员决定解散" });
        await EventuallyAsync("both places are free", async () => (await office.Incubators.GetIncubatorAsync(new() { Id = incubator.Id })).Occupied == 0);
        foreach (var residency in new[] { leaving, ending })
        {
            Assert.Equal(ResidencyState.Exited, (await office.Residencies.GetResidencyAsync(new() { Id = residency.Id })).State);
            Assert.Single(await app.Events("ResidencyEnded"), e => e.Contains(residency.Id, StringComparison.Ordinal));
        }
    }
}

[Collection(WithBroker.Name)]
public sealed class RunningNothingAnyMore(SocialOrgsAppWithBroker app)
{
    private async Task<Incubator> RunBy(Organization organization)
    {
        var open = Hatching.ToOpen();
        open.OperatorId = organization.Id;
        return await app.Office().Incubators.OpenIncubatorAsync(open);
    }

    private async Task<SocialWorkStation> StationRunBy(Organization organization) => await app.Office("51").Stations.OpenSocialWorkStationAsync(Certifying.ToOpen(Certifying.NewPlace(), organization.Id));

    private async Task<string> OperatorOf(Incubator incubator) => (await app.Office().Incubators.GetIncubatorAsync(new() { Id = incubator.Id })).OperatorId;

    private async Task<string> OperatorOf(SocialWorkStation station) => (await app.Office("51").Stations.GetSocialWorkStationAsync(new() { Id = station.Id })).OperatorId;

    [Fact]
    public async Task Who_ends_or_is_listed_runs_nothing_any_more_wherever_it_is_and_what_was_closed_keeps_who_ran_it()
    {
        var (ending, listed, leaving, other) = (await app.Entered(), await app.Entered(), await app.Incubating(), await app.Entered());
        var (one, two, three, four, past) = (await RunBy(ending), await RunBy(listed), await RunBy(leaving), await RunBy(other), await RunBy(listed));
        await app.Office().Incubators.CloseIncubatorAsync(new() { RequestId = NewId(), Id = past.Id });
        // In another county than theirs.
        var (first, second) = (await StationRunBy(ending), await StationRunBy(listed));
        await app.Clerk().Organizations.ExitOrganizationAsync(new() { RequestId = NewId(), Id = leaving.Id, Reason = "全体成员决定解散" });
        await app.Deregistered(ending.Id);
        var listing = await app.Listed(listed);
        await EventuallyAsync("nobody of them runs anything", async () => string.Concat(await OperatorOf(one), await OperatorOf(two), await OperatorOf(three), await OperatorOf(first), await OperatorOf(second)).Length == 0);
        Assert.Equal((other.Id, listed.Id), (await OperatorOf(four), await OperatorOf(past)));
        // It is not given back by itself.
        await app.Lifted(listing);
        Assert.Equal("", await OperatorOf(two));
        Assert.Equal(listed.Id, (await app.Office().Incubators.UpdateIncubatorAsync(new() { RequestId = NewId(), Id = two.Id, UpdateMask = new() { Paths = { "operator_id" } }, OperatorId = listed.Id })).OperatorId);
    }

    [Fact]
    public async Task What_is_told_late_of_one_that_may_run_it_again_takes_nothing()
    {
        var organization = await app.Entered();
        var (incubator, id) = (await RunBy(organization), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        await app.PublishAsync(new OrganizationExited(Guid.Parse(organization.Id), organization.DivisionCode, "SocialWork", app.Clock.GetUtcNow()), id);
        await EventuallyAsync("it is consumed", () => app.Query<bool>("select exists (select from inbox where event_id = $1 and consumer = 'OnOrganizationExitedEndOperator')", id));
        Assert.Equal(organization.Id, await OperatorOf(incubator));
    }
}

/// <summary>Without the broker nobody has told of the end yet.</summary>
public sealed class AnEndThatIsNotYetTold(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    [Fact]
    public async Task An_organisation_that_has_ended_does_not_graduate_and_is_not_admitted()
    {
        var residency = await app.Passed();
        var candidacy = (await app.Candidates(await app.NewIntake(await app.NewIncubator(), 1, "one", "two", "three"), 1))[0];
        foreach (var id in new[] { residency.OrganizationId, candidacy.OrganizationId }) await app.Clerk().Organizations.ExitOrganizationAsync(new() { RequestId = NewId(), Id = id, Reason = "全体成员决定解散" });
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_ENDED", () => app.Office(subject: "assessor").Residencies.GraduateResidencyAsync(new() { Id = residency.Id }));
        await Refused(StatusCode.FailedPrecondition, "ORGANIZATION_ENDED", () => app.Office().Intakes.AdmitCandidacyAsync(new() { Id = candidacy.Id }));
    }
}
