using Governance.Events.Grid.V1;
using Governance.Welfare.Tests.Allowances;
using Governance.Welfare.Tests.Assessments;
using Governance.Welfare.Tests.Cases;
using Governance.Welfare.Tests.Jobs;
using Governance.Welfare.Tests.People;
using Governance.Welfare.Tests.Protection;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Divisions;

[Collection(WithBroker.Name)]
public sealed class ReorganizingCommunities(WelfareAppWithBroker app)
{
    [Fact]
    public async Task A_community_that_merges_takes_its_people_with_it_and_no_table_is_forgotten()
    {
        const string former = "510104022009", successor = "510104022010";
        var person = await app.Disabled(former);
        await app.Consents(person, ConsentPurpose.Health);
        await app.Worker(former[..9]).HealthNotes.AddHealthNoteAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = HealthNoteKind.Care, Text = "需协助洗浴", NoteDate = app.Day() });
        await app.Worker(former[..9]).Contacts.AddContactAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = ContactKind.Relative, Relation = "儿子", Name = "周强" });
        await app.Worker(former[..9]).Allowances.ApplyForAllowanceAsync(Pay.Application(person));
        await app.As("resident", former).ChildReports.ReportChildAtRiskAsync(ProtectingAChild.ToReport(former));
        await app.InService(person, former);
        await app.Enlist("walker", former[..9], "grid-worker");
        await app.Supervisor().Visits.SetDefaultVisitorAsync(new() { RequestId = NewId(), DivisionCode = former, Kind = VisitorKind.GridWorker, Subject = "walker" });
        await app.Worker(former[..9]).Visits.AssignVisitorAsync(new() { RequestId = NewId(), PersonId = person.Id, Kind = VisitorKind.GridWorker, Subject = "walker" });
        await EventuallyAsync("the month is planned", () => app.Query<bool>("select exists (select from visit_months where county = '510104')"));
        await app.Supervisor().Assessments.RecordAssessmentAsync(app.Risk(person, 30));
        await app.Job(former);
        var visits = await app.Query<long>("select count(*) from visits where area = $1 and state = 1", former);
        Assert.True(visits > 0);
        await app.PublishAsync(new EmergencyActivated(Guid.Parse(NewId()), former, "flood", 3, app.Clock.GetUtcNow()));
        await EventuallyAsync("the list is there", () => app.Query<bool>("select exists (select from emergency_people where area = $1)", former));
        var told = new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [former], [successor], app.Clock.GetUtcNow());
        await app.PublishAsync(told);
        await EventuallyAsync("it has moved", async () => (await app.Supervisor().People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Upkeep })).DivisionCode == successor);
        Assert.Equal(visits, await app.Query<long>("select count(*) from visits where area = $1 and person_id = $2 and owner = 'walker' and state = 1", successor, Guid.Parse(person.Id)));
        Assert.Equal("walker", await app.Query<string>("select subject from default_visitors where area = $1", successor));
        Assert.Single(await app.Events("CaseMoved"), e => e.Contains(successor, StringComparison.Ordinal) && e.Contains(former, StringComparison.Ordinal));
        // Every table that has rows of a place, but what is a fact: events, the trail, what was paid.
        foreach (var table in await app.QueryAll<string>("select table_name::text from information_schema.columns where column_name = 'area' and table_schema = 'public' and table_name !~ '^(events|audit)' and table_name not in ('allowance_payments', 'job_payments', 'visit_count_changes')"))
        {
            Assert.True(await app.Query<long>($"select count(*) from {table} where area = $1", former) == 0, $"{table} has rows of the former community");
        }
    }

    [Fact]
    public async Task A_second_delivery_changes_nothing()
    {
        const string former = "510104026014", successor = "510104026015";
        var person = await app.Disabled(former);
        await Tell();
        Assert.Equal(successor, await app.Query<string>("select area from people where id = $1", Guid.Parse(person.Id)));
        var before = await app.DigestOfPlacesAsync();
        await Tell();
        Assert.Equal(before, await app.DigestOfPlacesAsync());

        async Task Tell()
        {
            var id = Guid.Parse(NewId());
            await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [former], [successor], app.Clock.GetUtcNow()), id);
            await EventuallyAsync("it is consumed", async () => await app.Query<long>("select count(*) from inbox where event_id = $1", id) == 1);
        }
    }

    [Fact]
    public async Task Who_works_in_two_communities_that_become_one_is_enlisted_there_once()
    {
        const string one = "510104026006", other = "510104026009", successor = "510104023013";
        foreach (var place in (string[])[one, other, successor]) await app.Supervisor().CaseTasks.EnlistWorkerAsync(new() { RequestId = NewId(), Subject = "in-all-three", DivisionCode = place, Role = "child-director" });
        await app.Supervisor().CaseTasks.EnlistWorkerAsync(new() { RequestId = NewId(), Subject = "in-one", DivisionCode = one, Role = "child-director" });
        await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [one, other], [successor, successor], app.Clock.GetUtcNow()));
        await EventuallyAsync("both have moved", () => app.Query<bool>("select not exists (select from case_workers where area in ($1, $2))", one, other));
        foreach (var subject in (string[])["in-all-three", "in-one"])
            Assert.Equal([successor], await app.QueryAll<string>("select area from case_workers where subject = $1 and retired_at is null", subject));
    }
}
