using Governance.Welfare.Tests.Care;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Access;

internal static class CareScene
{
    public static async Task SetAsync(WelfareApp app, Scene scene)
    {
        var person = await app.New(home: Scene.Town + "001");
        var need = await app.Supervisor().CareNeeds.RaiseCareNeedAsync(NeedingVolunteers.ToRaise(app, person));
        var record = NewId();
        await app.QueryAll<int>("insert into care_records (record_id, need_id, person_id, area, kind, volunteer_id, minutes, served_at) values ($1, $2, $3, $4, 'elderly-care', $1, 60, $5)",
            Guid.Parse(record), Guid.Parse(need.Id), Guid.Parse(person.Id), person.DivisionCode, app.Clock.GetUtcNow());
        scene.Marks.AddRange([need.Id, record, person.Id]);
        scene.Counts.AddRange(["select count(*) from care_needs", "select count(*) from care_records"]);

        var r = scene.Requests;
        r["RaiseCareNeed"] = () => NeedingVolunteers.ToRaise(app, person);
        r["ListCareNeeds"] = () => new ListCareNeedsRequest { Purpose = ReadPurpose.Service, PageSize = 500 };
        r["ListCareRecords"] = () => new ListCareRecordsRequest { PersonId = person.Id, Purpose = ReadPurpose.Service };
    }
}
