using Governance.Events.Grid.V1;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.ReportIns;
using Governance.PartyBuilding.Tests.Teams;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Musters;

/// <summary>An emergency that Grid declares lists whom the Party has there.</summary>
[Collection(WithBroker.Name)]
public sealed class MusteringPeople(PartyAppWithBroker app)
{
    private static Task<Muster> Listed(PartyCaller who, Guid emergency) => EventuallyAsync("the muster is listed", async () => (await who.Musters.ListMustersAsync(new() { ShowEnded = true, PageSize = 500 })).Musters.SingleOrDefault(m => m.Id == emergency.ToString()), m => m is not null)!;

    [Fact]
    public async Task Who_is_reported_in_and_who_heads_the_committees_is_listed_once_until_it_is_over()
    {
        const string town = "510105008";
        var places = SmallMap.Rows.Where(r => r.Code.Length == 12 && r.Code.StartsWith(town, StringComparison.Ordinal)).Select(r => r.Code).ToList();
        var (_, reported) = await app.NewReportIn(places[0], "510104");
        var (_, _, head) = await app.NewHeaded(places[1], await app.NewQualified(places[1]));
        var (emergency, at) = (Guid.CreateVersion7(app.Clock.GetUtcNow()), app.Clock.GetUtcNow());
        for (var i = 0; i < 2; i++) await app.PublishAsync(new EmergencyActivated(emergency, town, "flood", 2, at));
        var muster = await Listed(app.Office(town), emergency);
        Assert.Equal((town, "flood", 2, 1L, 0L, 1L), (muster.DivisionCode, muster.Kind, muster.Level, muster.Members, muster.Units, muster.Posts));
        async Task<List<MusterPerson>> People(PartyCaller who, string skill = "") => [.. (await who.Musters.ListMusterPeopleAsync(new() { MusterId = emergency.ToString(), Skill = skill })).People];
        var people = await People(app.Office(town));
        Assert.Equal([(head.Id, ""), ("", reported.Id)], people.Select(p => (p.HoldingId, p.ReportInId)));
        Assert.Equal(("赵**", "王**"), (people[0].NameMasked, people[1].NameMasked));
        Assert.Equal([reported.Id], (await People(app.Office(town), "first-aid")).Select(p => p.ReportInId));
        Assert.Empty(await People(app.Office(town), "driving"));
        // From page to page, across both lists.
        var first = await app.Office("510105").Musters.ListMusterPeopleAsync(new() { MusterId = emergency.ToString(), PageSize = 1 });
        Assert.Equal([reported.Id], (await app.Office("510105").Musters.ListMusterPeopleAsync(new() { MusterId = emergency.ToString(), PageSize = 1, PageToken = first.NextPageToken })).People.Select(p => p.ReportInId));
        // A community below sees it, and its own people alone; another town does not.
        Assert.Equal([head.Id], (await People(app.Office(places[1]))).Select(p => p.HoldingId));
        await Refused(StatusCode.NotFound, "MUSTER_NOT_FOUND", () => app.Office("510105011").Musters.ListMusterPeopleAsync(new() { MusterId = emergency.ToString() }));
        await app.PublishAsync(new EmergencyDeactivated(emergency, town, "flood", 0, 0, at.AddHours(3)));
        await EventuallyAsync("it is over", async () => (await Listed(app.Office(town), emergency)).EndTime is not null);
        Assert.DoesNotContain(emergency.ToString(), (await app.Office(town).Musters.ListMustersAsync(new())).Musters.Select(m => m.Id));
        await WrongFields(() => app.Office(town).Musters.ListMusterPeopleAsync(new() { MusterId = "x", Skill = "不会", PageToken = "!" }), "muster_id", "skill", "page_token");
    }
}
