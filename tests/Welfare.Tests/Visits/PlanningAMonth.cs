using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.People;

namespace Governance.Welfare.Tests.Visits;

public sealed class PlanningAMonth(WelfareApp app) : IClassFixture<WelfareApp>
{
    private Task MonthPlanned(string month) => EventuallyAsync($"{month} is planned", async () =>
        await app.Query<long>("select count(*) from visit_months where month = $1", DateOnly.Parse(month, null)) == await app.Query<long>("select count(*) from divisions where length(code) = 6"));

    [Fact]
    public async Task A_month_is_planned_once_though_it_is_planned_again_and_goes_on_where_it_was_killed()
    {
        const string home = "510105002003";
        await MonthPlanned("2026-03-01");
        var (hardship, left, low) = (await app.New(home: home), await app.New(app.Unknown(home)), await app.New(app.Child(home)));
        await app.Supervisor("510105").Assessments.RecordAssessmentAsync(app.Risk(low, 2));
        app.StartReplica();
        app.Clock.Advance(TimeSpan.FromDays(17));
        await MonthPlanned("2026-04-01");
        const string April = "select coalesce(string_agg(person_id || ' ' || due_on, ',' order by person_id, due_on), '') from visits where due_on between '2026-04-01' and '2026-04-30' and state = 1";
        var planned = await app.Query<string>(April);
        Assert.Single(await app.QueryAll<DateOnly>("select due_on from visits where person_id = $1 and due_on between '2026-04-01' and '2026-04-30'", Guid.Parse(hardship.Id)));
        Assert.Equal(0, await app.Query<long>("select count(*) from visits where person_id = $1", Guid.Parse(left.Id)));
        var inQuarter = await app.Query<long>("select count(*) from (select 1) o where (get_byte(uuid_send($1::uuid), 14) * 256 + get_byte(uuid_send($1::uuid), 15)) / 28 % 3 = 1", Guid.Parse(low.Id));
        Assert.Equal(inQuarter, await app.Query<long>("select count(*) from visits where person_id = $1 and due_on between '2026-04-01' and '2026-04-30'", Guid.Parse(low.Id)));

        // Killed in the midst: a county's transaction left nothing, the others stand.
        await app.QueryAll<int>("delete from visits where due_on >= '2026-04-01' and area like '510105%' returning 1");
        await app.QueryAll<int>("delete from visit_months where month = '2026-04-01' and county = '510105' returning 1");
        Assert.NotEqual(planned, await app.Query<string>(April));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await EventuallyAsync("it went on", async () => await app.Query<string>(April) == planned);
        // Again, although everything is there: the days are the same ones.
        await app.QueryAll<int>("delete from visit_months where month = '2026-04-01' returning 1");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await MonthPlanned("2026-04-01");
        Assert.Equal(planned, await app.Query<string>(April));
    }
}
