using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class ListTeams(PartyDb db, TeamDesk desk)
{
    public async Task<Wire.ListTeamsResponse> Handle(Wire.ListTeamsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(Enum.IsDefined(request.Body), "body", "UNKNOWN_VALUE", "不是有效的取值");
        DateOnly until = default;
        if (request.UntilDate.Length > 0) check.Date("until_date", request.UntilDate, out until);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Body, request.UntilDate);
        var after = page.AfterId(check);
        check.OrThrow();
        var teams = db.Teams.AsNoTracking();
        if (division is { } area) teams = teams.In(area);
        var body = (TeamBody)request.Body;
        if (body != 0) teams = teams.Where(t => t.Body == body);
        if (until != default) teams = teams.Where(t => !t.Closed && t.TermEnd <= until);
        if (after is { } last) teams = teams.Where(t => t.Id < last);
        var rows = await teams.OrderByDescending(t => t.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListTeamsResponse();
        foreach (var team in rows.Take(page.Size)) reply.Teams.Add(await desk.OfAsync(team, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
