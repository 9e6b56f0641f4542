using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Funds;

public sealed class MatchingResources(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private static async Task<string> Told<T>(AsyncUnaryCall<T> call)
    {
        try { await call; return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }

    [Fact]
    public async Task Never_more_than_is_there_or_needed_however_many_match_at_once()
    {
        app.StartReplica();
        var (needs, resource) = (new List<CharityNeed>(), await app.Offered(20));
        for (var i = 0; i < 6; i++) needs.Add(await app.Needed(8));
        var outcomes = await Task.WhenAll(needs.Select((n, i) => Told(app.Office(replica: i % 2).CharityResources.MatchCharityResourceAsync(new() { RequestId = NewId(), NeedId = n.Id, ResourceId = resource.Id, Quantity = 6 }))));
        Assert.Equal((3, 3), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "TOO_MUCH")));
        Assert.Equal(18, (await app.Office().CharityResources.ListCharityResourcesAsync(new() { PageSize = 500 })).Resources.Single(r => r.Id == resource.Id).Matched);
        // A need of 8 takes 8 of whatever many resources.
        var (need, resources) = (await app.Needed(8), new List<CharityResource>());
        for (var i = 0; i < 4; i++) resources.Add(await app.Offered(5));
        outcomes = await Task.WhenAll(resources.Select((r, i) => Told(app.Office(replica: i % 2).CharityResources.MatchCharityResourceAsync(new() { RequestId = NewId(), NeedId = need.Id, ResourceId = r.Id, Quantity = 4 }))));
        Assert.Equal((2, 2), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "TOO_MUCH")));
    }

    [Fact]
    public async Task Donated_goods_are_matched_delivered_and_receipted_by_another_person()
    {
        var fund = await app.NewFund();
        var donation = await app.Office().Donations.ReceiveDonationAsync(Funding.ToGiveGoods(app, fund, 10));
        var (office, need) = (app.Office(subject: "driver").CharityResources, await app.Needed(30));
        Assert.Equal(donation.Id, (await office.ListCharityResourcesAsync(new() { Category = "drinking-water", PageSize = 500 })).Resources.Single(r => r.Id == donation.ResourceId).DonationId);
        // Goods are no money.
        Assert.Equal((0L, 0L), ((await app.Statement(fund)).ClosingFen, (await app.Statement(fund)).DonatedFen));
        await Refused(StatusCode.FailedPrecondition, "TOO_MUCH", () => office.MatchCharityResourceAsync(new() { NeedId = need.Id, ResourceId = donation.ResourceId, Quantity = 11 }));
        var match = await office.MatchCharityResourceAsync(new() { RequestId = NewId(), NeedId = need.Id, ResourceId = donation.ResourceId, Quantity = 10 });
        Assert.Single(await app.Events("ResourceMatched"), e => e.Contains(match.Id, StringComparison.Ordinal));
        await office.CancelResourceMatchAsync(new() { RequestId = NewId(), Id = match.Id });
        match = await office.MatchCharityResourceAsync(new() { RequestId = NewId(), NeedId = need.Id, ResourceId = donation.ResourceId, Quantity = 10 });
        await Refused(StatusCode.FailedPrecondition, "MATCH_STATE", () => office.ReceiptResourceMatchAsync(new() { Id = match.Id }));
        await office.DeliverResourceMatchAsync(new() { RequestId = NewId(), Id = match.Id, DeliveryNote = "送-2026-1" });
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => office.CancelResourceMatchAsync(new() { Id = match.Id }));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => office.ReceiptResourceMatchAsync(new() { Id = match.Id }));
        Assert.Equal(ResourceMatchState.Receipted, (await app.Clerk().CharityResources.ReceiptResourceMatchAsync(new() { RequestId = NewId(), Id = match.Id })).State);
        Assert.Equal([ResourceMatchState.Receipted, ResourceMatchState.Cancelled], (await office.ListResourceMatchesAsync(new() { NeedId = need.Id })).Matches.Select(m => m.State).Order());
    }

    [Fact]
    public async Task What_was_delivered_and_has_not_arrived_goes_back_by_another_person()
    {
        var (driver, office) = (app.Office(subject: "driver").CharityResources, app.Office(subject: "desk").CharityResources);
        var (need, resource) = (await app.Needed(8), await app.Offered(8));
        async Task<ResourceMatch> Delivered()
        {
            var match = await office.MatchCharityResourceAsync(new() { RequestId = NewId(), NeedId = need.Id, ResourceId = resource.Id, Quantity = 8 });
            return await driver.DeliverResourceMatchAsync(new() { RequestId = NewId(), Id = match.Id, DeliveryNote = "送-2026-2" });
        }
        var lost = await Delivered();
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => driver.CancelResourceMatchAsync(new() { Id = lost.Id, Reason = "途中丢失" }));
        await WrongFields(() => office.CancelResourceMatchAsync(new() { Id = lost.Id, Reason = new string('长', 201) }), "reason");
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => office.CancelResourceMatchAsync(new() { Id = lost.Id, Etag = "99" }));
        var back = await office.CancelResourceMatchAsync(new() { RequestId = NewId(), Id = lost.Id, Reason = " 途中丢失，未送达 " });
        Assert.Equal((ResourceMatchState.Cancelled, "送-2026-2"), (back.State, back.DeliveryNote));
        Assert.Equal("driver 途中丢失，未送达", await app.Query<string>("select m.delivered_by || ' ' || a.purpose from resource_matches m, audit a where m.id = $1 and a.subject = 'desk' and a.purpose is not null", Guid.Parse(lost.Id)));
        Assert.Single(await app.Events("ResourceMatchCancelled"), e => e.Contains(lost.Id, StringComparison.Ordinal));
        Assert.Equal([0, 0], await app.QueryAll<int>("select matched from charity_needs where id = $1 union all select matched from charity_resources where id = $2", Guid.Parse(need.Id), Guid.Parse(resource.Id)));
        await Refused(StatusCode.FailedPrecondition, "MATCH_STATE", () => office.CancelResourceMatchAsync(new() { Id = lost.Id }));
        // It is there for whoever gets it next; what has arrived does not go back.
        var arrived = await Delivered();
        await app.Clerk().CharityResources.ReceiptResourceMatchAsync(new() { RequestId = NewId(), Id = arrived.Id });
        await Refused(StatusCode.FailedPrecondition, "MATCH_STATE", () => office.CancelResourceMatchAsync(new() { Id = arrived.Id }));
    }

    [Fact]
    public async Task Receipted_and_sent_back_at_once_one_of_both_happens()
    {
        app.StartReplica();
        for (var round = 0; round < 5; round++)
        {
            var (need, resource) = (await app.Needed(), await app.Offered());
            var match = await app.Office().CharityResources.MatchCharityResourceAsync(new() { RequestId = NewId(), NeedId = need.Id, ResourceId = resource.Id, Quantity = 5 });
            await app.Office(subject: "driver").CharityResources.DeliverResourceMatchAsync(new() { RequestId = NewId(), Id = match.Id, DeliveryNote = "送-2026-3" });
            var outcomes = await Task.WhenAll(Told(app.Clerk().CharityResources.ReceiptResourceMatchAsync(new() { RequestId = NewId(), Id = match.Id })), Told(app.Office(replica: 1).CharityResources.CancelResourceMatchAsync(new() { RequestId = NewId(), Id = match.Id })));
            Assert.Equal(["MATCH_STATE", "OK"], outcomes.Order(StringComparer.Ordinal));
            Assert.Equal(outcomes[0] == "OK" ? 5 : 0, await app.Query<int>("select matched from charity_resources where id = $1", Guid.Parse(resource.Id)));
        }
    }

    [Fact]
    public async Task Only_what_is_alike_and_open_is_matched()
    {
        var office = app.Office().CharityResources;
        var (need, resource) = (await app.Needed(), await app.Offered());
        var other = Funding.ToOffer();
        other.Unit = "瓶";
        var unlike = await office.OfferCharityResourceAsync(other);
        await Refused(StatusCode.FailedPrecondition, "NOT_ALIKE", () => office.MatchCharityResourceAsync(new() { NeedId = need.Id, ResourceId = unlike.Id, Quantity = 1 }));
        await office.CloseCharityResourceAsync(new() { RequestId = NewId(), Id = resource.Id });
        await Refused(StatusCode.FailedPrecondition, "RESOURCE_CLOSED", () => office.MatchCharityResourceAsync(new() { NeedId = need.Id, ResourceId = resource.Id, Quantity = 1 }));
        await office.CloseCharityNeedAsync(new() { RequestId = NewId(), Id = need.Id });
        await Refused(StatusCode.FailedPrecondition, "NEED_CLOSED", () => office.MatchCharityResourceAsync(new() { NeedId = need.Id, ResourceId = unlike.Id, Quantity = 1 }));
        // Who offers for an organisation closes their own, and nobody else's.
        var own = await app.Staff("giver").CharityResources.OfferCharityResourceAsync(Funding.ToOffer());
        await Refused(StatusCode.NotFound, "CHARITY_RESOURCE_NOT_FOUND", () => app.Staff("stranger").CharityResources.CloseCharityResourceAsync(new() { Id = own.Id }));
        Assert.True((await app.Staff("giver").CharityResources.CloseCharityResourceAsync(new() { RequestId = NewId(), Id = own.Id })).Closed);
        // A need of a community is told to those in and around it, and to nobody of the next county.
        var told = await app.Needed();
        Assert.Contains(told.Id, (await app.Staff("giver").CharityResources.ListCharityNeedsAsync(new() { PageSize = 500 })).Needs.Select(n => n.Id));
        Assert.DoesNotContain(told.Id, (await app.Staff("giver", SmallMap.NextCounty).CharityResources.ListCharityNeedsAsync(new() { PageSize = 500 })).Needs.Select(n => n.Id));
    }
}
