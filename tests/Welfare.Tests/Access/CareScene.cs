using Google.Protobuf.WellKnownTypes;
using Governance.Welfare.Tests.Allowances;
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
        var provider = await OrderingCare.ProviderAsync(app, Scene.Town);
        async Task<string> Placed() => (await app.Supervisor().CareOrders.PlaceCareOrderAsync(OrderingCare.ToPlace(app, person, provider))).Id;
        var (placed, taken, served) = (await Placed(), await Placed(), await Placed());
        await app.Supervisor().CareOrders.ServeCareOrderAsync(new() { RequestId = NewId(), Id = served, ServeTime = app.Clock.GetUtcNow().ToTimestamp(), Minutes = 30 });
        scene.Marks.AddRange([need.Id, record, person.Id, placed, taken, served, provider.Id]);
        scene.Counts.AddRange(["select count(*) from care_needs", "select count(*) from care_records", "select sum(version) || '/' || count(*) from care_orders", "select sum(version) || '/' || count(*) from care_providers", "select sum(version) from care_items"]);

        var r = scene.Requests;
        r["RaiseCareNeed"] = () => NeedingVolunteers.ToRaise(app, person);
        r["ListCareNeeds"] = () => new ListCareNeedsRequest { Purpose = ReadPurpose.Service, PageSize = 500 };
        r["ListCareRecords"] = () => new ListCareRecordsRequest { PersonId = person.Id, Purpose = ReadPurpose.Service };
        r["SetCareItem"] = () => new SetCareItemRequest { Item = new() { Code = "meal-delivery", Title = "送餐上门", Group = CareGroup.Meals, PriceFen = 900 } };
        r["ListCareProviders"] = () => new ListCareProvidersRequest { PageSize = 500 };
        r["RegisterCareProvider"] = () => new RegisterCareProviderRequest { Provider = new() { Name = "社区食堂", Kind = CareProviderKind.Canteen, DivisionCode = Scene.Town, ItemCodes = { "meal-delivery" } } };
        r["CloseCareProvider"] = () => new CloseCareProviderRequest { Id = provider.Id };
        r["PlaceCareOrder"] = () => OrderingCare.ToPlace(app, person, provider);
        r["ListCareOrders"] = () => new ListCareOrdersRequest { Purpose = ReadPurpose.Service, PageSize = 500 };
        r["WithdrawCareOrder"] = () => new WithdrawCareOrderRequest { Id = taken };
        r["ServeCareOrder"] = () => new ServeCareOrderRequest { Id = placed, ServeTime = app.Clock.GetUtcNow().ToTimestamp(), Minutes = 30 };
        r["CheckCareOrder"] = () => new CheckCareOrderRequest { Id = served, Received = true, Score = 5 };
        r["GetCareFigures"] = () => new GetCareFiguresRequest { DivisionCode = Scene.Town, Month = app.Month() };
    }
}
