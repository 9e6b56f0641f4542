using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Visits;

public sealed class PlanningAnew(WelfareApp app) : IClassFixture<WelfareApp>
{
    private DateOnly Today => DateOnly.Parse(app.Day(), null);

    private DateOnly Month => new(Today.Year, Today.Month, 1);

    private Task MonthPlanned(DateOnly month) => EventuallyAsync($"{month} is planned", async () =>
        await app.Query<long>("select count(*) from visit_months where month = $1", month) == await app.Query<long>("select count(*) from divisions where length(code) = 6"));

    [Fact]
    public async Task Whoever_comes_to_a_county_before_its_month_is_planned_is_visited_in_it()
    {
        await MonthPlanned(Month);
        var child = await app.New(app.Child());
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(child, 30));
        await app.QueryAll<int>("delete from visit_months where county = '510105' and month = $1 returning 1", Month);
        await app.Supervisor("5101").People.UpdatePersonAsync(new() { RequestId = NewId(), Id = child.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.NextCounty });
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await MonthPlanned(Month);
        Assert.Equal(Month.AddMonths(1).DayNumber - Today.DayNumber, await app.Query<long>("select count(*) from visits where person_id = $1 and state = 1 and area = $2 and due_on between $3 and $4",
            Guid.Parse(child.Id), SmallMap.NextCounty, Today, Month.AddMonths(1).AddDays(-1)));
    }

    [Fact]
    public async Task What_is_planned_anew_follows_the_rule_of_its_own_month()
    {
        var next = Month.AddMonths(1);
        await app.As("province-operator", "51").Visits.SetVisitRuleAsync(new() { RequestId = NewId(), Rule = new() { RiskLevel = RiskLevel.Critical, Cadence = VisitCadence.Weekly, SinceDate = next.ToString("yyyy-MM-dd", null) } });
        app.Clock.Advance(TimeSpan.FromDays(20 - Today.Day));
        await MonthPlanned(next);
        var child = await app.New(app.Child());
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(child, 30));
        Assert.InRange(await app.Query<long>("select count(*) from visits where person_id = $1 and state = 1 and due_on >= $2", Guid.Parse(child.Id), next), 4, 5);
        Assert.Equal(next.DayNumber - Today.DayNumber - 1, await app.Query<long>("select count(*) from visits where person_id = $1 and state = 1 and due_on < $2", Guid.Parse(child.Id), next));
    }
}
