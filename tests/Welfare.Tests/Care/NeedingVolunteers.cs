using Google.Protobuf.WellKnownTypes;
using Governance.Events.Volunteers.V1;
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
        var listed = Assert.Single((await worker.CareNeeds.ListCareNeedsAsync(new() { DivisionCode = home, State = CareNeedState.Served, Purpose = ReadPurpose.Service })).Needs);
        Assert.Equal((need.Id, 2), (listed.Id, listed.ServedCount));
    }

    [Fact]
    public async Task It_is_refused_for_whom_one_may_not_see_and_hidden_under_a_seal()
    {
        const string home = "510104019006";
        var person = await app.New(home: home);
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => app.Worker("510105002").CareNeeds.RaiseCareNeedAsync(ToRaise(app, person)));
        await WrongFields(() => app.Worker().CareNeeds.RaiseCareNeedAsync(new() { PersonId = "x", Kind = "Elderly Care" }), "person_id", "kind", "headcount", "start_time", "end_time");
        await app.Worker(home[..9]).CareNeeds.RaiseCareNeedAsync(ToRaise(app, person));
        await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = person.Id, Reason = "本人申请封存" });
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => app.Worker(home[..9]).CareNeeds.RaiseCareNeedAsync(ToRaise(app, person)));
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => app.Worker(home[..9]).CareNeeds.ListCareRecordsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Service }));
        Assert.Empty((await app.Worker(home[..9]).CareNeeds.ListCareNeedsAsync(new() { DivisionCode = home, Purpose = ReadPurpose.Service })).Needs);
    }
}
