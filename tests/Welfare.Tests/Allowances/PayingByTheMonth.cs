using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Allowances;

public sealed class PayingByTheMonth(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string County = "510104", Next = "510105";

    [Fact]
    public async Task A_list_is_the_sum_of_its_payments_from_drawn_to_paid()
    {
        await FreshAsync();
        await app.PaysAtOnce(County);
        var (one, two) = (await app.Granted(await app.Disabled()), await app.Granted(await app.Disabled(grade: 2)));
        var list = await app.Draws(County, subject: "drawer");
        Assert.Equal((PayListState.Drawn, 2, 15_000L), (list.State, list.PaymentCount, list.TotalFen));
        // Who becomes due is added; who is on it stays once.
        var late = await app.Granted(await app.Disabled());
        var again = await app.Draws(County, subject: "drawer");
        Assert.Equal((list.Id, 3, 25_000L), (again.Id, again.PaymentCount, again.TotalFen));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Supervisor().PayLists.ApprovePayListAsync(new() { Id = list.Id, Etag = list.Etag }));
        await Refused(StatusCode.PermissionDenied, "OWN_APPROVAL", () => app.Supervisor(subject: "drawer").PayLists.ApprovePayListAsync(new() { Id = list.Id }));
        await Refused(StatusCode.FailedPrecondition, "PAY_LIST_NOT_APPROVED", () => app.Supervisor().PayLists.RecordPaymentsAsync(new() { Id = list.Id, PayDate = app.Day(), Voucher = "2026-0001" }));
        var approved = await app.Supervisor(subject: "chief").PayLists.ApprovePayListAsync(new() { RequestId = NewId(), Id = list.Id, Etag = again.Etag });
        Assert.Equal((PayListState.Approved, "chief"), (approved.State, approved.ApprovedBy));
        await Refused(StatusCode.FailedPrecondition, "PAY_LIST_CLOSED", () => app.Supervisor().PayLists.DrawPayListAsync(new() { DivisionCode = County, Month = app.Month() }));
        Assert.Contains("\"totalFen\":25000", Assert.Single(await app.Events("PayListApproved"), e => e.Contains(list.Id, StringComparison.Ordinal)), StringComparison.Ordinal);

        await Refused(StatusCode.NotFound, "PAYMENT_NOT_FOUND", () => app.Supervisor().PayLists.RecordPaymentsAsync(new() { Id = list.Id, PayDate = app.Day(), Voucher = "2026-0001", Returned = { new PaymentKey { AllowanceId = NewId(), Month = app.Month() } } }));
        var paid = await app.Supervisor().PayLists.RecordPaymentsAsync(new() { RequestId = NewId(), Id = list.Id, PayDate = app.Day(), Voucher = "2026-0001", Returned = { new PaymentKey { AllowanceId = two.Id, Month = app.Month() } } });
        Assert.Equal((PayListState.Paid, 20_000L, "2026-0001"), (paid.State, paid.PaidFen, paid.Voucher));
        var payments = await app.Payments(paid);
        Assert.Equal(new[] { one.Id, two.Id, late.Id }.Order(), payments.Select(p => p.AllowanceId).Order());
        Assert.Equal(PaymentState.Returned, payments.Single(p => p.AllowanceId == two.Id).State);
        Assert.All(payments, p => Assert.Equal("陈**", p.NameMasked));
        var key = new PaymentKey { AllowanceId = two.Id, Month = app.Month() };
        Assert.Equal(25_000, (await app.Supervisor().PayLists.RepayAllowanceAsync(new() { RequestId = NewId(), Id = list.Id, Payment = key, PayDate = app.Day() })).PaidFen);
        await Refused(StatusCode.NotFound, "PAYMENT_NOT_FOUND", () => app.Supervisor().PayLists.RepayAllowanceAsync(new() { RequestId = NewId(), Id = list.Id, Payment = key, PayDate = app.Day() }));
        Assert.Equal([list.Id], (await app.Supervisor().PayLists.ListPayListsAsync(new() { DivisionCode = County })).PayLists.Select(l => l.Id));
        await WrongFields(() => app.Supervisor().PayLists.DrawPayListAsync(new() { DivisionCode = "5101", Month = "2099-01" }), "division_code", "month");
        await WrongFields(() => app.Supervisor().PayLists.RecordPaymentsAsync(new() { Id = list.Id, PayDate = app.Day(1), Returned = { new PaymentKey() } }), "pay_date", "voucher", "returned[0].allowance_id", "returned[0].month");
        await app.Adds();
    }

    [Fact]
    public async Task Drawn_by_many_at_once_while_others_are_ended_everybody_is_paid_once_and_no_later_month()
    {
        await FreshAsync();
        await app.PaysAtOnce(County);
        var all = new List<Allowance>();
        for (var i = 0; i < 6; i++) all.Add(await app.Granted(await app.Disabled()));
        app.Clock.Advance(TimeSpan.FromDays(62));
        var stopOn = app.Day(-40);
        await Task.WhenAll(
        [
            .. Enumerable.Range(0, 6).Select(n => Tried(async () => await app.Draws(County, -(n % 3)))),
            .. all.Take(2).Select(a => Tried(async () => await app.Worker().Allowances.StopAllowanceAsync(new() { RequestId = NewId(), Id = a.Id, Ground = StopGround.Died, Date = stopOn }))),
        ]);
        foreach (var from in new[] { -2, -1, 0 }) await app.Draws(County, from);
        await app.Adds();
        Assert.Equal(4 * 3 + 2 * await MonthsUntil(stopOn, all[0].FirstMonth), await app.Query<long>("select count(*) from allowance_payments where allowance_id = any ($1)", all.Select(a => Guid.Parse(a.Id)).ToArray()));

        static async Task Tried(Func<Task> act)
        {
            // A version that somebody else has raised: whoever is refused draws again.
            try { await act(); }
            catch (RpcException e) { Assert.Equal("ETAG_MISMATCH", Read(e).Reason); }
        }

        Task<int> MonthsUntil(string day, string first) => app.Query<int>("select ((extract(year from $1::date) - extract(year from $2::date)) * 12 + extract(month from $1::date) - extract(month from $2::date) + 1)::int", day, first + "-01");
    }

    [Fact]
    public async Task Arrears_come_on_the_next_list_at_the_rate_of_their_month()
    {
        await FreshAsync();
        await app.PaysAtOnce(County, fen: 7_000, from: -13);
        var allowance = await app.Granted(await app.Disabled());
        app.Clock.Advance(TimeSpan.FromDays(62));
        await app.PaysAtOnce(County, fen: 9_000, from: 0);
        var list = await app.Draws(County);
        Assert.Equal([(app.Month(-2), 7_000L), (app.Month(-1), 7_000L), (app.Month(), 9_000L)], (await app.Payments(list)).Select(p => (p.Month, p.AmountFen)));
        // The month before has nothing left to pay.
        Assert.Equal(0, (await app.Draws(County, -1)).PaymentCount);
        Assert.Equal(allowance.Id, (await app.Payments(list))[0].AllowanceId);
        await app.Adds();
    }

    [Fact]
    public async Task It_stops_on_death_and_what_was_paid_beyond_is_told()
    {
        await FreshAsync();
        await app.PaysAtOnce(County);
        var allowance = await app.Granted(await app.Disabled());
        await Refused(StatusCode.FailedPrecondition, "ALLOWANCE_STATE_FORBIDS", async () => await app.Worker().Allowances.StopAllowanceAsync(new() { Id = (await app.Worker().Allowances.ApplyForAllowanceAsync(Pay.Application(await app.Disabled()))).Id, Ground = StopGround.Died, Date = app.Day() }));
        app.Clock.Advance(TimeSpan.FromDays(62));
        var earlier = await app.Draws(County, -1);
        await app.Supervisor().PayLists.ApprovePayListAsync(new() { RequestId = NewId(), Id = earlier.Id });
        await app.Supervisor().PayLists.RecordPaymentsAsync(new() { RequestId = NewId(), Id = earlier.Id, PayDate = app.Day(), Voucher = "2026-0002" });
        var open = await app.Draws(County);
        Assert.Equal(1, open.PaymentCount);
        await WrongFields(() => app.Worker().Allowances.StopAllowanceAsync(new() { Id = allowance.Id, Date = app.Day(1) }), "ground", "date");
        var died = app.Day(-61);
        var stopped = await app.Worker().Allowances.StopAllowanceAsync(new() { RequestId = NewId(), Id = allowance.Id, Ground = StopGround.Died, Date = died });
        Assert.Equal((AllowanceState.Stopped, StopGround.Died, died[..7]), (stopped.State, stopped.StopGround, stopped.LastMonth));
        Assert.Equal((await app.Payments(earlier)).Where(p => string.CompareOrdinal(p.Month, died) > 0).Sum(p => p.AmountFen), stopped.OverpaidFen);
        Assert.True(stopped.OverpaidFen > 0);
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.Supervisor().PayLists.ApprovePayListAsync(new() { Id = open.Id, Etag = open.Etag }));
        Assert.Equal((0, 0L), (await app.Draws(County)) is var drawn ? (drawn.PaymentCount, drawn.TotalFen) : default);
        Assert.Single(await app.Events("AllowanceStopped"), e => e.Contains(allowance.Id, StringComparison.Ordinal));
        await app.Adds();
    }

    [Fact]
    public async Task Who_moves_or_meets_the_rule_no_longer_is_found_when_a_list_is_drawn_and_no_two_counties_pay()
    {
        await FreshAsync();
        await app.PaysAtOnce(County);
        await app.PaysAtOnce(Next);
        var (mover, changer, near) = (await app.Disabled(), await app.Disabled(), await app.Disabled());
        var (moved, changed, stays) = (await app.Granted(mover), await app.Granted(changer), await app.Granted(near));
        await app.Draws(County);
        var city = app.Supervisor("5101");
        await city.People.UpdatePersonAsync(new() { RequestId = NewId(), Id = mover.Id, DivisionCode = SmallMap.NextCounty, UpdateMask = new() { Paths = { "division_code" } } });
        await city.People.UpdatePersonAsync(new() { RequestId = NewId(), Id = near.Id, DivisionCode = SmallMap.OtherTown, UpdateMask = new() { Paths = { "division_code" } } });
        await city.People.UpdatePersonAsync(new() { RequestId = NewId(), Id = changer.Id, Disabilities = { new Disability { Kind = DisabilityKind.Physical, Grade = 4 } }, UpdateMask = new() { Paths = { "disabilities" } } });
        // Both counties draw at once; the new one while the old one still runs is told to wait.
        app.Clock.Advance(TimeSpan.FromDays(31));
        await Refused(StatusCode.AlreadyExists, "ALLOWANCE_RUNS", () => app.Supervisor(Next).Allowances.ApplyForAllowanceAsync(Pay.Application(mover)));
        await app.Draws(County);
        async Task<Allowance> Now(string id) => await city.Allowances.GetAllowanceAsync(new() { Id = id, Purpose = ReadPurpose.Allowance });
        Assert.Equal((AllowanceState.Stopped, StopGround.Moved, app.Month(-1)), await Now(moved.Id) is var m ? (m.State, m.StopGround, m.LastMonth) : default);
        Assert.Equal((AllowanceState.Stopped, StopGround.Changed), await Now(changed.Id) is var c ? (c.State, c.StopGround) : default);
        Assert.Equal((AllowanceState.Approved, SmallMap.OtherTown), await Now(stays.Id) is var s ? (s.State, s.DivisionCode) : default);
        var there = await app.Granted(await city.People.GetPersonAsync(new() { Id = mover.Id, Purpose = ReadPurpose.Allowance }));
        await Task.WhenAll(app.Draws(County), app.Draws(Next), app.Draws(County, -1), app.Draws(Next, -1));
        Assert.Equal([moved.Id, there.Id], (await app.QueryAll<Guid>("select allowance_id from allowance_payments where person_id = $1 order by month", Guid.Parse(mover.Id))).Select(i => i.ToString()));
        await app.Adds();
    }

    [Fact]
    public async Task Doubles_that_were_merged_are_paid_as_one()
    {
        await FreshAsync();
        await app.PaysAtOnce(County);
        var (kept, twin) = (await app.Disabled(), await app.Disabled(numbered: false));
        var (one, other) = (await app.Granted(kept), await app.Granted(twin));
        await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });
        var list = await app.Draws(County);
        Assert.Equal((1, 10_000L), (list.PaymentCount, list.TotalFen));
        Assert.Contains((await app.Payments(list))[0].AllowanceId, new[] { one.Id, other.Id });
        Assert.Equal(kept.Id, (await app.Payments(list))[0].PersonId);
        await Refused(StatusCode.AlreadyExists, "ALLOWANCE_RUNS", () => app.Worker().Allowances.ApplyForAllowanceAsync(Pay.Application(kept)));
    }

    [Fact]
    public async Task A_sealed_record_is_paid_without_being_shown()
    {
        await FreshAsync();
        await app.PaysAtOnce(County);
        var person = await app.Disabled();
        await app.Granted(person);
        await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = person.Id, Reason = "本人申请封存" });
        var list = await app.Draws(County);
        Assert.Equal(1, list.PaymentCount);
        Assert.Equal(person.Id, Assert.Single(await app.Payments(list)).PersonId);
        await app.QueryAll<int>("update people set state = 1 where id = $1", Guid.Parse(person.Id));
    }

    // Every scenario has the county for itself: what the ones before left is taken away, and the clock goes on by a year.
    private async Task FreshAsync()
    {
        await app.QueryAll<int>("delete from allowance_payments");
        await app.QueryAll<int>("delete from pay_lists");
        await app.QueryAll<int>("update allowances set state = 5 where state <> 6");
        await app.QueryAll<int>("update allowances set until = since where state = 6");
        await app.QueryAll<int>("delete from allowance_rules where area <> '51'");
        app.Clock.Advance(TimeSpan.FromDays(400));
    }
}
