using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Visits;

public sealed class OneCountyFails(WelfareApp app) : IClassFixture<WelfareApp>
{
    [Fact]
    public async Task Elsewhere_visits_come_due_and_are_missed_all_the_same()
    {
        await EventuallyAsync("the month is planned", async () => await app.Query<long>("select count(*) from visit_months") >= await app.Query<long>("select count(*) from divisions where length(code) = 6"));
        var (child, away) = (await app.New(app.Child()), await app.New(app.Child(SmallMap.NextCounty)));
        foreach (var person in new[] { child, away }) await app.Supervisor(person.DivisionCode[..6]).Assessments.RecordAssessmentAsync(app.Risk(person, 30));
        await app.QueryAll<int>("create function fails() returns trigger language plpgsql as $$ begin raise exception 'this county cannot be planned'; end $$");
        await app.QueryAll<int>("create trigger fails before insert on visits for each row when (starts_with(new.area, '510105')) execute function fails()");
        await app.QueryAll<int>("delete from visit_months where county = '510105' returning 1");
        app.Clock.Advance(TimeSpan.FromDays(2));
        await EventuallyAsync("one is missed, and today's is told", async () =>
            (await app.Events("VisitMissed")).Any(e => e.Contains(child.Id, StringComparison.Ordinal)) && (await app.Events("VisitDue")).Any(e => e.Contains(child.Id, StringComparison.Ordinal)));
        // Tried again, it is planned as soon as it can be.
        // Not by dropping the trigger: that locks every partition while the clock reads them.
        await app.QueryAll<int>("create or replace function fails() returns trigger language plpgsql as $$ begin return new; end $$");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await EventuallyAsync("it is planned", () => app.Query<bool>("select exists (select from visit_months where county = '510105')"));
    }
}
