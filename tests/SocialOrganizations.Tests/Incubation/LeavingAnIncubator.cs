using Governance.SocialOrganizations.Tests.Organizations;
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
