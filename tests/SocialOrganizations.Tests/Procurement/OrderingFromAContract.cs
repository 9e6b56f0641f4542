using Google.Protobuf.WellKnownTypes;
using Governance.Events.Welfare.V1;
using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Procurement;

[Collection(WithBroker.Name)]
public sealed class OrderingFromAContract(SocialOrgsAppWithBroker app)
{
    private Task Raise(Guid need, string kind, string place = SmallMap.Community) =>
        app.PublishAsync(new NeedRaised(need, place, need, kind, 1, app.Clock.GetUtcNow().AddDays(1), app.Clock.GetUtcNow().AddDays(1).AddHours(2), app.Clock.GetUtcNow()));

    private async Task<ServiceOrder?> Of(Guid need) => (await app.Office().ServiceOrders.ListServiceOrdersAsync(new() { PageSize = 500 })).Orders.SingleOrDefault(o => o.NeedId == need.ToString());

    private Task<ServiceOrder?> Eventually(Guid need, ServiceOrderState state) => EventuallyAsync($"an order that is {state}", () => Of(need), o => o?.State == state);

    [Fact]
    public async Task A_need_is_ordered_from_the_contract_that_runs_served_and_accepted_and_welfare_is_told_once()
    {
        const string service = "professional-mediation";
        var contract = await app.Running(staff: "staff-m", service: service, capacity: 1);
        var (need, other) = (Guid.Parse(NewId()), Guid.Parse(NewId()));
        await Raise(need, service);
        await Raise(need, service);
        var order = (await Eventually(need, ServiceOrderState.Ordered))!;
        Assert.Equal((contract.Id, SmallMap.Community), (order.ContractId, order.DivisionCode));
        // It has room for one: the second waits.
        await Raise(other, service);
        await Eventually(other, ServiceOrderState.Waiting);
        Assert.Equal(1, (await app.Office().Contracts.GetContractAsync(new() { Id = contract.Id })).OrderCount);

        var staff = app.Staff("staff-m").ServiceOrders;
        Assert.Equal([order.Id], (await staff.ListServiceOrdersAsync(new())).Orders.Select(o => o.Id));
        await Refused(StatusCode.NotFound, "SERVICE_ORDER_NOT_FOUND", () => app.Staff("staff-n").ServiceOrders.DeliverOrderAsync(new() { Id = order.Id, Minutes = 90 }));
        await Refused(StatusCode.FailedPrecondition, "SERVICE_ORDER_STATE", () => app.Clerk().ServiceOrders.AcceptOrderAsync(new() { Id = order.Id }));
        // It is needed tomorrow: nobody has served it today, nor says tomorrow that they will.
        await Refused(StatusCode.FailedPrecondition, "SERVICE_ORDER_NOT_BEGUN", () => staff.DeliverOrderAsync(new() { Id = order.Id, Minutes = 90 }));
        app.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromHours(3));
        foreach (var wrong in new[] { order.StartTime.ToDateTimeOffset().AddSeconds(-1), app.Clock.GetUtcNow().AddSeconds(1) })
        {
            await WrongFields(() => staff.DeliverOrderAsync(new() { Id = order.Id, Minutes = 90, ServeTime = wrong.ToTimestamp() }), "serve_time");
        }
        var delivered = await staff.DeliverOrderAsync(new() { RequestId = NewId(), Id = order.Id, Minutes = 90 });
        Assert.Equal(app.Clock.GetUtcNow(), delivered.ServeTime.ToDateTimeOffset());
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Clerk(subject: "staff-m").ServiceOrders.AcceptOrderAsync(new() { Id = order.Id }));
        // What was not served well is served again.
        await WrongFields(() => app.Clerk().ServiceOrders.AcceptOrderAsync(new() { Id = "x", ReturnReason = "差" }), "return_reason", "id");
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Clerk(subject: "staff-m").ServiceOrders.AcceptOrderAsync(new() { Id = order.Id, ReturnReason = "服务时长不足" }));
        var back = await app.Clerk().ServiceOrders.AcceptOrderAsync(new() { RequestId = NewId(), Id = order.Id, ReturnReason = "服务时长不足" });
        Assert.Equal((ServiceOrderState.Ordered, 0, contract.Id, null), (back.State, back.Minutes, back.ContractId, back.ServeTime));
        await Refused(StatusCode.FailedPrecondition, "SERVICE_ORDER_STATE", () => app.Clerk().ServiceOrders.AcceptOrderAsync(new() { Id = order.Id }));
        // What is said later was served when it was served.
        var served = order.StartTime.ToDateTimeOffset().AddMinutes(10);
        await staff.DeliverOrderAsync(new() { RequestId = NewId(), Id = order.Id, Minutes = 120, ServeTime = served.ToTimestamp() });
        Assert.Equal(ServiceOrderState.Accepted, (await app.Clerk().ServiceOrders.AcceptOrderAsync(new() { RequestId = NewId(), Id = order.Id })).State);
        var told = Assert.Single(await app.Events("ServiceOrderAccepted"), e => e.Contains(order.Id, StringComparison.Ordinal));
        Assert.Contains(need.ToString(), told, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(told);
        Assert.Equal(served, json.RootElement.GetProperty("servedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task How_many_professionals_are_needed_stands_in_the_order()
    {
        const string service = "professional-team";
        await app.Running(service: service);
        var need = Guid.Parse(NewId());
        await app.PublishAsync(new NeedRaised(need, SmallMap.Community, need, service, 5, app.Clock.GetUtcNow().AddDays(1), app.Clock.GetUtcNow().AddDays(2), app.Clock.GetUtcNow()));
        Assert.Equal(5, (await Eventually(need, ServiceOrderState.Ordered))!.Headcount);
        using var told = System.Text.Json.JsonDocument.Parse(Assert.Single(await app.Events("ServiceOrdered"), e => e.Contains(need.ToString(), StringComparison.Ordinal)));
        Assert.Equal(5, told.RootElement.GetProperty("headcount").GetInt32());
    }

    [Fact]
    public async Task What_waits_is_taken_by_the_next_contract_and_needs_for_volunteers_and_other_counties_are_left_alone()
    {
        const string service = "professional-legal";
        var (need, elsewhere, volunteers) = (Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()));
        await Raise(volunteers, "elderly-care");
        await Raise(elsewhere, service, SmallMap.NextCounty);
        await Raise(need, service);
        await Eventually(need, ServiceOrderState.Waiting);
        Assert.Null(await Of(volunteers));
        var awarded = await app.Awarded(service: service);
        // The need lies in the past by now: a contract that begins earlier still serves its day.
        var sign = Buying.ToSign(app, awarded);
        (sign.StartDate, sign.Milestones[0].DueDate) = (app.Day(-10), app.Day(-1));
        await app.Office().Contracts.SignContractAsync(sign);
        Assert.Equal(awarded.Id, (await Of(need))!.ContractId);
        Assert.Equal(ServiceOrderState.Waiting, (await app.Office("510105").ServiceOrders.ListServiceOrdersAsync(new())).Orders.Single(o => o.NeedId == elsewhere.ToString()).State);
        // Its contract ends before it is served: it waits again.
        await app.Office().Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = awarded.Id, Reason = "承接主体无法履行" });
        Assert.Equal((ServiceOrderState.Waiting, ""), ((await Of(need))!.State, (await Of(need))!.ContractId));
    }

    [Fact]
    public async Task Of_a_contract_that_is_ended_what_was_not_served_is_ordered_from_another_that_has_room()
    {
        const string service = "professional-repair";
        var (first, second) = (await app.Running(service: service, capacity: 1), await app.Running(service: service, capacity: 2));
        var (one, two) = (Guid.Parse(NewId()), Guid.Parse(NewId()));
        await Raise(one, service);
        await Eventually(one, ServiceOrderState.Ordered);
        await Raise(two, service);
        await Eventually(two, ServiceOrderState.Ordered);
        // Each has one: the nearest that has served least.
        var moved = (await Of(one))!.ContractId == first.Id ? one : two;
        await app.Office().Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = first.Id, Reason = "承接主体无法履行" });
        await EventuallyAsync("it is ordered anew", () => Of(moved), o => o is { State: ServiceOrderState.Ordered } && o.ContractId == second.Id);
        Assert.Equal(2, (await app.Office().Contracts.GetContractAsync(new() { Id = second.Id })).OrderCount);
    }

    [Fact]
    public async Task An_organisation_that_may_not_work_gets_no_orders_and_is_not_deregistered_while_it_has_a_contract()
    {
        const string service = "professional-nursing";
        var office = app.Office();
        var (suspended, listed, mine) = (await app.Running(service: service), await app.Running(service: service), await app.Running(service: service));
        await office.Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = suspended.OrganizationId, Reason = "年度检查不合格" });
        await app.Listed(await office.Organizations.GetOrganizationAsync(new() { Id = listed.OrganizationId }));
        // The two that may not work have served least all the time.
        var (one, two, three) = (Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()));
        foreach (var need in new[] { one, two })
        {
            await Raise(need, service);
            Assert.Equal(mine.Id, (await Eventually(need, ServiceOrderState.Ordered))!.ContractId);
        }
        var able = await app.Running(service: service);
        await Raise(three, service);
        Assert.Equal(able.Id, (await Eventually(three, ServiceOrderState.Ordered))!.ContractId);
        // What waits again since its contract was ended has to lie ahead.
        var last = Guid.Parse(NewId());
        await Raise(last, service);
        await Eventually(last, ServiceOrderState.Ordered);
        var ended = (await Of(last))!.ContractId == mine.Id ? mine : able;
        await office.Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = ended.Id, Reason = "承接主体无法履行" });
        await EventuallyAsync("it is ordered anew", () => Of(last), o => o is { State: ServiceOrderState.Ordered } && o.ContractId == (ended == mine ? able : mine).Id);
        var awarded = await app.Awarded(service: service);
        // It has a contract that runs; the other one was awarded.
        foreach (var id in new[] { suspended.OrganizationId, awarded.OrganizationId })
        {
            await app.Shows(await office.Organizations.GetOrganizationAsync(new() { Id = id }), PaperKind.Liquidation);
            await Refused(StatusCode.FailedPrecondition, "CONTRACTS_OPEN", () => office.Organizations.DeregisterOrganizationAsync(new() { Id = id, Reason = "全体成员决定解散" }));
        }
        await office.Contracts.TerminateContractAsync(new() { RequestId = NewId(), Id = suspended.Id, Reason = "承接主体无法履行" });
        Assert.Equal(OrganizationState.Deregistered, (await office.Organizations.DeregisterOrganizationAsync(new() { RequestId = NewId(), Id = suspended.OrganizationId, Reason = "全体成员决定解散" })).State);
    }

    [Fact]
    public async Task What_waits_is_ordered_from_an_organisation_that_may_work_again()
    {
        const string service = "professional-returning", other = "professional-returned";
        var (office, suspended) = (app.Office(), await app.Running(service: service));
        await office.Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = suspended.OrganizationId, Reason = "年度检查不合格" });
        var listed = await app.Running(service: other);
        var listing = await app.Listed(await office.Organizations.GetOrganizationAsync(new() { Id = listed.OrganizationId }));
        var (one, two) = (Guid.Parse(NewId()), Guid.Parse(NewId()));
        await Raise(one, service);
        await Raise(two, other);
        await Eventually(one, ServiceOrderState.Waiting);
        await Eventually(two, ServiceOrderState.Waiting);
        await office.Organizations.ResumeOrganizationAsync(new() { RequestId = NewId(), Id = suspended.OrganizationId });
        Assert.Equal(suspended.Id, (await Eventually(one, ServiceOrderState.Ordered))!.ContractId);
        await app.Lifted(listing);
        Assert.Equal(listed.Id, (await Eventually(two, ServiceOrderState.Ordered))!.ContractId);
    }

    [Fact]
    public async Task What_no_contract_serves_in_time_waits_no_longer_and_welfare_is_told_once()
    {
        var need = Guid.Parse(NewId());
        await Raise(need, "professional-nobody");
        await Eventually(need, ServiceOrderState.Waiting);
        app.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(ServiceOrderState.Waiting, (await Of(need))!.State);
        app.Clock.Advance(TimeSpan.FromDays(3));
        await EventuallyAsync("it waits no longer", async () => { app.Clock.Advance(TimeSpan.FromMinutes(5)); return (await Of(need))!.State == ServiceOrderState.Lapsed; });
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Single(await app.Events("ServiceOrderLapsed"), e => e.Contains(need.ToString(), StringComparison.Ordinal));
    }
}
