using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Procurement;

/// <summary>A service whose tender failed, or whose contract was ended before its time, is bought again in the same year.</summary>
public sealed class BuyingWhatIsLeft(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private static async Task<string> Told<T>(AsyncUnaryCall<T> call)
    {
        try { await call; return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }

    private async Task<Contract> Terminated(Contract contract) => await app.Office().Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = contract.Id, Reason = "承接主体无法履行" });

    private async Task<(ListItem Item, Contract Contract)> Bought(long price = 300_000_00, long budget = 1_000_000_00, int capacity = 5)
    {
        var (_, items) = await app.Published(budget: budget, capacity: capacity);
        return (items[0], await Again(await app.Called(items[0]), price));
    }

    private async Task<Contract> Again(Tender tender, long price)
    {
        var bid = await app.Bids(tender, price: price);
        app.Clock.Advance(TimeSpan.FromDays(10));
        return await app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = tender.Id, BidId = bid.Id });
    }

    [Fact]
    public async Task What_was_accepted_is_owed_and_the_rest_is_put_out_again_within_the_budget()
    {
        var (item, contract) = await Bought(budget: 400_000_00);
        // As long as a contract stands nothing is called, whether it is signed or not.
        await Refused(StatusCode.AlreadyExists, "TENDER_EXISTS", () => app.Called(item));
        await app.Office().Contracts.SignContractAsync(Buying.ToSign(app, contract));
        await app.Accepted(contract, 1);
        await Refused(StatusCode.AlreadyExists, "TENDER_EXISTS", () => app.Called(item));
        await Terminated(contract);
        var tender = await app.Called(item);
        Assert.Equal((2, 300_000_00L, TenderState.Open), (tender.Round, tender.CeilingFen, tender.State));
        await Refused(StatusCode.AlreadyExists, "TENDER_EXISTS", () => app.Called(item));
        await Refused(StatusCode.FailedPrecondition, "PRICE_ABOVE_CEILING", () => app.Bids(tender, price: 300_000_01));
        var second = await Again(tender, 300_000_00);
        Assert.Equal(400_000_00L, (await app.Office().ServiceLists.GetServiceListAsync(new() { Id = item.ListId })).CommittedFen);
        // What is owed to the first is still paid.
        await app.Office().Contracts.RequestPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 1 });
        // And once more, of one that nobody has signed.
        await Terminated(second);
        var third = await app.Called(item);
        Assert.Equal((3, 300_000_00L), (third.Round, third.CeilingFen));
        Assert.Equal(100_000_00L, (await app.Office().ServiceLists.GetServiceListAsync(new() { Id = item.ListId })).CommittedFen);
        // A completed one is bought.
        var last = await app.Office().Contracts.SignContractAsync(Buying.ToSign(app, await Again(third, 200_000_00)));
        await app.Accepted(last, 1);
        Assert.Equal(ContractState.Completed, (await app.Accepted(last, 2)).State);
        await Refused(StatusCode.AlreadyExists, "TENDER_EXISTS", () => app.Called(item));
    }

    [Fact]
    public async Task Many_who_call_it_again_at_once_call_it_once()
    {
        app.StartReplica();
        var (item, contract) = await Bought();
        await Terminated(contract);
        for (var round = 2; round < 4; round++)
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Told(app.Office(subject: "buyer", replica: i % 2).Tenders.CallTenderAsync(new()
            {
                RequestId = NewId(), ItemId = item.Id, MinBids = 1, Deadline = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(app.Clock.GetUtcNow().AddDays(10)),
            }))));
            Assert.Equal((1, 7), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "TENDER_EXISTS")));
            var open = (await app.Office().Tenders.ListTendersAsync(new() { PageSize = 500, State = TenderState.Open })).Tenders.Single(t => t.ItemId == item.Id);
            Assert.Equal(round, open.Round);
            app.Clock.Advance(TimeSpan.FromDays(10));
            await app.Office().Tenders.FailTenderAsync(new() { RequestId = NewId(), Id = open.Id, Reason = "无人投标" });
        }
        // Held by the database, whatever the service thinks.
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.Query<int>("update tenders set round = 1 where item_id = $1 and round = 2 returning 1", Guid.Parse(item.Id)));
    }

    [Fact]
    public async Task Ending_and_awarding_at_once_never_overspend_the_list()
    {
        app.StartReplica();
        // 400,000 are there: what the first gives back is what the second needs.
        var (list, items) = await app.Published(2, budget: 400_000_00);
        var (first, other) = (await Again(await app.Called(items[0]), 300_000_00), await app.Called(items[1]));
        var bid = await app.Bids(other, price: 200_000_00);
        app.Clock.Advance(TimeSpan.FromDays(10));
        var outcomes = await Task.WhenAll(
            Told(app.Office().Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = first.Id, Reason = "承接主体无法履行" })),
            Told(app.Office(replica: 1).Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = first.Id, Reason = "承接主体无法履行" })),
            Told(app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = other.Id, BidId = bid.Id })),
            Told(app.Office(replica: 1).Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = other.Id, BidId = bid.Id })));
        // Given back once, whoever is first.
        Assert.Single(outcomes.Take(2), "OK");
        var awarded = outcomes.Skip(2).Count(o => o == "OK");
        Assert.InRange(awarded, 0, 1);
        // Who came before the first was ended is refused for the budget, and gets it now.
        if (awarded == 0) await app.Office().Tenders.AwardTenderAsync(new() { RequestId = NewId(), Id = other.Id, BidId = bid.Id });
        Assert.Equal(200_000_00L, await app.Query<long>("select committed_fen from service_lists where id = $1", Guid.Parse(list.Id)));
        var committed = await app.Query<long>("select committed_fen from service_lists where id = $1", Guid.Parse(list.Id));
        Assert.Equal(await app.Query<long>("select coalesce(sum(amount_fen), 0)::bigint from contracts where list_id = $1 and state <> 4", Guid.Parse(list.Id)), committed);
    }

    [Fact]
    public async Task Needs_that_were_served_are_not_bought_again()
    {
        var (item, contract) = await Bought(capacity: 5);
        await app.Office().Contracts.SignContractAsync(Buying.ToSign(app, contract));
        foreach (var (state, count) in new[] { (2, 1), (3, 1), (4, 2) })
        {
            for (var i = 0; i < count; i++)
            {
                await app.QueryAll<int>("insert into service_orders (id, area, need_id, service_code, contract_id, organization_id, starts_at, ends_at, state, minutes, delivered_by, version, event_sequence) values ($1, $2, $1, 'professional-left', $3, $4, $5, $5, $6, 0, '', 1, 0)",
                    Guid.Parse(NewId()), SmallMap.Community, Guid.Parse(contract.Id), Guid.Parse(contract.OrganizationId), app.Clock.GetUtcNow(), (short)state);
            }
        }
        await Terminated(contract);
        // Two accepted and one delivered of five.
        var tender = await app.Called(item);
        Assert.Equal((2, 2), (tender.OrderCapacity, tender.Round));
    }
}
