using Governance.PartyBuilding.People;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class ListTeamHoldings(PartyDb db, TeamDesk desk, PersonWire people)
{
    public async Task<Wire.ListTeamHoldingsResponse> Handle(Wire.ListTeamHoldingsRequest request, CancellationToken cancel)
    {
        var (teamId, personId) = (Guid.Empty, Guid.Empty);
        var check = new Check();
        if (request.TeamId.Length > 0) check.Id("team_id", request.TeamId, out teamId);
        if (request.PersonId.Length > 0) check.Id("person_id", request.PersonId, out personId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.TeamId, request.PersonId, request.Running);
        var after = page.AfterId(check);
        check.OrThrow();
        var holdings = db.TeamHoldings.AsNoTracking();
        if (teamId != default) holdings = holdings.Where(h => h.TeamId == teamId);
        if (personId != default) holdings = holdings.Where(h => h.PersonId == personId);
        if (request.Running) holdings = holdings.Where(h => h.RunningPostId != null);
        if (after is { } last) holdings = holdings.Where(h => h.Id < last);
        var rows = await holdings.OrderByDescending(h => h.Id).Take(page.Size + 1).ToListAsync(cancel);
        var names = await people.NamesAsync(rows.Select(h => h.PersonId), cancel);
        var reply = new Wire.ListTeamHoldingsResponse();
        reply.Holdings.AddRange(rows.Take(page.Size).Select(h => desk.Of(h, names[h.PersonId])));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
