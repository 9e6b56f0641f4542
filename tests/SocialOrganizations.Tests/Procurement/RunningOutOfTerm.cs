using Governance.Events.Welfare.V1;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Procurement;

[Collection(WithBroker.Name)]
public sealed class RunningOutOfTerm(SocialOrgsAppWithBroker app)
{
    private Task Raise(Guid need, string kind, int from, int until) =>
        app.PublishAsync(new NeedRaised(need, SmallMap.Community, need, kind, 1, app.Clock.GetUtcNow().AddDays(from), app.Clock.GetUtcNow().AddDays(until).AddHours(2), app.Clock.GetUtcNow()));

    private async Task<ServiceOrder?> Of(Guid need) => (await app.Office().ServiceOrders.ListServiceOrdersAsync(new() { PageSize = 500 })).Orders.SingleOrDefault(o => o.NeedId == need.ToString());

    private Task<ServiceOrder?> Eventually(Guid need, ServiceOrderState state, string? contract = null) => EventuallyAsync($"an order that is {state}", () => Of(need), o => o?.State == state && (contract is null || o.ContractId == contract));

    private async Task<Contract> Signed(string service, int days)
    {
        var sign = Buying.ToSign(app, await app.Awarded(service: service));
        (sign.EndDate, sign.Milestones[0].DueDate, sign.Milestones[1].DueDate) = (app.Day(days), app.Day(days - 1), app.Day(days));
        return await app.Office().Contracts.SignContractAsync(sign);
    }

    private async Task EndedAsync(Contract contract) => await EventuallyAsync("the end of its term is told", async () =>
    {
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        return (await app.Events("ContractEnded")).Any(e => e.Contains(contract.Id, StringComparison.Ordinal));
    });

    [Fact]
    public async Task It_is_told_once_in_the_order_of_all_that_happens_to_the_contract_which_is_still_delivered_and_paid()
    {
        var contract = await app.Accepted(await Signed("professional-ending", 3), 1);
        app.Clock.Advance(TimeSpan.FromDays(3));
        Assert.False((await app.Office().Contracts.GetContractAsync(new() { Id = contract.Id })).Ended);
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await app.Office().Contracts.GetContractAsync(new() { Id = contract.Id })).Ended);
        await EndedAsync(contract);
        app.Clock.Advance(TimeSpan.FromMinutes(15));
        // The last report comes after the last day: it is accepted and paid all the same.
        Assert.Equal(ContractState.Completed, (await app.Accepted(contract, 2)).State);
        await app.Office().Contracts.RequestPaymentAsync(new() { RequestId = NewId(), Id = contract.Id, MilestoneNumber = 2 });
        var told = await app.QueryAll<string>("select sequence || ' ' || split_part(type, '.', 4) from events where aggregate_id = $1 order by xid, position", Guid.Parse(contract.Id));
        Assert.Equal(["1 ContractAwarded", "2 ContractSigned", "3 ContractAccepted", "4 ContractEnded", "5 ContractAccepted"], told);
        Assert.Contains(TrailStepKind.Ended, (await app.Office().Contracts.GetContractTrailAsync(new() { Id = contract.Id })).Steps.Select(s => s.Kind));
        // What was accepted is owed: nobody is deregistered before it is paid.
        await app.Shows(await app.Office().Organizations.GetOrganizationAsync(new() { Id = contract.OrganizationId }), PaperKind.Liquidation);
        await Refused(StatusCode.FailedPrecondition, "CONTRACTS_OPEN", () => app.Office().Organizations.DeregisterOrganizationAsync(new() { Id = contract.OrganizationId, Reason = "全体成员决定解散" }));
    }

    [Fact]
    public async Task After_its_last_day_nothing_is_ordered_from_it_also_before_the_clock_has_struck_and_welfare_is_told_of_what_nobody_serves()
    {
        const string service = "professional-late";
        var contract = await Signed(service, 3);
        app.Clock.Advance(TimeSpan.FromDays(4));
        // The need lies within the term, and comes after it.
        var late = Guid.Parse(NewId());
        await Raise(late, service, -2, -2);
        Assert.Equal("", (await Eventually(late, ServiceOrderState.Waiting))!.ContractId);
        Assert.Equal(0, (await app.Office().Contracts.GetContractAsync(new() { Id = contract.Id })).OrderCount);
        await EndedAsync(contract);
        app.Clock.Advance(TimeSpan.FromDays(32));
        await EventuallyAsync("it waits no longer", async () => { app.Clock.Advance(TimeSpan.FromMinutes(5)); return (await Of(late))!.State == ServiceOrderState.Lapsed; });
        Assert.Single(await app.Events("ServiceOrderLapsed"), e => e.Contains(late.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_it_had_in_orders_for_times_to_come_goes_to_the_next_contract_and_what_was_to_be_served_by_now_may_come_late()
    {
        const string service = "professional-moving";
        var first = await Signed(service, 4);
        var (past, running) = (Guid.Parse(NewId()), Guid.Parse(NewId()));
        await Raise(past, service, 1, 1);
        await Raise(running, service, 1, 20);
        await Eventually(past, ServiceOrderState.Ordered, first.Id);
        await Eventually(running, ServiceOrderState.Ordered, first.Id);
        var sign = Buying.ToSign(app, await app.Awarded(service: service));
        // Awarding takes ten days of the clock: the next contract begins early enough to serve.
        sign.StartDate = app.Day(-20);
        var second = await app.Office().Contracts.SignContractAsync(sign);
        await EndedAsync(first);
        await Eventually(running, ServiceOrderState.Ordered, second.Id);
        Assert.Equal(first.Id, (await Of(past))!.ContractId);
        Assert.Equal(ServiceOrderState.Delivered, (await app.Office().ServiceOrders.DeliverOrderAsync(new() { RequestId = NewId(), Id = (await Of(past))!.Id, Minutes = 60 })).State);
    }

    [Fact]
    public async Task What_has_begun_when_its_contract_runs_out_goes_to_the_one_that_begins_then()
    {
        const string service = "professional-begun", alone = "professional-begun-before";
        var first = await Signed(service, 12);
        var (need, waiting) = (Guid.Parse(NewId()), Guid.Parse(NewId()));
        await Raise(need, service, 1, 40);
        await Raise(waiting, alone, 1, 40);
        await Eventually(need, ServiceOrderState.Ordered, first.Id);
        await Eventually(waiting, ServiceOrderState.Waiting);
        // Signed ten days later, before the first is over.
        var sign = Buying.ToSign(app, await app.Awarded(service: service));
        sign.StartDate = app.Day(3);
        var second = await app.Office().Contracts.SignContractAsync(sign);
        app.Clock.Advance(TimeSpan.FromDays(3));
        await EndedAsync(first);
        await Eventually(need, ServiceOrderState.Ordered, second.Id);
        // Also what waited before there was a contract.
        await Eventually(waiting, ServiceOrderState.Ordered, (await Signed(alone, 60)).Id);
    }

    [Fact]
    public async Task A_contract_that_begins_within_the_time_of_a_need_serves_it_whichever_comes_first()
    {
        const string service = "professional-later";
        var (before, after, over) = (Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()));
        await Raise(before, service, 1, 40);
        await Eventually(before, ServiceOrderState.Waiting);
        var sign = Buying.ToSign(app, await app.Awarded(service: service));
        sign.StartDate = app.Day(5);
        var contract = await app.Office().Contracts.SignContractAsync(sign);
        Assert.Equal((ServiceOrderState.Ordered, contract.Id), (await Of(before)) is { } order ? (order.State, order.ContractId) : default);
        await Raise(over, service, 1, 4);
        await Raise(after, service, 1, 9);
        await Eventually(after, ServiceOrderState.Ordered, contract.Id);
        // What is over before it begins is not its.
        await Eventually(over, ServiceOrderState.Waiting);
    }

    [Fact]
    public async Task What_is_sent_back_after_its_contract_was_ended_is_ordered_from_the_next_or_waits()
    {
        const string service = "professional-sent-back", alone = "professional-sent-back-alone";
        var (first, only) = (await Signed(service, 60), await Signed(alone, 60));
        var (need, waiting) = (Guid.Parse(NewId()), Guid.Parse(NewId()));
        await Raise(need, service, 15, 20);
        await Raise(waiting, alone, 15, 20);
        var (order, other) = ((await Eventually(need, ServiceOrderState.Ordered, first.Id))!, (await Eventually(waiting, ServiceOrderState.Ordered, only.Id))!);
        var second = await Signed(service, 60);
        // Awarding takes ten days of the clock: now it is time to serve them.
        app.Clock.Advance(TimeSpan.FromDays(6));
        async Task<ServiceOrder> SentBack(ServiceOrder one, Contract? ended)
        {
            await app.Office().ServiceOrders.DeliverOrderAsync(new() { RequestId = NewId(), Id = one.Id, Minutes = 60 });
            if (ended is not null) await app.Office().Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = ended.Id, Reason = "承接主体无法履行" });
            return await app.Clerk().ServiceOrders.AcceptOrderAsync(new() { RequestId = NewId(), Id = one.Id, ReturnReason = "服务时长不足" });
        }
        var back = await SentBack(order, null);
        Assert.Equal((ServiceOrderState.Ordered, first.Id), (back.State, back.ContractId));
        back = await SentBack(order, first);
        Assert.Equal((ServiceOrderState.Waiting, 0), (back.State, back.Minutes));
        await Eventually(need, ServiceOrderState.Ordered, second.Id);
        back = await SentBack(other, only);
        Assert.Equal((ServiceOrderState.Waiting, ""), (back.State, back.ContractId));
    }

    [Fact]
    public async Task A_contract_that_would_be_over_is_not_signed()
    {
        var sign = Buying.ToSign(app, await app.Awarded(service: "professional-over"));
        (sign.StartDate, sign.EndDate, sign.Milestones[0].DueDate, sign.Milestones[1].DueDate) = (app.Day(-30), app.Day(-1), app.Day(-2), app.Day(-1));
        await WrongFields(() => app.Office().Contracts.SignContractAsync(sign), "end_date");
    }
}
