using Governance.Party.V1;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Regional;

public sealed class ClaimingItems(PartyApp app) : IClassFixture<PartyApp>
{
    private static async Task<string> Told<T>(AsyncUnaryCall<T> call)
    {
        try { await call; return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }

    private async Task<RegionalItem> Now(RegionalItem item) => (await app.Office().RegionalItems.ListRegionalItemsAsync(new() { CommitteeId = item.CommitteeId, ShowClosed = true, PageSize = 500 })).Items.Single(i => i.Id == item.Id);

    [Fact]
    public async Task Never_more_is_claimed_than_there_is_however_many_claim_decline_and_withdraw_at_once()
    {
        app.StartReplica();
        var committee = await app.Region("510104017");
        var units = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.NewMemberUnit(committee)));
        var item = await app.NewRegionalItem(committee, quantity: 10);
        Task<string>[] All(int each) => [.. Enumerable.Range(0, 16).Select(i => Told(app.As("party-office", "510104", replica: i % 2).RegionalItems.ClaimItemAsync(new() { RequestId = NewId(), ItemId = item.Id, UnitId = units[i % 4].Id, Quantity = each })))];
        var outcomes = await Task.WhenAll(All(3));
        Assert.Equal((3, 13), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "QUANTITY_EXCEEDED")));
        Assert.Equal("1", (await Refused(StatusCode.FailedPrecondition, "QUANTITY_EXCEEDED", () => app.NewClaim(item, units[0], 2))).Facts["left"]);
        var claims = (await app.Office().RegionalItems.ListClaimsAsync(new() { ItemId = item.Id })).Claims;
        // One is declined and withdrawn at once: what it held is free once, while others claim.
        var mixed = await Task.WhenAll([
            Told(app.As("party-office", "510104", replica: 0).RegionalItems.DeclineClaimAsync(new() { RequestId = NewId(), Id = claims[0].Id })),
            Told(app.As("party-office", "510104", replica: 1).RegionalItems.WithdrawClaimAsync(new() { RequestId = NewId(), Id = claims[0].Id })), .. All(1)]);
        Assert.Single(mixed.Take(2), "OK");
        await Task.WhenAll(All(1));
        Assert.Equal((10, 10L), ((await Now(item)).Claimed, await app.Query<long>("select sum(quantity) from claims where item_id = $1 and state in (1, 2, 3, 4)", Guid.Parse(item.Id))));
    }

    [Fact]
    public async Task A_claim_is_confirmed_by_another_person_carried_out_and_reviewed()
    {
        var committee = await app.Region("510104017");
        var (unit, clerk, office) = (await app.NewMemberUnit(committee), app.Clerk(), app.Office());
        var item = await app.NewRegionalItem(committee);
        var claim = await clerk.RegionalItems.ClaimItemAsync(new() { RequestId = NewId(), ItemId = item.Id, UnitId = unit.Id, Quantity = 1 });
        Assert.Equal((ClaimState.Claimed, "周末儿童课业辅导", RegionalList.Demand), (claim.State, claim.Title, claim.List));
        Assert.Contains(await app.Events("ItemClaimed"), e => e.Contains(claim.Id, StringComparison.Ordinal) && e.Contains(unit.Id, StringComparison.Ordinal));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => clerk.RegionalItems.ConfirmClaimAsync(new() { RequestId = NewId(), Id = claim.Id }));
        await Refused(StatusCode.FailedPrecondition, "CLAIM_NOT_CONFIRMED", () => clerk.RegionalItems.EnterProgressAsync(new() { ClaimId = claim.Id, Progress = "已排定志愿教师" }));
        await Refused(StatusCode.FailedPrecondition, "CLAIMS_UNDER_WAY", () => office.RegionalCommittees.PartUnitAsync(new() { Id = unit.Id }));
        var confirmed = await office.RegionalItems.ConfirmClaimAsync(new() { RequestId = NewId(), Id = claim.Id, Etag = claim.Etag });
        Assert.NotNull(confirmed.ConfirmTime);
        await Refused(StatusCode.FailedPrecondition, "CLAIM_NOT_CLAIMED", () => office.RegionalItems.DeclineClaimAsync(new() { Id = claim.Id }));
        var progress = await clerk.RegionalItems.EnterProgressAsync(new() { RequestId = NewId(), ClaimId = claim.Id, Progress = "已排定志愿教师" });
        Assert.Equal([progress], (await clerk.RegionalItems.ListClaimProgressAsync(new() { ClaimId = claim.Id })).Progress);
        await Refused(StatusCode.FailedPrecondition, "CLAIM_NOT_COMPLETED", () => office.RegionalItems.ReviewClaimAsync(new() { Id = claim.Id, Review = "家长很满意" }));
        await clerk.RegionalItems.CompleteClaimAsync(new() { RequestId = NewId(), Id = claim.Id });
        Assert.Single(await app.Events("ItemCompleted"), e => e.Contains(claim.Id, StringComparison.Ordinal));
        await Refused(StatusCode.FailedPrecondition, "CLAIM_NOT_OPEN", () => clerk.RegionalItems.WithdrawClaimAsync(new() { Id = claim.Id }));
        var reviewed = await office.RegionalItems.ReviewClaimAsync(new() { RequestId = NewId(), Id = claim.Id, Review = "家长很满意" });
        Assert.Equal((ClaimState.Reviewed, "家长很满意"), (reviewed.State, reviewed.Review));
        Assert.Equal([reviewed], (await office.RegionalItems.ListClaimsAsync(new() { UnitId = unit.Id, State = ClaimState.Reviewed })).Claims);
        await office.RegionalCommittees.PartUnitAsync(new() { RequestId = NewId(), Id = unit.Id });
        await Refused(StatusCode.FailedPrecondition, "MEMBER_UNIT_LEFT", () => app.NewClaim(item, unit));
    }

    [Fact]
    public async Task A_unit_whose_resource_is_claimed_stays_until_that_is_done_and_then_takes_it_along()
    {
        var committee = await app.Region("510104017");
        var (unit, office) = (await app.NewMemberUnit(committee), app.Office());
        var resource = await app.NewRegionalItem(committee, RegionalList.Resource, 3, unit);
        ClaimItemRequest Claim() => new() { RequestId = NewId(), ItemId = resource.Id, CommunityCode = SmallMap.Community, Quantity = 1 };
        var claim = await office.RegionalItems.ClaimItemAsync(Claim());
        await Refused(StatusCode.FailedPrecondition, "CLAIMS_UNDER_WAY", () => office.RegionalCommittees.PartUnitAsync(new() { RequestId = NewId(), Id = unit.Id }));
        await app.Office("51").RegionalItems.ConfirmClaimAsync(new() { RequestId = NewId(), Id = claim.Id });
        await Refused(StatusCode.FailedPrecondition, "CLAIMS_UNDER_WAY", () => office.RegionalCommittees.PartUnitAsync(new() { RequestId = NewId(), Id = unit.Id }));
        await office.RegionalItems.CompleteClaimAsync(new() { RequestId = NewId(), Id = claim.Id });
        // Communities claim and the unit leaves at once: either the claim is first and it stays, or it has left and nobody claims.
        var outcomes = await Task.WhenAll(Told(office.RegionalCommittees.PartUnitAsync(new() { RequestId = NewId(), Id = unit.Id })), Told(office.RegionalItems.ClaimItemAsync(Claim())), Told(office.RegionalItems.ClaimItemAsync(Claim())));
        if (outcomes[0] == "OK") Assert.DoesNotContain("OK", outcomes[1..]);
        else Assert.Equal("CLAIMS_UNDER_WAY", outcomes[0]);
        foreach (var open in (await office.RegionalItems.ListClaimsAsync(new() { ItemId = resource.Id, State = ClaimState.Claimed })).Claims) await office.RegionalItems.WithdrawClaimAsync(new() { RequestId = NewId(), Id = open.Id });
        if (outcomes[0] != "OK") await office.RegionalCommittees.PartUnitAsync(new() { RequestId = NewId(), Id = unit.Id });
        Assert.True((await Now(resource)).Closed);
        await Refused(StatusCode.FailedPrecondition, "REGIONAL_ITEM_CLOSED", () => office.RegionalItems.ClaimItemAsync(Claim()));
        // What a unit offers that left before this was asked for.
        await app.Query<Guid>("update regional_items set closed = false where id = $1 returning id", Guid.Parse(resource.Id));
        await Refused(StatusCode.FailedPrecondition, "MEMBER_UNIT_LEFT", () => office.RegionalItems.ClaimItemAsync(Claim()));
    }

    [Fact]
    public async Task Claims_go_both_ways_a_resource_is_claimed_by_a_community_of_the_committee()
    {
        var (committee, other) = (await app.Region("510104017"), await app.Region("510104018"));
        var (unit, stranger) = (await app.NewMemberUnit(committee), await app.NewMemberUnit(other));
        var resource = await app.NewRegionalItem(committee, RegionalList.Resource, 2, unit);
        ClaimItemRequest By(string unitId, string community, RegionalItem of) => new() { RequestId = NewId(), ItemId = of.Id, UnitId = unitId, CommunityCode = community, Quantity = 1 };
        var claim = await app.Office().RegionalItems.ClaimItemAsync(By("", SmallMap.Community, resource));
        Assert.Equal((SmallMap.Community, "", RegionalList.Resource), (claim.CommunityCode, claim.UnitId, claim.List));
        await Refused(StatusCode.FailedPrecondition, "OUTSIDE_COMMITTEE", () => app.Office().RegionalItems.ClaimItemAsync(By("", SmallMap.OtherTown, resource)));
        await WrongFields(() => app.Office().RegionalItems.ClaimItemAsync(By(unit.Id, "", resource)), "unit_id", "community_code");
        var project = await app.NewRegionalItem(committee, RegionalList.Project, 2);
        await WrongFields(() => app.Office().RegionalItems.ClaimItemAsync(By("", SmallMap.Community, project)), "unit_id", "community_code");
        await Refused(StatusCode.FailedPrecondition, "OTHER_COMMITTEE", () => app.Office().RegionalItems.ClaimItemAsync(By(stranger.Id, "", project)));
        await Refused(StatusCode.NotFound, "MEMBER_UNIT_NOT_FOUND", () => app.Office().RegionalItems.PublishRegionalItemAsync(Regions.ToList(committee, RegionalList.Resource, 1, stranger)));
        await app.Office().RegionalItems.CloseRegionalItemAsync(new() { RequestId = NewId(), Id = project.Id });
        await Refused(StatusCode.FailedPrecondition, "REGIONAL_ITEM_CLOSED", () => app.NewClaim(project, unit));
        Assert.DoesNotContain(project.Id, (await app.Office().RegionalItems.ListRegionalItemsAsync(new() { CommitteeId = committee.Id, List = RegionalList.Project })).Items.Select(i => i.Id));
        await Refused(StatusCode.NotFound, "REGIONAL_ITEM_NOT_FOUND", () => app.Office("510105").RegionalItems.ClaimItemAsync(By("", SmallMap.NextCounty, resource)));
        var brief = Regions.ToList(committee);
        brief.EndDate = "2026-03-04";
        var today = await app.Office().RegionalItems.PublishRegionalItemAsync(brief);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(StatusCode.FailedPrecondition, "REGIONAL_ITEM_OVER", () => app.NewClaim(today, unit));
    }

    [Fact]
    public async Task A_communitys_staff_claim_from_their_towns_list_and_confirm_what_is_claimed_of_their_own_and_nothing_else()
    {
        const string town = "510104019";
        var places = SmallMap.Rows.Select(r => r.Code).Where(c => c.Length == 12 && c.StartsWith(town, StringComparison.Ordinal)).Take(2).ToList();
        var committee = await app.Region(town);
        var unit = await app.NewMemberUnit(committee);
        var (here, colleague, neighbour, clerk) = (app.Clerk(places[0]).RegionalItems, app.Clerk(places[0]).RegionalItems, app.Clerk(places[1]).RegionalItems, app.Clerk(town).RegionalItems);
        // They see whose list it is and who is on it, and change nothing there.
        Assert.Equal([committee], (await app.Clerk(places[0]).RegionalCommittees.ListRegionalCommitteesAsync(new())).Committees);
        Assert.Equal([unit], (await app.Clerk(places[0]).RegionalCommittees.ListMemberUnitsAsync(new() { CommitteeId = committee.Id })).Units);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Clerk(places[0]).RegionalCommittees.AdmitUnitAsync(Regions.ToAdmit(committee)));
        await Refused(StatusCode.NotFound, "MEMBER_UNIT_NOT_FOUND", () => app.Clerk(places[0]).RegionalCommittees.PartUnitAsync(new() { Id = unit.Id }));

        // A resource of the town's: the community claims for itself, the town confirms, the community says how it went.
        var resource = await app.NewRegionalItem(committee, RegionalList.Resource, 3, unit);
        ClaimItemRequest For(string community) => new() { RequestId = NewId(), ItemId = resource.Id, CommunityCode = community, Quantity = 1 };
        var claim = await here.ClaimItemAsync(For(places[0]));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => here.ClaimItemAsync(For(places[1])));
        await Refused(StatusCode.NotFound, "REGIONAL_ITEM_NOT_FOUND", () => here.CloseRegionalItemAsync(new() { Id = resource.Id }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => colleague.ConfirmClaimAsync(new() { Id = claim.Id }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => colleague.DeclineClaimAsync(new() { Id = claim.Id }));
        await Refused(StatusCode.NotFound, "CLAIM_NOT_FOUND", () => neighbour.WithdrawClaimAsync(new() { Id = claim.Id }));
        Assert.Empty((await neighbour.ListClaimsAsync(new() { ItemId = resource.Id })).Claims);
        await clerk.ConfirmClaimAsync(new() { RequestId = NewId(), Id = claim.Id });
        await here.EnterProgressAsync(new() { RequestId = NewId(), ClaimId = claim.Id, Progress = "教师已到位，已开课" });
        await here.CompleteClaimAsync(new() { RequestId = NewId(), Id = claim.Id });
        Assert.Equal(ClaimState.Reviewed, (await colleague.ReviewClaimAsync(new() { RequestId = NewId(), Id = claim.Id, Review = "家长很满意" })).State);
        // Withdrawn by the community it is free again, at the town's.
        var second = await here.ClaimItemAsync(For(places[0]));
        Assert.Equal(2, (await Now(resource)).Claimed);
        await here.WithdrawClaimAsync(new() { RequestId = NewId(), Id = second.Id });
        Assert.Equal(1, (await Now(resource)).Claimed);
        Assert.Equal(places[0], await app.Query<string>("select area from events where aggregate_id = $1 and type like '%ItemClaimed'", Guid.Parse(claim.Id)));

        // A demand of the community's on the town's list: it publishes it, a unit claims, it confirms.
        var wanted = Regions.ToList(committee);
        wanted.CommunityCode = places[0];
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => neighbour.PublishRegionalItemAsync(wanted.Clone()));
        var demand = await here.PublishRegionalItemAsync(wanted);
        Assert.Equal(places[0], demand.DivisionCode);
        Assert.Empty((await neighbour.ListRegionalItemsAsync(new() { CommitteeId = committee.Id, List = RegionalList.Demand })).Items);
        Assert.Equal([demand.Id], (await clerk.ListRegionalItemsAsync(new() { CommitteeId = committee.Id, List = RegionalList.Demand })).Items.Select(i => i.Id));
        var taken = await clerk.ClaimItemAsync(new() { RequestId = NewId(), ItemId = demand.Id, UnitId = unit.Id, Quantity = 1 });
        Assert.Equal(ClaimState.Confirmed, (await here.ConfirmClaimAsync(new() { RequestId = NewId(), Id = taken.Id })).State);
        // What is the whole town's is claimed and confirmed by the town.
        var project = await app.NewRegionalItem(committee, RegionalList.Project, 2);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => here.ClaimItemAsync(new() { RequestId = NewId(), ItemId = project.Id, UnitId = unit.Id, Quantity = 1 }));
        await Refused(StatusCode.NotFound, "CLAIM_NOT_FOUND", async () => await here.ConfirmClaimAsync(new() { Id = (await app.NewClaim(project, unit)).Id }));
        wanted.CommunityCode = SmallMap.Community;
        await Refused(StatusCode.FailedPrecondition, "OUTSIDE_COMMITTEE", () => app.Office().RegionalItems.PublishRegionalItemAsync(wanted.Clone()));
        var offered = Regions.ToList(committee, RegionalList.Resource, 1, unit);
        offered.CommunityCode = places[0];
        await WrongFields(() => app.Office().RegionalItems.PublishRegionalItemAsync(offered), "community_code");
    }

    [Fact]
    public async Task Progress_that_comes_while_the_claim_ends_waits_and_is_not_entered_of_what_has_ended()
    {
        var committee = await app.Region("510104017");
        var claim = await app.NewConfirmed(await app.NewRegionalItem(committee), await app.NewMemberUnit(committee));
        // Somebody holds the item, so that both wait at it, the end before the progress.
        await using var connection = new Npgsql.NpgsqlConnection(app.Database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand($"select from regional_items where id = '{claim.ItemId}' for no key update", connection)) await hold.ExecuteNonQueryAsync();
        Task Waiting(int many) => EventuallyAsync($"{many} wait", async () => await app.Query<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%from regional_items%'") == many);
        var end = Told(app.Office().RegionalItems.WithdrawClaimAsync(new() { RequestId = NewId(), Id = claim.Id }));
        await Waiting(1);
        var progress = Told(app.Office().RegionalItems.EnterProgressAsync(new() { RequestId = NewId(), ClaimId = claim.Id, Progress = "教师已到位，已开课" }));
        await Waiting(2);
        await transaction.CommitAsync();
        Assert.Equal(("OK", "CLAIM_NOT_CONFIRMED"), (await end, await progress));
        Assert.Equal(0, await app.Query<long>("select count(*) from claim_progress where claim_id = $1", Guid.Parse(claim.Id)));
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once()
    {
        var client = app.Office().RegionalItems;
        await WrongFields(() => client.PublishRegionalItemAsync(new() { CommitteeId = "x", Title = "辅导", UnitId = "y", EndDate = "2026-01-01" }), "committee_id", "list", "title", "quantity", "unit_id", "end_date");
        await WrongFields(() => client.ClaimItemAsync(new() { ItemId = "x", UnitId = "y", CommunityCode = "5101" }), "item_id", "quantity", "unit_id", "community_code");
        await WrongFields(() => client.EnterProgressAsync(new() { ClaimId = "x", Progress = "好" }), "claim_id", "progress");
        await WrongFields(() => client.ReviewClaimAsync(new() { Id = "x", Review = "好" }), "id", "review");
        await WrongFields(() => client.ListClaimsAsync(new() { ItemId = "x", UnitId = "y", State = (ClaimState)9 }), "item_id", "unit_id", "state");
        await WrongFields(() => client.ListRegionalItemsAsync(new() { CommitteeId = "x", List = (RegionalList)9 }), "committee_id", "list");
        await Refused(StatusCode.NotFound, "CLAIM_NOT_FOUND", () => client.ConfirmClaimAsync(new() { Id = NewId() }));
        await Refused(StatusCode.NotFound, "CLAIM_NOT_FOUND", () => client.ListClaimProgressAsync(new() { ClaimId = NewId() }));
    }
}
