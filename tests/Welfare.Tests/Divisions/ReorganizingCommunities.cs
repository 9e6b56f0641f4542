using Governance.Events.Grid.V1;
using Governance.Welfare.Tests.Allowances;
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
        await app.PublishAsync(new EmergencyActivated(Guid.Parse(NewId()), former, "flood", 3, app.Clock.GetUtcNow()));
        await EventuallyAsync("the list is there", () => app.Query<bool>("select exists (select from emergency_people where area = $1)", former));
        var told = new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [former], [successor], app.Clock.GetUtcNow());
        await app.PublishAsync(told);
        await EventuallyAsync("it has moved", async () => (await app.Supervisor().People.GetPersonAsync(new() { Id = person.Id, Purpose = ReadPurpose.Upkeep })).DivisionCode == successor);
        // Every table that has rows of a place, but what is a fact: events, the trail, what was paid.
        foreach (var table in await app.QueryAll<string>("select table_name::text from information_schema.columns where column_name = 'area' and table_schema = 'public' and table_name !~ '^(events|audit)' and table_name <> 'allowance_payments'"))
        {
            Assert.True(await app.Query<long>($"select count(*) from {table} where area = $1", former) == 0, $"{table} has rows of the former community");
        }
    }
}
