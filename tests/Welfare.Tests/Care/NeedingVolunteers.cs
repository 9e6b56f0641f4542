using Google.Protobuf.WellKnownTypes;
using Governance.Events.Volunteers.V1;
using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Care;

[Collection(WithBroker.Name)]
public sealed class NeedingVolunteers(WelfareAppWithBroker app)
{
    internal static RaiseCareNeedRequest ToRaise(WelfareApp app, Person person) => new()
    {
        RequestId = NewId(), PersonId = person.Id, Kind = "elderly-care", Headcount = 1, StartTime = app.Clock.GetUtcNow().AddHours(1).ToTimestamp(), EndTime = app.Clock.GetUtcNow().AddHours(3).ToTimestamp(),
    };

    [Fact]
    public async Task A_need_that_is_raised_is_told_without_a_name_and_what_a_volunteer_did_is_the_persons_service_once()
    {
        const string home = "510104019005";
        var (person, worker) = (await app.New(home: home), app.Worker(home[..9], "raiser"));
        var need = await worker.CareNeeds.RaiseCareNeedAsync(ToRaise(app, person));
        Assert.Equal((CareNeedState.Raised, "raiser", 0), (need.State, need.RaisedBy, need.ServedCount));
        var told = Assert.Single(await app.Events("NeedRaised"), e => e.Contains(need.Id, StringComparison.Ordinal));
        Assert.DoesNotContain(person.Id, told, StringComparison.Ordinal);
        Assert.DoesNotContain("陈桂芳", told, StringComparison.Ordinal);

        var record = Guid.Parse(NewId());
        NeedFulfilled Served(Guid recordId, string source = "Welfare") => new(Guid.Parse(NewId()), home, source, Guid.Parse(need.Id), Guid.Parse(NewId()), recordId, 90, app.Clock.GetUtcNow());
        await app.PublishAsync(Served(record));
        // The same record under another id of the event, somebody else's source, a need that is not ours: none of them counts.
        await app.PublishAsync(Served(record));
        await app.PublishAsync(Served(Guid.Parse(NewId()), "Community"));
        await app.PublishAsync(new NeedFulfilled(Guid.Parse(NewId()), home, "Welfare", Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()), 60, app.Clock.GetUtcNow()));
        var second = Guid.Parse(NewId());
        await app.PublishAsync(Served(second));
        var records = await EventuallyAsync("both services are there", async () => (await worker.CareNeeds.ListCareRecordsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Service })).Records, all => all.Count == 2);
        Assert.Equal(new[] { record.ToString(), second.ToString() }.Order(), records.Select(r => r.RecordId).Order());
        Assert.All(records, r => Assert.Equal((90, "elderly-care", need.Id), (r.Minutes, r.Kind, r.NeedId)));
        var listed = Assert.Single((await worker.CareNeeds.ListCareNeedsAsync(new() { DivisionCode = home, State = CareNeedState.Served, Purpose = ReadPurpose.Service })).Needs, n => n.Id == need.Id);
        Assert.Equal((need.Id, 2), (listed.Id, listed.ServedCount));
    }

    [Fact]
    public async Task A_need_of_company_that_is_fulfilled_is_a_visit_once_and_does_the_one_that_was_planned_for_the_day()
    {
        const string home = "510104019005";
        var (planned, other, worker) = (await app.New(home: home), await app.New(app.Unknown(home)), app.Worker(home[..9]));
        await EventuallyAsync("the month is planned", () => app.Query<bool>("select exists (select from visit_months where county = '510104')"));
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(planned, 30));
        async Task<string> Company(Person person, TimeSpan inAn, string kind = "companionship")
        {
            var at = app.Clock.GetUtcNow() + inAn;
            var need = await worker.CareNeeds.RaiseCareNeedAsync(new(ToRaise(app, person)) { Kind = kind, StartTime = at.ToTimestamp(), EndTime = at.AddHours(2).ToTimestamp() });
            // Certified some days later, and told twice under two ids.
            var (record, volunteer) = (Guid.Parse(NewId()), Guid.Parse(NewId()));
            for (var i = 0; i < 2; i++) await app.PublishAsync(new NeedFulfilled(Guid.Parse(NewId()), home, "Welfare", Guid.Parse(need.Id), volunteer, record, 60, at.AddDays(3)));
            await EventuallyAsync("the service is there", () => app.Query<bool>("select exists (select from care_records where record_id = $1)", record));
            return record.ToString();
        }
        Task<List<string>> Done(Person person) => app.QueryAll<string>("select due_on || ' ' || record_id from visits where person_id = $1 and state = 2", Guid.Parse(person.Id));

        var (first, second) = (await Company(planned, TimeSpan.FromDays(1)), await Company(other, TimeSpan.FromDays(1)));
        await Company(other, TimeSpan.FromDays(2), kind: "haircut");
        Assert.Equal([$"{app.Day(1)} {first}"], await Done(planned));
        Assert.Equal([$"{app.Day(1)} {second}"], await Done(other));
        var visit = Assert.Single((await worker.Visits.ListVisitsAsync(new() { PersonId = other.Id, Purpose = ReadPurpose.Service })).Visits);
        Assert.Equal((VisitState.Done, VisitorKind.Volunteer, second), (visit.State, visit.VisitorKind, visit.RecordId));
        Assert.Single(await app.Events("VisitDone"), e => e.Contains(other.Id, StringComparison.Ordinal));
        // Nobody types it again: it cannot even be entered.
        await Refused(StatusCode.FailedPrecondition, "VISIT_NOT_THERE", () => worker.Visits.DoVisitAsync(new() { RequestId = NewId(), Id = visit.Id, Outcome = VisitOutcome.Well, Findings = "在家" }));
    }

    [Fact]
    public async Task It_is_refused_for_whom_one_may_not_see_and_hidden_under_a_seal()
    {
        const string home = "510104019006";
        var person = await app.New(home: home);
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => app.Worker("510105002").CareNeeds.RaiseCareNeedAsync(ToRaise(app, person)));
        await WrongFields(() => app.Worker().CareNeeds.RaiseCareNeedAsync(new() { PersonId = "x", Kind = "Elderly Care" }), "person_id", "kind", "headcount", "start_time", "end_time");
        // What somebody types is no kind: it would go out with the event.
        foreach (var typed in new[] { "zhang-san", "stroke-care", "professional-zhang-san", "" }) await WrongFields(() => app.Worker(home[..9]).CareNeeds.RaiseCareNeedAsync(new(ToRaise(app, person)) { Kind = typed }), "kind");
        await app.Worker(home[..9]).CareNeeds.RaiseCareNeedAsync(ToRaise(app, person));
        await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = person.Id, Reason = "本人申请封存" });
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => app.Worker(home[..9]).CareNeeds.RaiseCareNeedAsync(ToRaise(app, person)));
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => app.Worker(home[..9]).CareNeeds.ListCareRecordsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Service }));
        Assert.Empty((await app.Worker(home[..9]).CareNeeds.ListCareNeedsAsync(new() { DivisionCode = home, Purpose = ReadPurpose.Service })).Needs);
    }
}
