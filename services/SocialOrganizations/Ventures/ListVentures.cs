using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Ventures;

internal sealed class ListVentures(VentureDesk desk)
{
    public async Task<Wire.ListVenturesResponse> Handle(Wire.ListVenturesRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("contest_id", request.ContestId, out var contestId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ContestId);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = desk.Ventures.Include(v => v.Tranches).Where(v => v.ContestId == contestId);
        await desk.ContestAsync(contestId, cancel);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListVenturesResponse();
        reply.Ventures.AddRange(found.Take(page.Size).Select(VentureDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
