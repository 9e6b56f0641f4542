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

    [Fact]
    public async Task Two_that_come_together_are_one_with_each_unit_once_and_everything_that_was_claimed()
    {
        var places = SmallMap.Rows.Where(r => r.Code.Length == 12 && r.Code.StartsWith("510703", StringComparison.Ordinal)).Select(r => r.Code).Take(3).ToList();
        var (one, two) = (await app.Region(places[0]), await app.Region(places[1]));
        var office = app.Office("51");
        AdmitUnitRequest Admit(RegionalCommittee to, string name) => new() { RequestId = NewId(), CommitteeId = to.Id, Name = name, JoinedDate = "2025-09-01" };
        var (school, same, bank) = (await office.RegionalCommittees.AdmitUnitAsync(Admit(one, "合并中学")), await office.RegionalCommittees.AdmitUnitAsync(Admit(two, "合并中学")), await office.RegionalCommittees.AdmitUnitAsync(Admit(two, "合并银行")));
        var item = await app.NewRegionalItem(two, quantity: 3);
        var (claim, other) = (await app.NewClaim(item, same), await app.NewClaim(item, bank));
        var agreement = await office.RegionalCommittees.SignAgreementAsync(new() { RequestId = NewId(), UnitId = same.Id, Title = "场地开放共享", StartDate = "2026-01-01", EndDate = "2029-12-31" });
        await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510703", [places[0], places[1]], [places[2], places[2]], app.Clock.GetUtcNow()));
        var there = app.Office(places[2]);
        var left = await EventuallyAsync("one committee is in the successor", async () => (await there.RegionalCommittees.ListRegionalCommitteesAsync(new())).Committees.ToList(), all => all.Count > 0);
        // The older one stays; of two that were set up at one moment of this clock either.
        var stays = Assert.Single(left).Id;
        Assert.Contains(stays, new[] { one.Id, two.Id });
        var (goes, middle) = stays == one.Id ? (two.Id, school.Id) : (one.Id, same.Id);
        Assert.Equal(new[] { middle, bank.Id }.ToHashSet(), (await there.RegionalCommittees.ListMemberUnitsAsync(new() { CommitteeId = stays })).Units.Select(u => u.Id).ToHashSet());
        Assert.Equal([agreement.Id], (await there.RegionalCommittees.ListAgreementsAsync(new() { CommitteeId = stays })).Agreements.Select(a => a.Id));
        Assert.Equal(new[] { (claim.Id, middle), (other.Id, bank.Id) }.ToHashSet(), (await there.RegionalItems.ListClaimsAsync(new() { ItemId = item.Id })).Claims.Select(c => (c.Id, c.UnitId)).ToHashSet());
        Assert.Equal(2, (await there.RegionalItems.ListRegionalItemsAsync(new() { CommitteeId = stays })).Items.Single().Claimed);
        Assert.DoesNotContain((await app.Office("510703").RegionalCommittees.ListRegionalCommitteesAsync(new())).Committees, c => c.Id == goes);
        await there.RegionalItems.ConfirmClaimAsync(new() { RequestId = NewId(), Id = claim.Id });
    }
}
