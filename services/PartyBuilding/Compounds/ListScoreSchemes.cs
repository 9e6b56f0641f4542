using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Compounds;

internal sealed class ListScoreSchemes(PartyDb db)
{
    public async Task<Wire.ListScoreSchemesResponse> Handle(Wire.ListScoreSchemesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken);
        var after = page.AfterId(check);
        check.OrThrow();
        var schemes = db.ScoreSchemes.AsNoTracking();
        if (after is { } last) schemes = schemes.Where(s => s.Id < last);
        var rows = await schemes.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListScoreSchemesResponse();
        reply.Schemes.AddRange(rows.Take(page.Size).Select(CompoundDesk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
