using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

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
}
