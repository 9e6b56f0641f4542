using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.Cases;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Visits;

public sealed class PlanningVisits(WelfareApp app) : IClassFixture<WelfareApp>
{
    // Dropped ones are not among them.
    private async Task<List<DateOnly>> Days(Person person, string from = "2026-03-05", string to = "2026-03-31") =>
        [.. (await app.Supervisor().Visits.ListVisitsAsync(new() { PersonId = person.Id, FromDate = from, ToDate = to, Purpose = ReadPurpose.Visit, PageSize = 500 })).Visits.Select(v => DateOnly.Parse(v.DueDate, null))];

    // From tomorrow on, as the month has it. Other tests here let days go by.
    private List<DateOnly> ToCome()
    {
        var today = DateOnly.Parse(app.Day(), null);
        return [.. Enumerable.Range(1, 31 - today.Day).Select(today.AddDays)];
    }

    private async Task Rate(Person person, int points)
    {
        app.Clock.Advance(TimeSpan.FromMilliseconds(2));
        await app.Worker().Assessments.RecordAssessmentAsync(app.Risk(person, points));
    }

    private Task MonthPlanned(string month) => EventuallyAsync($"{month} is planned", async () =>
        await app.Query<long>("select count(*) from visit_months where month = $1", DateOnly.Parse(month, null)) == await app.Query<long>("select count(*) from divisions where length(code) = 6"));

    [Fact]
    public async Task The_schedule_follows_the_risk_and_a_new_risk_plans_what_is_still_to_come_anew()
    {
        await MonthPlanned("2026-03-01");
        var child = await app.New(app.Child());
        Assert.Empty(await Days(child));
        await Rate(child, 30);
        Assert.Equal(ToCome(), await Days(child));
        await Rate(child, 20);
        var weekly = await Days(child);
        Assert.InRange(weekly.Count, 3, 4);
        Assert.Single(weekly.Select(d => d.DayOfWeek).Distinct());
        await Rate(child, 10);
        Assert.Single(await Days(child));
        await Rate(child, 30);
        Assert.Equal(ToCome(), await Days(child));
        Assert.Equal(ToCome().Count, await app.Query<long>("select count(*) from visits where person_id = $1", Guid.Parse(child.Id)));

        // Sealed: nobody goes there, nobody sees that somebody went.
        await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = child.Id, Reason = "依监护人申请" });
        Assert.Empty(await Days(child));
        await app.Supervisor().People.UnsealPersonAsync(new() { RequestId = NewId(), Id = child.Id, Reason = "依监护人申请" });
        Assert.Equal(ToCome(), await Days(child));
    }

    [Fact]
    public async Task To_the_dead_nobody_goes_not_even_today()
    {
        await MonthPlanned("2026-03-01");
        var child = await app.New(app.Child());
        await Rate(child, 30);
        app.Clock.Advance(TimeSpan.FromDays(1));
        var today = DateOnly.Parse(app.Day(), null);
        Assert.Contains(today, await Days(child));
        await WrongFields(() => app.Worker().People.RecordDeathAsync(new() { Id = child.Id, DeathDate = app.Day(1) }), "death_date");
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => app.Worker("510105002").People.RecordDeathAsync(new() { Id = child.Id, DeathDate = app.Day() }));
        var dead = await app.Worker().People.RecordDeathAsync(new() { RequestId = NewId(), Id = child.Id, DeathDate = app.Day() });
        Assert.Equal(app.Day(), dead.DeathDate);
        Assert.DoesNotContain(await Days(child), d => d >= today);
        await Refused(StatusCode.FailedPrecondition, "PERSON_DIED", () => app.Worker().People.RecordDeathAsync(new() { RequestId = NewId(), Id = child.Id, DeathDate = app.Day() }));
        await Refused(StatusCode.FailedPrecondition, "PERSON_DIED", () => app.Worker().Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = child.Id, Kind = VisitorKind.ChildDirector, Subject = "aunt" }));
        Assert.DoesNotContain((await app.Worker().People.SearchPeopleAsync(new() { Purpose = ReadPurpose.Upkeep, PageSize = 500 })).People, p => p.Id == child.Id);
    }

    [Fact]
    public async Task Of_a_double_nothing_is_planned_any_more_and_its_visits_are_told_with_the_record_that_goes_on()
    {
        await MonthPlanned("2026-03-01");
        var (kept, twin) = (await app.New(app.Child()), await app.New(app.Unknown()));
        await Rate(twin, 30);
        app.Clock.Advance(TimeSpan.FromDays(1));
        var first = (await app.Supervisor().Visits.ListVisitsAsync(new() { PersonId = twin.Id, Purpose = ReadPurpose.Visit })).Visits[0];
        // Told by the clock: whoever writes at the same moment is sent back to read again.
        await EventuallyAsync("its day is told", async () => (await app.Events("VisitDue")).Any(e => e.Contains(first.Id, StringComparison.Ordinal)));
        await app.Worker().Visits.DoVisitAsync(new() { RequestId = NewId(), Id = first.Id, Outcome = VisitOutcome.Well, Findings = "在家" });
        await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "同一人重复建档" });
        Assert.Equal(0, await app.Query<long>("select count(*) from visits where person_id = $1 and state = 1", Guid.Parse(twin.Id)));
        var told = (await app.Supervisor().Visits.ListVisitsAsync(new() { PersonId = kept.Id, Purpose = ReadPurpose.Visit, PageSize = 500 })).Visits;
        Assert.Contains(told, v => v.Id == first.Id && v.State == VisitState.Done);
        // The graver risk of the two is the one that is followed.
        Assert.Contains(told, v => v.PersonId == kept.Id && v.DueDate == app.Day(1));
    }

    [Fact]
    public async Task Monthly_means_every_month_though_the_day_is_past_when_the_risk_becomes_known()
    {
        await MonthPlanned("2026-03-01");
        for (var i = 0; i < 8; i++)
        {
            var elder = await app.New();
            var planned = Assert.Single(await Days(elder, "2026-03-01"));
            // Anew: still one, and not before tomorrow.
            await app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = elder.Id, UpdateMask = new() { Paths = { "phone" } }, Phone = "13900000000" });
            Assert.Equal(planned, Assert.Single(await Days(elder, "2026-03-01")));
            Assert.True(planned > DateOnly.Parse(app.Day(), null));
        }
    }

    [Fact]
    public async Task Rules_are_data_from_a_day_on()
    {
        var operate = app.As("province-operator", "51");
        Assert.Equal(VisitCadence.Daily, (await operate.Visits.ListVisitRulesAsync(new())).Rules.Single(r => r.RiskLevel == RiskLevel.Critical).Cadence);
        await operate.Visits.SetVisitRuleAsync(new() { RequestId = NewId(), Rule = new() { RiskLevel = RiskLevel.Medium, Cadence = VisitCadence.Weekly, SinceDate = "2027-01-01" } });
        await Refused(StatusCode.AlreadyExists, "RULE_SET", () => operate.Visits.SetVisitRuleAsync(new() { RequestId = NewId(), Rule = new() { RiskLevel = RiskLevel.Medium, Cadence = VisitCadence.Daily, SinceDate = "2027-01-01" } }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.As("province-operator", "5101").Visits.SetVisitRuleAsync(new() { Rule = new() { Cadence = VisitCadence.Daily, SinceDate = "2027-01-01" } }));
        await WrongFields(() => operate.Visits.SetVisitRuleAsync(new() { Rule = new() { SinceDate = "2026-01-01" } }), "rule.cadence", "rule.since_date");
        // It would never be applied: a month is planned by the rules of its first day, once.
        await WrongFields(() => operate.Visits.SetVisitRuleAsync(new() { Rule = new() { RiskLevel = RiskLevel.Medium, Cadence = VisitCadence.Daily, SinceDate = "2027-01-02" } }), "rule.since_date");
        await app.QueryAll<int>("insert into visit_months (county, month, planned_at) values ('510104', '2027-03-01', now())");
        await WrongFields(() => operate.Visits.SetVisitRuleAsync(new() { Rule = new() { RiskLevel = RiskLevel.Medium, Cadence = VisitCadence.Daily, SinceDate = "2027-03-01" } }), "rule.since_date");
        await app.QueryAll<int>("delete from visit_months where month = '2027-03-01'");
    }

    [Fact]
    public async Task What_is_to_come_goes_along_with_a_person_and_the_visitor_only_inside_ones_areas()
    {
        await MonthPlanned("2026-03-01");
        var person = await app.New(app.Child());
        await Rate(person, 30);
        await app.Consents(person, ConsentPurpose.Sharing, ConsentGround.Guardian);
        await app.Enlist("aunt", role: "child-director");
        await app.Worker().Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = VisitorKind.ChildDirector, Subject = "aunt" });
        Task<List<string>> Where() => app.QueryAll<string>("select area || ' ' || coalesce(owner, '-') || ' ' || count(*) from visits where person_id = $1 and state = 1 group by area, owner", Guid.Parse(person.Id));
        await app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = person.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.OtherTown });
        Assert.Equal([$"{SmallMap.OtherTown} aunt {ToCome().Count}"], await Where());
        person.DivisionCode = SmallMap.OtherTown;
        var found = await app.Opened(person, SmallMap.OtherTown);
        var offered = await app.Supervisor().CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = found.Id, ToDivisionCode = SmallMap.NextCounty, Reason = "随父母迁居" });
        await app.Supervisor("510105").CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id });
        Assert.Equal([$"{SmallMap.NextCounty} - {ToCome().Count}"], await Where());
    }
}
