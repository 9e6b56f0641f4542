using Governance.Events.SocialOrgs.V1;
using Governance.Welfare.Tests.People;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Care;

[Collection(WithBroker.Name)]
public sealed class NeedingAProfessional(WelfareAppWithBroker app)
{
    [Fact]
    public async Task What_an_organisation_did_under_contract_is_the_persons_service_once()
    {
        const string home = "510104019007";
        var (person, worker) = (await app.New(home: home), app.Worker(home[..9]));
        var wanted = NeedingVolunteers.ToRaise(app, person);
        wanted.Kind = "professional-counselling";
        var need = await worker.CareNeeds.RaiseCareNeedAsync(wanted);
        Assert.Contains("professional-counselling", Assert.Single(await app.Events("NeedRaised"), e => e.Contains(need.Id, StringComparison.Ordinal)), StringComparison.Ordinal);
        var order = Guid.Parse(NewId());
        ServiceOrderAccepted Accepted(Guid orderId, Guid needId) => new(orderId, home, needId, Guid.Parse(NewId()), Guid.Parse(NewId()), "professional-counselling", 90, app.Clock.GetUtcNow(), app.Clock.GetUtcNow());
        // Told twice under two ids, and of a need that is not ours.
        await app.PublishAsync(Accepted(order, Guid.Parse(need.Id)));
        await app.PublishAsync(Accepted(order, Guid.Parse(need.Id)));
        await app.PublishAsync(Accepted(Guid.Parse(NewId()), Guid.Parse(NewId())));
        var second = Guid.Parse(NewId());
        await app.PublishAsync(Accepted(second, Guid.Parse(need.Id)));
        var records = await EventuallyAsync("both services are there", async () => (await worker.CareNeeds.ListCareRecordsAsync(new() { PersonId = person.Id, Purpose = ReadPurpose.Service })).Records, all => all.Count == 2);
        Assert.Equal(new[] { order.ToString(), second.ToString() }.Order(), records.Select(r => r.RecordId).Order());
        Assert.All(records, r => Assert.Equal((90, "professional-counselling", need.Id, ""), (r.Minutes, r.Kind, r.NeedId, r.VolunteerId)));
    }

    [Fact]
    public async Task What_no_contract_has_served_in_time_is_unserved_and_a_late_service_still_counts()
    {
        const string home = "510104019007";
        var (person, worker) = (await app.New(home: home), app.Worker(home[..9]));
        var wanted = NeedingVolunteers.ToRaise(app, person);
        wanted.Kind = "professional-counselling";
        var need = await worker.CareNeeds.RaiseCareNeedAsync(wanted);
        var lapsed = new ServiceOrderLapsed(Guid.Parse(NewId()), home, Guid.Parse(need.Id), "professional-counselling", app.Clock.GetUtcNow());
        await app.PublishAsync(lapsed with { NeedId = Guid.Parse(NewId()) });
        for (var i = 0; i < 2; i++) await app.PublishAsync(lapsed);
        async Task<CareNeedState> State() => (await worker.CareNeeds.ListCareNeedsAsync(new() { Purpose = ReadPurpose.Service, PageSize = 500 })).Needs.Single(n => n.Id == need.Id).State;
        await EventuallyAsync("it is unserved", async () => await State() == CareNeedState.Unserved);
        await app.PublishAsync(new ServiceOrderAccepted(Guid.Parse(NewId()), home, Guid.Parse(need.Id), Guid.Parse(NewId()), Guid.Parse(NewId()), "professional-counselling", 60, app.Clock.GetUtcNow(), app.Clock.GetUtcNow()));
        await EventuallyAsync("it was served all the same", async () => await State() == CareNeedState.Served);
        await app.PublishAsync(lapsed with { OrderId = Guid.Parse(NewId()) });
        await app.PublishAsync(new ServiceOrderAccepted(Guid.Parse(NewId()), home, Guid.Parse(need.Id), Guid.Parse(NewId()), Guid.Parse(NewId()), "professional-counselling", 60, app.Clock.GetUtcNow(), app.Clock.GetUtcNow()));
        Assert.Equal(CareNeedState.Served, await State());
    }

    [Fact]
    public async Task Who_is_awarded_a_contract_is_a_provider_once_and_nobody_registers_it()
    {
        var organization = Guid.Parse(NewId());
        var awarded = new ContractAwarded(Guid.Parse(NewId()), "510104", organization, Guid.Parse(NewId()), "professional-counselling", 300_000_00, app.Clock.GetUtcNow(), "锦江社会工作服务中心");
        await app.PublishAsync(awarded with { OrganizationId = Guid.Parse(NewId()), OrganizationName = null });
        await app.PublishAsync(awarded);
        await app.PublishAsync(awarded with { ContractId = Guid.Parse(NewId()), ServiceCode = "professional-legal" });
        for (var i = 0; i < 2; i++) await app.PublishAsync(awarded with { ContractId = Guid.Parse(NewId()), Area = "510105", ServiceCode = "professional-legal" });
        async Task<List<CareProvider>> Found() => [.. (await app.Worker("510104019").CareProviders.ListCareProvidersAsync(new() { PageSize = 500 })).Providers.Where(p => p.Name == "锦江社会工作服务中心")];
        var provider = (await EventuallyAsync("it is there", Found, all => all.Count > 0))[0];
        Assert.Equal((organization.ToString(), CareProviderKind.Contracted, "510104"), (provider.Id, provider.Kind, provider.DivisionCode));
        // What the second contract is about is added; the county next door has a provider of its own, once.
        await EventuallyAsync("both are ordered there", Found, all => all[0].ItemCodes.Order().SequenceEqual(["professional-counselling", "professional-legal"]));
        Assert.Single(await Found());
        async Task<List<CareProvider>> NextDoor() => [.. (await app.Supervisor("510105").CareProviders.ListCareProvidersAsync(new() { PageSize = 500 })).Providers.Where(p => p.Name == "锦江社会工作服务中心")];
        var next = Assert.Single(await EventuallyAsync("it is there too", NextDoor, all => all.Count > 0));
        Assert.Equal(("510105", "professional-legal"), (next.DivisionCode, Assert.Single(next.ItemCodes)));
        Assert.NotEqual(provider.Id, next.Id);
    }

    [Fact]
    public async Task What_an_organisation_was_awarded_can_be_needed()
    {
        const string home = "510104019007", code = "professional-hospice";
        var (person, worker) = (await app.New(home: home), app.Worker(home[..9]));
        var wanted = NeedingVolunteers.ToRaise(app, person);
        wanted.Kind = code;
        await WrongFields(() => worker.CareNeeds.RaiseCareNeedAsync(wanted), "kind");
        await app.PublishAsync(new ContractAwarded(Guid.Parse(NewId()), "510105", Guid.Parse(NewId()), Guid.Parse(NewId()), code, 300_000_00, app.Clock.GetUtcNow(), "安宁服务中心"));
        await EventuallyAsync("it is bought", () => app.Query<bool>("select exists (select from care_providers where $1 = any (item_codes))", code));
        Assert.Equal(code, (await worker.CareNeeds.RaiseCareNeedAsync(wanted)).Kind);
    }
}
