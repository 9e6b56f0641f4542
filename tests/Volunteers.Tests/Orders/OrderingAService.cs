using Governance.Volunteers.Tests.Activities;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Orders;

[Collection(WithBroker.Name)]
public sealed class OrderingAService(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task From_placed_to_settled_minutes_are_held_spent_and_earned_and_nobody_types_a_record()
    {
        var (me, mine) = await Saver("orderer", 4);
        var (server, serving) = await Resident("server");
        var placed = await me.Orders.PlaceOrderAsync(Wanted(mine, 120));
        Assert.Equal((OrderState.Placed, "母亲"), (placed.State, placed.Relation));
        Assert.Equal(120, await Balance(mine));
        var hold = await Balance("00000000-0000-7000-8004-000000510104");
        // Held is held: what is left does not pay for a second one of the same length and more.
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_TIME", () => me.Orders.PlaceOrderAsync(Wanted(mine, 150)));
        await Refused(StatusCode.NotFound, "ORDER_NOT_FOUND", () => server.Orders.GetOrderAsync(new() { Id = placed.Id }));
        await Refused(StatusCode.FailedPrecondition, "SERVES_THEMSELVES", () => app.Town().Orders.MatchOrderAsync(new() { RequestId = NewId(), Id = placed.Id, VolunteerId = mine }));
        await app.Town().Orders.MatchOrderAsync(new() { RequestId = NewId(), Id = placed.Id, VolunteerId = serving });
        Assert.Equal(OrderState.Matched, (await server.Orders.GetOrderAsync(new() { Id = placed.Id })).State);

        await Refused(StatusCode.PermissionDenied, "NOT_THE_SERVER", () => me.Orders.ServeOrderAsync(new() { RequestId = NewId(), Id = placed.Id, StartTime = app.In(-5), Minutes = 90 }));
        await WrongFields(() => server.Orders.ServeOrderAsync(new() { RequestId = NewId(), Id = placed.Id, StartTime = app.In(-5), Minutes = 150 }), "minutes");
        var served = await server.Orders.ServeOrderAsync(new() { RequestId = NewId(), Id = placed.Id, StartTime = app.In(-5), Minutes = 90 });
        Assert.Equal(app.Clock.GetUtcNow().AddDays(7), served.ConfirmByTime.ToDateTimeOffset());
        await Refused(StatusCode.PermissionDenied, "NOT_THE_ORDERER", () => server.Orders.ConfirmOrderAsync(new() { RequestId = NewId(), Id = placed.Id }));
        var confirm = new ConfirmOrderRequest { RequestId = NewId(), Id = placed.Id };
        Assert.Equal(await me.Orders.ConfirmOrderAsync(confirm), await me.Orders.ConfirmOrderAsync(confirm));

        await EventuallyAsync("it is settled", async () => (await me.Orders.GetOrderAsync(new() { Id = placed.Id })).State, s => s == OrderState.Settled);
        await EventuallyAsync("it is earned", () => Balance(serving), b => b == 90);
        Assert.Equal((150, hold - 120), (await Balance(mine), await Balance("00000000-0000-7000-8004-000000510104")));
        Assert.Equal(0, await app.Query<long>("select sum(balance)::bigint from accounts"));
        var record = Assert.Single((await app.Town().Records.ListRecordsAsync(new() { VolunteerId = serving })).Records);
        Assert.Equal((90, "elderly-care"), (record.Minutes, record.Kind));
        // Its own alone: what other scenarios settle comes in between.
        Assert.Equal(["Hold", "Release"], await app.QueryAll<string>("select case kind when 6 then 'Hold' when 7 then 'Release' end from postings where kind in (4, 6, 7) and $1 in (from_id, to_id) order by kind", Guid.Parse(mine)));
        Assert.Equal(1, await app.Query<long>("select count(*) from postings where kind = 4 and minutes = 90 and area = $1", SmallMap.Community));
        var posting = (await me.TimeBank.ListPostingsAsync(new() { AccountId = mine })).Postings.First(p => p.Kind == PostingKind.Hold);
        await Refused(StatusCode.FailedPrecondition, "POSTING_OF_AN_ORDER", () => app.County().TimeBank.ReversePostingAsync(new() { RequestId = NewId(), Id = posting.Id, Reason = "试着冲正" }));
        Assert.True((await me.TimeBank.ProveBalanceAsync(new() { AccountId = mine })).Proven);
        Assert.Equal(["Placed", "Matched", "Served", "Confirmed", "Settled"], await app.QueryAll<string>("select payload ->> 'state' from events where aggregate_id = $1 order by sequence", Guid.Parse(placed.Id)));
    }

    [Fact]
    public async Task What_is_called_off_goes_back_once_whoever_asks_at_the_same_time()
    {
        var (me, mine) = await Saver("withdraws", 2);
        var order = await me.Orders.PlaceOrderAsync(Wanted(mine, 120));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try { return (await me.Orders.WithdrawOrderAsync(new() { RequestId = NewId(), Id = order.Id })).State.ToString(); }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(outcomes, o => o == "Withdrawn");
        await EventuallyAsync("it is back", () => Balance(mine), b => b == 120);
        Assert.Equal(1, await app.Query<long>("select count(*) from postings where kind = 7 and to_id = $1", Guid.Parse(mine)));
        await Refused(StatusCode.FailedPrecondition, "ORDER_STATE_FORBIDS", () => me.Orders.WithdrawOrderAsync(new() { RequestId = NewId(), Id = order.Id }));
    }

    [Fact]
    public async Task A_dispute_is_decided_and_silence_confirms()
    {
        var (me, mine) = await Saver("disputes", 4);
        var (server, serving) = await Resident("disputed");
        async Task<Order> Served(double back)
        {
            var order = await me.Orders.PlaceOrderAsync(Wanted(mine, 60));
            await app.Town().Orders.MatchOrderAsync(new() { RequestId = NewId(), Id = order.Id, VolunteerId = serving });
            return await server.Orders.ServeOrderAsync(new() { RequestId = NewId(), Id = order.Id, StartTime = app.In(back), Minutes = 60 });
        }
        var disputed = await Served(-10);
        await me.Orders.DisputeOrderAsync(new() { RequestId = NewId(), Id = disputed.Id, Reason = "只来了半小时" });
        await Refused(StatusCode.FailedPrecondition, "ORDER_STATE_FORBIDS", () => me.Orders.ConfirmOrderAsync(new() { RequestId = NewId(), Id = disputed.Id }));
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Town().Orders.DecideOrderAsync(new() { RequestId = NewId(), Id = disputed.Id, Minutes = 30, Reason = "双方认可" }));
        await app.County().Orders.DecideOrderAsync(new() { RequestId = NewId(), Id = disputed.Id, Minutes = 30, Reason = "双方认可" });
        await EventuallyAsync("half an hour is paid", () => Balance(serving), b => b == 30);
        Assert.Equal(210, await Balance(mine));

        var silent = await Served(-8);
        app.Clock.Advance(TimeSpan.FromDays(7));
        await EventuallyAsync("silence has confirmed", async () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(31));
            return (await me.Orders.GetOrderAsync(new() { Id = silent.Id })).State;
        }, s => s == OrderState.Settled);
        await EventuallyAsync("it is paid", () => Balance(serving), b => b == 90);
        Assert.Equal(150, await Balance(mine));
    }

    [Fact]
    public async Task The_rule_of_the_place_says_from_what_age_and_how_long_minutes_last()
    {
        var home = SmallMap.Rows.Last(r => r.Code.Length == 12 && r.Code.StartsWith("510703", StringComparison.Ordinal)).Code;
        var county = app.As("county-centre", "510703");
        // Of this one community, so that no other scenario meets the rule.
        await county.TimeBank.SetTimeRuleAsync(new() { RequestId = NewId(), Rule = new TimeRule { DivisionCode = home, Percent = 100, RedeemAge = 60, ExpireMonths = 12 } });
        var (young, old) = (await app.NewVolunteer(home), (await county.Registrations.RegisterVolunteerAsync(People.ToRegister(VolunteersApp.NewNumber("19550102"), home))).Id);
        foreach (var id in (string[])[young.Id, old]) await county.Records.EnterRecordAsync(new() { RequestId = NewId(), VolunteerId = id, DivisionCode = home, Kind = "general", StartTime = app.In(-30), EndTime = app.In(-28) });
        foreach (var id in (string[])[young.Id, old]) await EventuallyAsync("it is earned", () => Balance(id), b => b == 120);
        PlaceOrderRequest By(string id) => new() { RequestId = NewId(), AccountId = id, DivisionCode = home, Kind = "general", StartTime = app.In(1), Minutes = 30 };
        var told = await Refused(StatusCode.FailedPrecondition, "REDEEM_AGE_NOT_REACHED", () => county.Orders.PlaceOrderAsync(By(young.Id)));
        Assert.Equal("60", told.Facts["redeem_age"]);
        var order = await county.Orders.PlaceOrderAsync(By(old));

        // Thirteen months later what was not spent is gone, once; what is held is not.
        app.Clock.Advance(TimeSpan.FromDays(400));
        foreach (var (id, left) in ((string, long)[])[(young.Id, 0), (old, 0)])
            await EventuallyAsync("it has expired", () => { app.Clock.Advance(TimeSpan.FromMinutes(11)); return Balance(id); }, b => b == left);
        Assert.Equal([90L, 120], await app.QueryAll<long>("select minutes from postings where kind = 8 and from_id = any ($1) order by minutes", new[] { Guid.Parse(young.Id), Guid.Parse(old) }));
        await county.Orders.WithdrawOrderAsync(new() { RequestId = NewId(), Id = order.Id });
        await EventuallyAsync("what was held is back", () => Balance(old), b => b == 30);
        Assert.Equal(0, await app.Query<long>("select sum(balance)::bigint from accounts"));
        await WrongFields(() => county.Orders.PlaceOrderAsync(new() { AccountId = "x", DivisionCode = "1", Kind = "x", Minutes = 31 }), "account_id", "division_code", "kind", "minutes", "start_time");
    }

    [Fact]
    public async Task Outside_my_area_an_order_is_not_found()
    {
        var (me, mine) = await Saver("hidden-order", 1);
        var order = await me.Orders.PlaceOrderAsync(Wanted(mine, 60));
        await Refused(StatusCode.NotFound, "ORDER_NOT_FOUND", () => app.County("510105").Orders.GetOrderAsync(new() { Id = order.Id }));
        Assert.DoesNotContain((await app.County("510105").Orders.ListOrdersAsync(new())).Orders, o => o.Id == order.Id);
        Assert.Contains((await me.Orders.ListOrdersAsync(new())).Orders, o => o.Id == order.Id);
        await Refused(StatusCode.NotFound, "ACCOUNT_NOT_FOUND", () => app.Town().Orders.PlaceOrderAsync(Wanted("510104", 60)));
        await me.Orders.WithdrawOrderAsync(new() { RequestId = NewId(), Id = order.Id });
    }

    [Fact]
    public async Task Hours_that_cannot_be_entered_as_reported_are_decided_and_the_minutes_stay_held_until_then()
    {
        var (me, mine) = await Saver("clashes", 4);
        var (server, serving) = await Resident("clashing");
        async Task<Order> Confirmed(double back)
        {
            var order = await me.Orders.PlaceOrderAsync(Wanted(mine, 60));
            await app.Town().Orders.MatchOrderAsync(new() { RequestId = NewId(), Id = order.Id, VolunteerId = serving });
            await server.Orders.ServeOrderAsync(new() { RequestId = NewId(), Id = order.Id, StartTime = app.In(back), Minutes = 60 });
            return await me.Orders.ConfirmOrderAsync(new() { RequestId = NewId(), Id = order.Id });
        }
        Task<OrderState> BecomesAsync(Order order, OrderState state) => EventuallyAsync($"it is {state}", async () => (await me.Orders.GetOrderAsync(new() { Id = order.Id })).State, s => s == state);
        await app.County().Records.EnterRecordAsync(new() { RequestId = NewId(), VolunteerId = serving, DivisionCode = SmallMap.Community, Kind = "general", StartTime = app.In(-10), EndTime = app.In(-9) });
        await EventuallyAsync("the record has earned", () => Balance(serving), b => b == 60);

        // Half of it lies in a record of somebody's hand.
        var clash = await Confirmed(-9.5);
        await BecomesAsync(clash, OrderState.Disputed);
        Assert.Equal((180, 60), (await Balance(mine), await Balance(serving)));
        await app.County().Orders.DecideOrderAsync(new() { RequestId = NewId(), Id = clash.Id, Minutes = 0, Reason = "由社区补录余下半小时" });
        await BecomesAsync(clash, OrderState.Settled);
        await EventuallyAsync("it is released", () => Balance(mine), b => b == 240);

        // All of it does: it counts once, and the order is paid.
        await BecomesAsync(await Confirmed(-10), OrderState.Settled);
        Assert.Equal((180, 60), (await Balance(mine), await Balance(serving)));
        Assert.Equal(0, await app.Query<long>("select sum(balance)::bigint from accounts"));
        var old = await me.Orders.PlaceOrderAsync(Wanted(mine, 60));
        await app.Town().Orders.MatchOrderAsync(new() { RequestId = NewId(), Id = old.Id, VolunteerId = serving });
        await WrongFields(() => server.Orders.ServeOrderAsync(new() { RequestId = NewId(), Id = old.Id, StartTime = app.In(-48), Minutes = 60 }), "start_time");
    }

    [Fact]
    public async Task An_order_that_is_sent_again_after_its_start_is_the_same_order()
    {
        var (me, mine) = await Saver("sends-again", 2);
        var request = Wanted(mine, 60);
        var order = await me.Orders.PlaceOrderAsync(request);
        app.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(order, await me.Orders.PlaceOrderAsync(request));
        Assert.Equal(60, await Balance(mine));
        await me.Orders.WithdrawOrderAsync(new() { RequestId = NewId(), Id = order.Id });
    }

    private PlaceOrderRequest Wanted(string account, int minutes) => new()
    {
        RequestId = NewId(), AccountId = account, DivisionCode = SmallMap.Community, Kind = "elderly-care", StartTime = app.In(1), Minutes = minutes, Relation = "母亲", Note = "陪同就医",
    };

    private Task<long> Balance(string account) => app.Query<long>("select coalesce(max(balance), 0)::bigint from accounts where id = $1", Guid.Parse(account));

    private async Task<(VolunteersCaller Caller, string Id)> Resident(string subject)
    {
        var me = app.As("resident", SmallMap.Community, subject: subject);
        return (me, (await me.Registrations.RegisterVolunteerAsync(People.ToRegister())).Id);
    }

    private async Task<(VolunteersCaller Caller, string Id)> Saver(string subject, double hours)
    {
        var (me, id) = await Resident(subject);
        await app.County().Records.EnterRecordAsync(new() { RequestId = NewId(), VolunteerId = id, DivisionCode = SmallMap.Community, Kind = "general", StartTime = app.In(-30), EndTime = app.In(-30 + hours) });
        await EventuallyAsync("it is earned", () => Balance(id), b => b == (long)(hours * 60));
        return (me, id);
    }
}
