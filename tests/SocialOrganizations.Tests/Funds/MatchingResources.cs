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
        await Refused(StatusCode.FailedPrecondition, "MATCH_STATE", () => office.CancelResourceMatchAsync(new() { Id = match.Id }));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => office.ReceiptResourceMatchAsync(new() { Id = match.Id }));
        Assert.Equal(ResourceMatchState.Receipted, (await app.Clerk().CharityResources.ReceiptResourceMatchAsync(new() { RequestId = NewId(), Id = match.Id })).State);
        Assert.Equal([ResourceMatchState.Receipted, ResourceMatchState.Cancelled], (await office.ListResourceMatchesAsync(new() { NeedId = need.Id })).Matches.Select(m => m.State).Order());
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
