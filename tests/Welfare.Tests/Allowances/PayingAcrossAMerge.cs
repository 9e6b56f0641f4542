using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Allowances;

public sealed class PayingAcrossAMerge(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task A_month_that_the_double_was_paid_is_not_paid_again()
    {
        const string county = "510104";
        await app.PaysAtOnce(county);
        var (kept, twin) = (await app.Disabled(), await app.Disabled(numbered: false));
        var first = await app.Granted(twin);
        await app.Draws(county);
        await app.Worker().Allowances.StopAllowanceAsync(new() { RequestId = NewId(), Id = first.Id, Ground = StopGround.Renounced, Date = app.Day() });
        await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });
        var second = await app.Granted(kept);
        Assert.Equal(first.FirstMonth, second.FirstMonth);
        await app.Draws(county);
        Assert.Equal([first.Id], (await app.QueryAll<Guid>("select allowance_id from allowance_payments where person_id = any ($1)", new[] { Guid.Parse(kept.Id), Guid.Parse(twin.Id) })).Select(i => i.ToString()));
        // The next month is theirs.
        app.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Contains(second.Id, (await app.Payments(await app.Draws(county))).Select(p => p.AllowanceId));
        await app.Adds();
    }

    [Fact]
    public async Task What_was_sent_back_of_one_record_is_not_paid_to_whom_it_was_paid_under_the_other()
    {
        const string home = SmallMap.NextCounty;
        await app.PaysAtOnce(home[..6]);
        async Task<(Person Kept, Person Twin, PaymentKey Own, PaymentKey Doubles)> Pair()
        {
            var (kept, twin) = (await app.Disabled(home), await app.Disabled(home, numbered: false));
            PaymentKey Key(Allowance of) => new() { AllowanceId = of.Id, Month = app.Month() };
            return (kept, twin, Key(await app.Granted(kept)), Key(await app.Granted(twin)));
        }
        async Task Merge(Person kept, Person twin) => await app.Supervisor(home[..6]).People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });
        async Task<string> Repaid(PayList of, PaymentKey payment)
        {
            try
            {
                await app.Repays(of, payment);
                return "paid";
            }
            catch (RpcException e) { return Read(e).Reason; }
        }
        var (one, both) = (await Pair(), await Pair());
        var list = await app.PaysOut(await app.Draws(home[..6]), one.Doubles, both.Own, both.Doubles);
        await Merge(one.Kept, one.Twin);
        await Merge(both.Kept, both.Twin);
        Assert.Equal("PAYMENT_NOT_OWED", await Repaid(list, one.Doubles));
        // Of two that were sent back one reaches the person, whichever is told of first.
        var outcomes = await Task.WhenAll(Repaid(list, both.Own), Repaid(list, both.Doubles));
        Assert.Equal(["PAYMENT_NOT_OWED", "paid"], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal(2, await app.Query<long>("select count(*) from allowance_payments where pay_list_id = $1 and state = 2", Guid.Parse(list.Id)));
        await app.Adds();
    }
}
