using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Access;

internal static class EmergencyScene
{
    public static async Task SetAsync(WelfareApp app, Scene scene)
    {
        var person = await app.New(home: Scene.Town + "001");
        var id = NewId();
        // As the consumer writes it; the broker is down here.
        await app.QueryAll<int>("insert into emergencies (id, area, kind, level, activated_at, listed_at, version, event_sequence) values ($1, $2, 'flood', 1, $3, $3, 1, 1)", Guid.Parse(id), Scene.Town, app.Clock.GetUtcNow());
        await app.QueryAll<int>("insert into emergency_people (emergency_id, person_id, area, urgency, reached_by) values ($1, $2, $3, 30, '')", Guid.Parse(id), Guid.Parse(person.Id), person.DivisionCode);
        scene.Marks.AddRange([id, person.Id]);
        scene.Counts.Add("select count(*) || '/' || count(reached_at) from emergency_people");

        var r = scene.Requests;
        r["ListEmergencies"] = () => new ListEmergenciesRequest { PageSize = 500 };
        r["GetEmergency"] = () => new GetEmergencyRequest { Id = id };
        r["ListVulnerablePeople"] = () => new ListVulnerablePeopleRequest { Id = id, Purpose = ReadPurpose.Emergency, PageSize = 500 };
        r["RecordReached"] = () => new RecordReachedRequest { Id = id, PersonId = person.Id, Outcome = ReachOutcome.Safe };
    }
}
