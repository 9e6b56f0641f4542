using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Teams;

internal sealed class ListTeams(TeamDesk desk)
{
    public async Task<Wire.ListTeamsResponse> Handle(Wire.ListTeamsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division).That(System.Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.Kind, request.ShowDisbanded);
        var after = page.AfterId(check);
        check.OrThrow();

        var teams = desk.Seen;
        if (division is { } area) teams = teams.In(area);
        var kind = (TeamKind)request.Kind;
        if (request.Kind != Wire.TeamKind.Unspecified) teams = teams.Where(t => t.Kind == kind);
        if (!request.ShowDisbanded) teams = teams.Where(t => t.State == TeamState.Active);
        if (after is { } last) teams = teams.Where(t => t.Id < last);
        var rows = await teams.OrderByDescending(t => t.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListTeamsResponse();
        reply.Teams.AddRange(await desk.OfAsync([.. rows.Take(page.Size)], cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
