using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class ElectTeam(PartyDb db, TeamDesk desk, OrganizationDesk days, DivisionMap map)
{
    public async Task<Wire.Team> Handle(Wire.ElectTeamRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("id", request.Id, out var id).Few("elected", request.Elected.Count, 66, min: 1);
        var on = days.Past(check, "held_date", request.HeldDate);
        var (posts, people) = (new List<Guid>(), new List<Guid>());
        for (var i = 0; i < request.Elected.Count; i++)
        {
            check.Id($"elected[{i}].post_id", request.Elected[i].PostId, out var postId).Id($"elected[{i}].person_id", request.Elected[i].PersonId, out var personId)
                .That(postId == default || !posts.Contains(postId), $"elected[{i}].post_id", "TWICE", "不能重复").That(personId == default || !people.Contains(personId), $"elected[{i}].person_id", "TWICE", "不能重复");
            posts.Add(postId);
            people.Add(personId);
        }
        check.OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var team = await desk.HoldAsync(id, cancel);
        Etag.Match(request.Etag, team.Version);
        team.Elect(on, await desk.RuleAsync(team.Area, on, cancel), await desk.MostSeatsAsync(team.Area, team.Body, cancel), posts.Count, desk.Now);
        var known = await db.TeamPosts.AsNoTracking().Where(p => p.TeamId == id).ToDictionaryAsync(p => p.Id, cancel);
        foreach (var postId in posts.Where(p => !known.ContainsKey(p))) throw TeamRefusals.NoPost(postId.ToString());
        var qualified = await desk.QualifiedAsync(team, people, on, cancel);
        // Before the holders of today are out: theirs end with the election.
        var free = await desk.FreeSinceAsync(posts, cancel);
        foreach (var former in await db.TeamHoldings.Where(h => h.TeamId == id && h.RunningPostId != null).ToListAsync(cancel)) former.Finish(HoldingEnd.Term, on, null, desk.Now);
        foreach (var (postId, personId) in posts.Zip(people))
        {
            var holding = TeamHolding.Begin(team, known[postId], free.TryGetValue(postId, out var since) ? since : null, qualified[personId], HoldingMode.Elected, on, desk.Now);
            db.Add(holding);
            await desk.TakeFromReserveAsync(holding, cancel);
        }
        var division = await map.NameAsync(team.Area, cancel);
        try
        {
            var reply = await db.SaveAsync(() => TeamDesk.Of(team, division), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == TeamHoldingTable.OnePost)
        {
            throw TeamRefusals.HoldsAPost();
        }
    }
}
