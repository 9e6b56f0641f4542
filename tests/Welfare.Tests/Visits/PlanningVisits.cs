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
        Assert.Equal(Enumerable.Range(5, 27).Select(d => new DateOnly(2026, 3, d)), await Days(child));
        await Rate(child, 20);
        var weekly = await Days(child);
        Assert.InRange(weekly.Count, 3, 4);
        Assert.Single(weekly.Select(d => d.DayOfWeek).Distinct());
        await Rate(child, 10);
        Assert.InRange((await Days(child)).Count, 0, 1);
        await Rate(child, 30);
        Assert.Equal(27, (await Days(child)).Count);
        Assert.Equal(27, await app.Query<long>("select count(*) from visits where person_id = $1", Guid.Parse(child.Id)));

        // Sealed: nobody goes there, nobody sees that somebody went.
        await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = child.Id, Reason = "依监护人申请" });
        Assert.Empty(await Days(child));
        await app.Supervisor().People.UnsealPersonAsync(new() { RequestId = NewId(), Id = child.Id, Reason = "依监护人申请" });
        Assert.Equal(27, (await Days(child)).Count);
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
    }

    [Fact]
    public async Task What_is_to_come_goes_along_with_a_person_and_the_visitor_only_inside_ones_areas()
    {
        await MonthPlanned("2026-03-01");
        var person = await app.New(app.Child());
        await Rate(person, 30);
        await app.Consents(person, ConsentPurpose.Sharing, ConsentGround.Guardian);
        await app.Worker().Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = VisitorKind.ChildDirector, Subject = "aunt" });
        Task<List<string>> Where() => app.QueryAll<string>("select area || ' ' || coalesce(owner, '-') || ' ' || count(*) from visits where person_id = $1 and state = 1 group by area, owner", Guid.Parse(person.Id));
        await app.Supervisor().People.UpdatePersonAsync(new() { RequestId = NewId(), Id = person.Id, UpdateMask = new() { Paths = { "division_code" } }, DivisionCode = SmallMap.OtherTown });
        Assert.Equal([SmallMap.OtherTown + " aunt 27"], await Where());
        person.DivisionCode = SmallMap.OtherTown;
        var found = await app.Opened(person, SmallMap.OtherTown);
        var offered = await app.Supervisor().CaseTransfers.OfferTransferAsync(new() { RequestId = NewId(), CaseId = found.Id, ToDivisionCode = SmallMap.NextCounty, Reason = "随父母迁居" });
        await app.Supervisor("510105").CaseTransfers.AcceptTransferAsync(new() { RequestId = NewId(), Id = offered.Id });
        Assert.Equal([SmallMap.NextCounty + " - 27"], await Where());
    }
}
