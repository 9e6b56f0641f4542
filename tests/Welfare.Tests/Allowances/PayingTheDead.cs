using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Allowances;

public sealed class PayingTheDead(WelfareApp app) : IClassFixture<WelfareApp>
{
    private const string County = "510104", Next = "510105";

    private Task<List<string>> Months(Allowance of) => app.QueryAll<string>("select to_char(month, 'YYYY-MM') from allowance_payments where allowance_id = $1 order by 1", Guid.Parse(of.Id));

    [Fact]
    public async Task The_month_of_the_death_is_the_last_that_is_paid_or_as_many_after_it_as_the_rule_of_then_says()
    {
        await app.PaysAtOnce(County);
        var operate = app.As("province-operator", "51");
        AllowanceRule Rule(int after, int from) => new()
        {
            DivisionCode = Next, Kind = AllowanceKind.Nursing, SinceDate = app.Month(from) + "-01", MonthsAfterDeath = after, Amounts = { new DisabilityAmount { Grade = 1, AmountFen = 10_000 } },
        };
        await WrongFields(() => operate.Allowances.SetAllowanceRuleAsync(new() { Rule = Rule(7, -12) }), "rule.months_after_death");
        await operate.Allowances.SetAllowanceRuleAsync(new() { RequestId = NewId(), Rule = Rule(1, -12) });
        var (here, there) = (await app.Disabled(), await app.Disabled(SmallMap.NextCounty));
        var (paid, longer) = (await app.Granted(here), await app.Granted(there));
        var first = app.Month();
        app.Clock.Advance(TimeSpan.FromDays(31));
        // From this month on no month after it is paid: the rule of the month of the death holds.
        await operate.Allowances.SetAllowanceRuleAsync(new() { RequestId = NewId(), Rule = Rule(0, 1) });
        var died = app.Month();
        var early = await app.Draws(County);
        foreach (var person in new[] { here, there }) await app.Supervisor(person.DivisionCode[..6]).People.RecordDeathAsync(new() { RequestId = NewId(), Id = person.Id, DeathDate = app.Day() });
        // Drawn again in the same month: what is on it stays.
        Assert.Equal(early.PaymentCount, (await app.Draws(County)).PaymentCount);
        app.Clock.Advance(TimeSpan.FromDays(31));
        var next = app.Month();
        await app.Draws(County);
        await app.Draws(Next);
        app.Clock.Advance(TimeSpan.FromDays(31));
        await app.Draws(County);
        await app.Draws(Next);
        Assert.Equal([first, died], await Months(paid));
        Assert.Equal([first, died, next], await Months(longer));
        async Task<Allowance> Now(Allowance of) => await app.Supervisor("5101").Allowances.GetAllowanceAsync(new() { Id = of.Id, Purpose = ReadPurpose.Allowance });
        Assert.Equal((StopGround.Died, died, 0L), await Now(paid) is var h ? (h.StopGround, h.LastMonth, h.OverpaidFen) : default);
        Assert.Equal((StopGround.Died, next, 0L), await Now(longer) is var t ? (t.StopGround, t.LastMonth, t.OverpaidFen) : default);

        // Entered by hand, the same rule.
        var late = await app.Granted(await app.Disabled(SmallMap.NextCounty));
        Assert.Equal(app.Month(), (await app.Worker(SmallMap.NextCounty[..9]).Allowances.StopAllowanceAsync(new() { RequestId = NewId(), Id = late.Id, Ground = StopGround.Died, Date = app.Day() })).LastMonth);
        await app.Adds();
    }

    [Fact]
    public async Task A_death_that_is_known_late_takes_off_what_is_on_an_open_list()
    {
        await app.PaysAtOnce(Next, AllowanceKind.Living);
        var person = await app.Disabled(SmallMap.NextCounty);
        var allowance = await app.Granted(person, AllowanceKind.Living);
        app.Clock.Advance(TimeSpan.FromDays(62));
        var open = await app.Draws(Next);
        Assert.Equal(3, (await Months(allowance)).Count);
        await app.Supervisor(Next).People.RecordDeathAsync(new() { RequestId = NewId(), Id = person.Id, DeathDate = app.Day(-62) });
        var again = await app.Draws(Next);
        Assert.Equal([app.Month(-2)], await Months(allowance));
        Assert.Equal(open.PaymentCount - 2, again.PaymentCount);
        await app.Adds();
    }

    [Fact]
    public async Task What_was_sent_back_for_a_month_after_the_last_one_is_not_paid_any_more()
    {
        const string home = "510703001003";
        await app.PaysAtOnce(home[..6]);
        var (one, other) = (await app.Disabled(home), await app.Disabled(home));
        var (stopped, dead) = (await app.Granted(one), await app.Granted(other));
        var month = app.Month();
        app.Clock.Advance(TimeSpan.FromDays(62));
        var (died, late) = (app.Day(-62), app.Month());
        PaymentKey Key(Allowance of, string at) => new() { AllowanceId = of.Id, Month = at };
        var list = await app.PaysOut(await app.Draws(home[..6]), Key(stopped, month), Key(stopped, late), Key(dead, late));
        await app.Supervisor(home[..6]).Allowances.StopAllowanceAsync(new() { RequestId = NewId(), Id = stopped.Id, Ground = StopGround.Died, Date = died });
        // Known, but no list was drawn since: the allowance runs still.
        await app.Supervisor(home[..6]).People.RecordDeathAsync(new() { RequestId = NewId(), Id = other.Id, DeathDate = died });
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_NOT_OWED", () => app.Repays(list, Key(stopped, late)));
        await Refused(StatusCode.FailedPrecondition, "PAYMENT_NOT_OWED", () => app.Repays(list, Key(dead, late)));
        // The month of the death is owed to those who are left.
        await app.Repays(list, Key(stopped, month));
        await app.Adds();
    }
}
