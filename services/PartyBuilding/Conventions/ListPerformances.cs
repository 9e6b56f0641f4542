using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Conventions;

internal sealed class ListPerformances(PartyDb db, ConventionDesk desk)
{
    public async Task<Wire.ListPerformancesResponse> Handle(Wire.ListPerformancesRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("convention_id", request.ConventionId, out var id);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ConventionId);
        var after = page.AfterId(check);
        check.OrThrow();
        if (!await db.Conventions.AnyAsync(c => c.Id == id, cancel)) throw ConventionRefusals.NotFound(request.ConventionId);
        var performances = db.Performances.AsNoTracking().Where(p => p.ConventionId == id);
        if (after is { } last) performances = performances.Where(p => p.Id < last);
        var rows = await performances.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPerformancesResponse();
        reply.Performances.AddRange(rows.Take(page.Size).Select(desk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
