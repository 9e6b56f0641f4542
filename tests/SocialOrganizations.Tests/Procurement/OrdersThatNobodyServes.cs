using Governance.Events.Welfare.V1;
using Governance.SocialOrganizations.Tests.Assessments;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;
using Npgsql;

namespace Governance.SocialOrganizations.Tests.Procurement;

[Collection(WithBroker.Name)]
public sealed class OrdersThatNobodyServes(SocialOrgsAppWithBroker app)
{
    private const string Insert = """
        insert into service_orders (id, area, need_id, service_code, starts_at, ends_at, state, minutes, delivered_by, former_staff, version, event_sequence)
        select gen_random_uuid(), $1, gen_random_uuid(), $2, $3, $4, 1, 0, '', '{}', 1, 0 from generate_series(1, $5)
        """;

    private async Task<Guid> Raised(string kind, int from, int until)
    {
        var need = Guid.Parse(NewId());
        await app.PublishAsync(new NeedRaised(need, SmallMap.Community, need, kind, 1, app.Clock.GetUtcNow().AddDays(from), app.Clock.GetUtcNow().AddDays(until), app.Clock.GetUtcNow()));
        return need;
    }

    private async Task<ServiceOrder?> Of(Guid need) => (await Listed(new() { PageSize = 500 })).SingleOrDefault(o => o.NeedId == need.ToString());

    private async Task<List<ServiceOrder>> Listed(ListServiceOrdersRequest request) => [.. (await app.Office().ServiceOrders.ListServiceOrdersAsync(request)).Orders];

    private Task<ServiceOrder?> Eventually(Guid need, ServiceOrderState state, string contract = "") => EventuallyAsync($"an order that is {state}", () => Of(need), o => o?.State == state && o.ContractId == contract);

    private async Task<int> OrdersOf(Contract contract) => (await app.Office().Contracts.GetContractAsync(new() { Id = contract.Id })).OrderCount;

    private Task Suspended(Contract contract) => app.Office().Organizations.SuspendOrganizationAsync(new() { RequestId = NewId(), Id = contract.OrganizationId, Reason = "年度检查不合格" }).ResponseAsync;

    private Task Resumed(Contract contract) => app.Office().Organizations.ResumeOrganizationAsync(new() { RequestId = NewId(), Id = contract.OrganizationId }).ResponseAsync;

    private Task Passes(Guid need, ServiceOrderState state) => EventuallyAsync($"it is {state}", async () =>
    {
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        return (await Of(need))!.State == state;
    });

    [Fact]
    public async Task What_a_contract_had_and_did_not_serve_two_weeks_after_its_time_lapses_and_its_room_goes_to_what_waits()
    {
        const string service = "professional-forgotten";
        var contract = await app.Running(service: service, capacity: 2);
        var (forgotten, served) = (await Raised(service, 1, 2), await Raised(service, 1, 2));
        var order = (await Eventually(forgotten, ServiceOrderState.Ordered, contract.Id))!;
        await Eventually(served, ServiceOrderState.Ordered, contract.Id);
        var next = await Raised(service, 30, 31);
        await Eventually(next, ServiceOrderState.Waiting);
        async Task<string[]> Overdue() => [.. (await Listed(new() { Overdue = true, ContractId = contract.Id })).Select(o => o.NeedId)];
        Assert.Empty(await Overdue());
        app.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(new[] { forgotten, served }.Select(n => n.ToString()).Order(), (await Overdue()).Order());
        await app.Office().ServiceOrders.DeliverOrderAsync(new() { RequestId = NewId(), Id = (await Of(served))!.Id, Minutes = 60 });
        Assert.Equal([forgotten.ToString()], await Overdue());
        app.Clock.Advance(TimeSpan.FromDays(12));
        Assert.Equal(ServiceOrderState.Ordered, (await Of(forgotten))!.State);
        app.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromHours(1));
        await Passes(forgotten, ServiceOrderState.Lapsed);
        Assert.Single(await app.Events("ServiceOrderLapsed"), e => e.Contains(forgotten.ToString(), StringComparison.Ordinal));
        await Refused(StatusCode.FailedPrecondition, "SERVICE_ORDER_STATE", () => app.Office().ServiceOrders.DeliverOrderAsync(new() { Id = order.Id, Minutes = 60 }));
        await Eventually(next, ServiceOrderState.Ordered, contract.Id);
        Assert.Equal(2, await OrdersOf(contract));
        // Sent back as late as that, it has the same time again.
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Clerk().ServiceOrders.AcceptOrderAsync(new() { RequestId = NewId(), Id = (await Of(served))!.Id, ReturnReason = "服务时长不足" });
        app.Clock.Advance(TimeSpan.FromDays(13));
        Assert.Equal(ServiceOrderState.Ordered, (await Of(served))!.State);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Passes(served, ServiceOrderState.Lapsed);
    }

    [Fact]
    public async Task What_a_suspended_or_listed_organisation_had_is_ordered_from_another_or_waits_for_it_to_work_again()
    {
        const string service = "professional-taken-back";
        var first = await app.Running(service: service, capacity: 3);
        var (one, two, over) = (await Raised(service, 20, 25), await Raised(service, 20, 25), await Raised(service, 1, 2));
        foreach (var need in new[] { one, two, over }) await Eventually(need, ServiceOrderState.Ordered, first.Id);
        var second = await app.Running(service: service, capacity: 1);
        await Suspended(first);
        // One has a place elsewhere, the other waits; what should have been served by now may still be reported.
        string[] Contracts(params ServiceOrder?[] orders) => [.. orders.Select(o => o!.ContractId).Order(StringComparer.Ordinal)];
        await EventuallyAsync("both are taken back", async () => Contracts(await Of(one), await Of(two)), all => all.SequenceEqual(["", second.Id]));
        Assert.Equal((ServiceOrderState.Ordered, first.Id), ((await Of(over))!.State, (await Of(over))!.ContractId));
        Assert.Equal((1, 1), (await OrdersOf(first), await OrdersOf(second)));
        await app.Listed(await app.Office().Organizations.GetOrganizationAsync(new() { Id = second.OrganizationId }));
        foreach (var need in new[] { one, two }) await Eventually(need, ServiceOrderState.Waiting);
        Assert.Equal(0, await OrdersOf(second));
        await Resumed(first);
        foreach (var need in new[] { one, two }) await Eventually(need, ServiceOrderState.Ordered, first.Id);
        Assert.Equal(3, await OrdersOf(first));
        Assert.Equal(ServiceOrderState.Delivered, (await app.Office().ServiceOrders.DeliverOrderAsync(new() { RequestId = NewId(), Id = (await Of(over))!.Id, Minutes = 60 })).State);
    }

    [Fact]
    public async Task What_an_organisation_had_that_was_deregistered_after_its_contract_is_ordered_from_another()
    {
        const string service = "professional-left";
        var first = await app.Running(service: service);
        var need = await Raised(service, 20, 25);
        await Eventually(need, ServiceOrderState.Ordered, first.Id);
        var second = await app.Running(service: service);
        // As if all that was agreed were accepted and paid.
        await app.QueryAll<int>("update contracts set state = 3 where id = $1", Guid.Parse(first.Id));
        await app.Shows(await app.Office().Organizations.GetOrganizationAsync(new() { Id = first.OrganizationId }), PaperKind.Liquidation);
        await app.Office().Organizations.DeregisterOrganizationAsync(new() { RequestId = NewId(), Id = first.OrganizationId, Reason = "全体成员决定解散" });
        await Eventually(need, ServiceOrderState.Ordered, second.Id);
    }

    [Fact]
    public async Task What_is_sent_back_to_an_organisation_that_may_not_work_is_ordered_from_another()
    {
        const string service = "professional-sent-on";
        var first = await app.Running(service: service);
        var need = await Raised(service, 1, 25);
        var order = (await Eventually(need, ServiceOrderState.Ordered, first.Id))!;
        var second = await app.Running(service: service);
        await app.Office().ServiceOrders.DeliverOrderAsync(new() { RequestId = NewId(), Id = order.Id, Minutes = 60 });
        await Suspended(first);
        Assert.Equal(ServiceOrderState.Waiting, (await app.Clerk().ServiceOrders.AcceptOrderAsync(new() { RequestId = NewId(), Id = order.Id, ReturnReason = "服务时长不足" })).State);
        await Eventually(need, ServiceOrderState.Ordered, second.Id);
        // The room that it took is free again.
        Assert.Equal((0, 1), ((await app.Office().Contracts.GetContractAsync(new() { Id = first.Id })).OrderCount, (await app.Office().Contracts.GetContractAsync(new() { Id = second.Id })).OrderCount));
    }

    [Fact]
    public async Task A_need_that_is_raised_while_its_organisation_is_being_listed_waits_for_that_and_is_not_ordered_from_it()
    {
        const string service = "professional-at-once";
        var contract = await app.Running(service: service);
        var listing = await app.Proposed(await app.Office().Organizations.GetOrganizationAsync(new() { Id = contract.OrganizationId }));
        await using var other = new NpgsqlConnection(app.Database + ";Pooling=false");
        await other.OpenAsync();
        await using var deciding = await other.BeginTransactionAsync();
        // As whoever lists it, who has not committed.
        var key = $"hashtextextended('socialorgs.blacklist:{contract.OrganizationId}', 0)";
        await new NpgsqlCommand($"select pg_advisory_xact_lock({key}); update blacklistings set state = 2 where id = '{listing.Id}'", other, deciding).ExecuteNonQueryAsync();
        var need = await Raised(service, 1, 2);
        await EventuallyAsync("it waits for whoever lists", () => app.Query<bool>($"select exists (select from pg_locks where locktype = 'advisory' and not granted and (classid::bigint << 32 | objid::bigint) = {key} and database = (select oid from pg_database where datname = current_database()))"));
        await deciding.CommitAsync();
        await Eventually(need, ServiceOrderState.Waiting);
    }

    [Fact]
    public async Task However_much_waits_for_other_times_and_places_hides_nothing_that_a_contract_serves()
    {
        const string service = "professional-hidden";
        var contract = await app.Running(service: service, capacity: 700);
        await Suspended(contract);
        var now = app.Clock.GetUtcNow();
        // All of them are older.
        await app.QueryAll<int>(Insert, SmallMap.Community, service, now.AddDays(700), now.AddDays(701), 1_100);
        await app.QueryAll<int>(Insert, SmallMap.NextCounty, service, now.AddDays(10), now.AddDays(11), 1_100);
        await app.QueryAll<int>(Insert, SmallMap.Community, service, now.AddDays(10), now.AddDays(11), 600);
        // What the id begins with is the time: raised last.
        await app.QueryAll<int>("update service_orders set id = ('00000000' || substr(id::text, 9))::uuid where service_code = $1", service);
        var need = await Raised(service, 10, 11);
        await EventuallyAsync("it waits", () => app.Query<bool>("select exists (select from service_orders where need_id = $1 and state = 1)", need));
        await Resumed(contract);
        await EventuallyAsync("it is ordered", () => app.Query<bool>("select exists (select from service_orders where need_id = $1 and state = 2)", need));
        Assert.Equal(601, await OrdersOf(contract));
        // They are in the way of nobody else's lists.
        await app.QueryAll<int>("delete from service_orders where service_code = $1 and need_id <> $2", service, need);
    }
}
