using Google.Protobuf.WellKnownTypes;
using Governance.Welfare.Tests.Allowances;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;
using Grpc.Core;

namespace Governance.Welfare.Tests.Care;

public sealed class OrderingCare(WelfareApp app) : IClassFixture<WelfareApp>
{
    internal static async Task<CareProvider> ProviderAsync(WelfareApp app, string division, string item = "meal-delivery")
    {
        if ((await app.Supervisor().CareProviders.ListCareItemsAsync(new())).Items.All(i => i.Code != item))
        {
            await app.As("province-operator", "51").CareProviders.SetCareItemAsync(new() { RequestId = NewId(), Item = new() { Code = item, Title = "送餐上门", Group = CareGroup.Meals, PriceFen = 800 } });
        }
        return await app.Supervisor(division[..6]).CareProviders.RegisterCareProviderAsync(new() { RequestId = NewId(), Provider = new() { Name = "莲桂社区食堂", Kind = CareProviderKind.Canteen, DivisionCode = division, ItemCodes = { item } } });
    }

    internal static PlaceCareOrderRequest ToPlace(WelfareApp app, Person person, CareProvider provider) =>
        new() { RequestId = NewId(), PersonId = person.Id, ItemCode = "meal-delivery", ProviderId = provider.Id, StartTime = app.Clock.GetUtcNow().AddHours(2).ToTimestamp() };

    private Timestamp Now => app.Clock.GetUtcNow().ToTimestamp();

    [Fact]
    public async Task An_order_is_served_once_and_checked_by_another_hand()
    {
        var (person, provider) = (await app.New(), await ProviderAsync(app, "510104017"));
        var (clerk, server, asks) = (app.Worker(subject: "clerk"), app.Worker(subject: "server"), app.Worker(subject: "asks"));
        var order = await clerk.CareOrders.PlaceCareOrderAsync(ToPlace(app, person, provider));
        Assert.Equal((CareOrderState.Placed, "clerk", 800L), (order.State, order.PlacedBy, order.PriceFen));
        await Refused(StatusCode.FailedPrecondition, "CARE_ORDER_STATE_FORBIDS", () => asks.CareOrders.CheckCareOrderAsync(new() { Id = order.Id, Received = true, Score = 5 }));
        await WrongFields(() => server.CareOrders.ServeCareOrderAsync(new() { Id = order.Id, ServeTime = app.Clock.GetUtcNow().AddHours(1).ToTimestamp() }), "serve_time", "minutes");
        // Reported by many at once, it is one service.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try { return (await server.CareOrders.ServeCareOrderAsync(new() { RequestId = NewId(), Id = order.Id, ServeTime = Now, Minutes = 30 })).State.ToString(); }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(outcomes, "Served");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "Served", "CARE_ORDER_STATE_FORBIDS", "ETAG_MISMATCH" }));
        var record = Assert.Single((await clerk.CareNeeds.ListCareRecordsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Service })).Records);
        Assert.Equal((order.Id, provider.Id, 30, ""), (record.RecordId, record.ProviderId, record.Minutes, record.VolunteerId));
        await Refused(StatusCode.PermissionDenied, "OWN_APPROVAL", () => server.CareOrders.CheckCareOrderAsync(new() { Id = order.Id, Received = true, Score = 5 }));
        await WrongFields(() => asks.CareOrders.CheckCareOrderAsync(new() { Id = order.Id, Received = true }), "score");
        var confirmed = await asks.CareOrders.CheckCareOrderAsync(new() { RequestId = NewId(), Id = order.Id, Received = true, Score = 4 });
        Assert.Equal((CareOrderState.Confirmed, 4, "asks"), (confirmed.State, confirmed.Score, confirmed.CheckedBy));
        Assert.Contains(await app.Trail(person.Id), t => t == "clerk ListCareRecords Service");
    }

    [Fact]
    public async Task After_the_death_nobody_is_served_and_what_a_double_received_counts()
    {
        const string town = "510104026", home = "510104026006";
        var (kept, twin, provider) = (await app.New(home: home), await app.New(app.Unknown(home)), await ProviderAsync(app, town));
        var worker = app.Worker(town);
        var (served, late) = (await worker.CareOrders.PlaceCareOrderAsync(ToPlace(app, twin, provider)), await worker.CareOrders.PlaceCareOrderAsync(ToPlace(app, twin, provider)));
        app.Clock.Advance(TimeSpan.FromHours(3));
        await worker.CareOrders.ServeCareOrderAsync(new() { RequestId = NewId(), Id = served.Id, ServeTime = Now, Minutes = 30 });
        await app.Supervisor().People.MergePeopleAsync(new() { RequestId = NewId(), Id = kept.Id, DoubleId = twin.Id, Reason = "入户核实为同一人" });
        var figures = await worker.CareOrders.GetCareFiguresAsync(new() { DivisionCode = town, Month = app.Day()[..7] });
        Assert.Equal((1L, 1L, 1L), (figures.Total.ElderlyCount, figures.Total.ServedCount, figures.Total.RecordCount));
        await app.Supervisor().People.RecordDeathAsync(new() { RequestId = NewId(), Id = kept.Id, DeathDate = app.Day() });
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(StatusCode.FailedPrecondition, "PERSON_DIED", () => worker.CareOrders.ServeCareOrderAsync(new() { RequestId = NewId(), Id = late.Id, ServeTime = Now, Minutes = 30 }));
        // On the day itself it may have been before.
        Assert.Equal(CareOrderState.Served, (await worker.CareOrders.ServeCareOrderAsync(new() { RequestId = NewId(), Id = late.Id, ServeTime = app.Clock.GetUtcNow().AddDays(-1).ToTimestamp(), Minutes = 30 })).State);
    }

    [Fact]
    public async Task What_was_not_received_is_no_service_and_what_was_taken_back_is_not_served()
    {
        var (person, provider) = (await app.New(), await ProviderAsync(app, "510104017"));
        var denied = await app.Worker().CareOrders.PlaceCareOrderAsync(ToPlace(app, person, provider));
        await app.Worker().CareOrders.ServeCareOrderAsync(new() { RequestId = NewId(), Id = denied.Id, ServeTime = Now, Minutes = 30 });
        Assert.Equal(CareOrderState.Denied, (await app.Worker().CareOrders.CheckCareOrderAsync(new() { RequestId = NewId(), Id = denied.Id })).State);
        Assert.Empty((await app.Worker().CareNeeds.ListCareRecordsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Service })).Records);
        app.Clock.Advance(TimeSpan.FromMilliseconds(2));    // the latest first is by the id, which is as fine as a millisecond
        var withdrawn = await app.Worker().CareOrders.PlaceCareOrderAsync(ToPlace(app, person, provider));
        await app.Worker().CareOrders.WithdrawCareOrderAsync(new() { RequestId = NewId(), Id = withdrawn.Id });
        await Refused(StatusCode.FailedPrecondition, "CARE_ORDER_STATE_FORBIDS", () => app.Worker().CareOrders.ServeCareOrderAsync(new() { Id = withdrawn.Id, ServeTime = Now, Minutes = 30 }));
        Assert.Equal([withdrawn.Id, denied.Id], (await app.Worker().CareOrders.ListCareOrdersAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Service })).Orders.Select(o => o.Id));
        Assert.Equal([denied.Id], (await app.Worker().CareOrders.ListCareOrdersAsync(new() { PersonId = person.Id, State = CareOrderState.Denied, Purpose = ReadPurpose.Service })).Orders.Select(o => o.Id));
    }

    [Fact]
    public async Task A_provider_serves_its_own_division_and_what_it_offers()
    {
        var (person, far) = (await app.New(), await ProviderAsync(app, "510105002"));
        var near = await ProviderAsync(app, "510104");
        await Refused(StatusCode.NotFound, "CARE_PROVIDER_NOT_FOUND", () => app.Supervisor("5101").CareOrders.PlaceCareOrderAsync(ToPlace(app, person, far)));
        var unknown = ToPlace(app, person, near);
        unknown.ItemCode = "haircut";
        await Refused(StatusCode.FailedPrecondition, "CARE_ITEM_NOT_OFFERED", () => app.Worker().CareOrders.PlaceCareOrderAsync(unknown));
        // A town sees the county's provider, and not the next county's.
        var seen = (await app.Worker().CareProviders.ListCareProvidersAsync(new() { ItemCode = "meal-delivery", PageSize = 500 })).Providers.Select(p => p.Id).ToList();
        Assert.Contains(near.Id, seen);
        Assert.DoesNotContain(far.Id, seen);
        await Refused(StatusCode.NotFound, "CARE_PROVIDER_NOT_FOUND", () => app.Supervisor("510105").CareProviders.CloseCareProviderAsync(new() { Id = near.Id }));
        await app.Supervisor().CareProviders.CloseCareProviderAsync(new() { RequestId = NewId(), Id = near.Id });
        await Refused(StatusCode.FailedPrecondition, "CARE_PROVIDER_CLOSED", () => app.Supervisor().CareProviders.CloseCareProviderAsync(new() { Id = near.Id }));
        await Refused(StatusCode.FailedPrecondition, "CARE_PROVIDER_CLOSED", () => app.Worker().CareOrders.PlaceCareOrderAsync(ToPlace(app, person, near)));
        Assert.DoesNotContain(near.Id, (await app.Worker().CareProviders.ListCareProvidersAsync(new() { PageSize = 500 })).Providers.Select(p => p.Id));
        await WrongFields(() => app.Supervisor().CareProviders.RegisterCareProviderAsync(new() { Provider = new() { Name = "食", DivisionCode = "5101", ItemCodes = { "no-such-item" } } }), "provider.name", "provider.kind", "provider.division_code", "provider.item_codes[0]");
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Supervisor("510105").CareProviders.RegisterCareProviderAsync(new() { Provider = new() { Name = "社区食堂", Kind = CareProviderKind.Canteen, DivisionCode = "510104017", ItemCodes = { "meal-delivery" } } }));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => app.As("province-operator", "51").CareProviders.SetCareItemAsync(new() { Item = new() { Code = "meal-delivery", Title = "送餐上门", Group = CareGroup.Meals, Etag = "\"99\"" } }));
        await WrongFields(() => app.As("province-operator", "51").CareProviders.SetCareItemAsync(new() { Item = new() { Code = "Meal", Title = "送", PriceFen = -1 } }), "item.code", "item.title", "item.group", "item.price_fen");
    }

    [Fact]
    public async Task Coverage_is_counted_by_where_people_live_each_once()
    {
        const string home = "510104022006", town = "510104022";
        var (served, other, provider) = (await app.New(home: home), await app.New(home: home), await ProviderAsync(app, town));
        await app.New(app.Child(home));
        for (var i = 0; i < 2; i++)
        {
            var order = await app.Worker(town).CareOrders.PlaceCareOrderAsync(ToPlace(app, served, provider));
            await app.Worker(town).CareOrders.ServeCareOrderAsync(new() { RequestId = NewId(), Id = order.Id, ServeTime = Now, Minutes = 20 });
        }
        var figures = await app.Worker(town).CareOrders.GetCareFiguresAsync(new() { DivisionCode = town, Month = app.Month() });
        Assert.Equal((2L, 1L, 2L), (figures.Total.ElderlyCount, figures.Total.ServedCount, figures.Total.RecordCount));
        Assert.Equal((home, 2L, 1L, 2L), Assert.Single(figures.Children) is var f ? (f.DivisionCode, f.ElderlyCount, f.ServedCount, f.RecordCount) : default);
        Assert.Equal(0, (await app.Worker(town).CareOrders.GetCareFiguresAsync(new() { DivisionCode = town, Month = app.Month(-1) })).Total.ServedCount);
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Worker(town).CareOrders.GetCareFiguresAsync(new() { DivisionCode = "510104", Month = app.Month() }));
        await app.Supervisor().People.SealPersonAsync(new() { RequestId = NewId(), Id = other.Id, Reason = "本人申请封存" });
        await Refused(StatusCode.PermissionDenied, "PERSON_SEALED", () => app.Worker(town).CareOrders.PlaceCareOrderAsync(ToPlace(app, other, provider)));
        Assert.Equal(1, (await app.Worker(town).CareOrders.GetCareFiguresAsync(new() { DivisionCode = town, Month = app.Month() })).Total.ElderlyCount);
    }

    [Fact]
    public async Task Nothing_is_ordered_for_who_has_taken_the_consent_back()
    {
        var (person, provider) = (await app.New(), await ProviderAsync(app, "510104017"));
        var consent = Assert.Single((await app.Supervisor().Consents.ListConsentsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Service })).Consents);
        await app.Supervisor().Consents.WithdrawConsentAsync(new() { RequestId = NewId(), Id = consent.Id, Reason = "本人来电撤回" });
        await Refused(StatusCode.FailedPrecondition, "CONSENT_MISSING", () => app.Worker().CareOrders.PlaceCareOrderAsync(ToPlace(app, person, provider)));
        await Refused(StatusCode.FailedPrecondition, "CONSENT_MISSING", () => app.Worker().CareNeeds.RaiseCareNeedAsync(NeedingVolunteers.ToRaise(app, person)));
    }
}
