using Governance.Events.Grid.V1;
using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Workers;

namespace Governance.PartyBuilding.Tests.Teams;

[Collection(WithBroker.Name)]
public sealed class MergingCommunities(PartyAppWithBroker app)
{
    [Fact]
    public async Task Where_two_committees_come_together_neither_goes_on_and_one_that_moves_alone_does()
    {
        var places = SmallMap.Rows.Where(r => r.Code.Length == 12 && r.Code.StartsWith("510105", StringComparison.Ordinal)).Select(r => r.Code).Skip(10).ToList();
        var (one, two, joined, alone, anew, east, west) = (places[0], places[1], places[2], places[3], places[4], places[5], places[6]);
        var heads = new Dictionary<string, (Team Team, TeamHolding Head)>();
        foreach (var place in new[] { one, two, alone, east, west })
        {
            var person = await app.NewPerson(place);
            await app.Reviewed(person, place);
            var (team, _, head) = await app.NewHeaded(place, person, TeamBody.Residents);
            heads[place] = (team, head);
        }
        var worker = await app.NewWorker(two);
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        for (var i = 0; i < 2; i++) await app.PublishAsync(new CommunitiesReorganized(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "510105", [one, two, alone, east, west], [joined, joined, anew, west, east], app.Clock.GetUtcNow()), id);
        await EventuallyAsync("the worker is in the new community", async () => (await app.Now(worker)).DivisionCode == joined);
        async Task<(string, bool)> Now(string former) => await app.Office("51").Teams.GetTeamAsync(new() { Id = heads[former].Team.Id }) is var t ? (t.DivisionCode, t.Closed) : default;
        Assert.Equal([(joined, true), (joined, true), (anew, false), (west, false), (east, false)], new[] { await Now(one), await Now(two), await Now(alone), await Now(east), await Now(west) });
        foreach (var (former, (team, head)) in heads)
        {
            var holding = Assert.Single((await app.Office("51").Teams.ListTeamHoldingsAsync(new() { TeamId = team.Id })).Holdings);
            Assert.Equal(former == one || former == two ? HoldingEnd.Reorganized : HoldingEnd.Unspecified, holding.End);
            Assert.Equal(former == one || former == two ? 1 : 0, (await app.Events("HoldingEnded")).Count(e => e.Contains(head.Id, StringComparison.Ordinal)));
        }
        // The new community elects its own, and who headed one of the former ones may head it.
        await app.NewHeaded(joined, new() { Id = heads[one].Head.PersonId }, TeamBody.Residents);
    }
}
