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
}
