using Governance.Events.Grid.V1;
using Governance.Party.V1;

namespace Governance.PartyBuilding.Tests.Regional;

[Collection(WithBroker.Name)]
public sealed class MergingCommunities(PartyAppWithBroker app)
{
    [Fact]
    public async Task A_committee_goes_along_with_its_units_and_claims_where_the_successor_has_none()
    {
        const string first = "510104035004", successor = "510104035007";
        var committee = await app.Region(first);
        var unit = await app.NewMemberUnit(committee);
        var item = await app.NewRegionalItem(committee);
        var claim = await app.NewClaim(item, unit);
        await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [first], [successor], app.Clock.GetUtcNow()));
        var there = app.Office(successor);
        var moved = await EventuallyAsync("the committee is in the successor", async () => (await there.RegionalCommittees.ListRegionalCommitteesAsync(new())).Committees.ToList(), all => all.Count == 1);
        Assert.Equal(committee.Id, moved[0].Id);
        Assert.Equal([unit.Id], (await there.RegionalCommittees.ListMemberUnitsAsync(new() { CommitteeId = committee.Id })).Units.Select(u => u.Id));
        Assert.Equal(ClaimState.Confirmed, (await there.RegionalItems.ConfirmClaimAsync(new() { RequestId = NewId(), Id = claim.Id })).State);
    }
}
