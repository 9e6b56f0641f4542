using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Grades;

internal sealed class ListRegradings(PartyDb db, GradeDesk desk)
{
    public async Task<Wire.ListRegradingsResponse> Handle(Wire.ListRegradingsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();
        var regradings = db.Regradings.AsNoTracking();
        if (division is { } area) regradings = regradings.In(area);
        if (after is { } last) regradings = regradings.Where(r => r.Id < last);
        var rows = await regradings.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListRegradingsResponse();
        foreach (var regrading in rows.Take(page.Size)) reply.Regradings.Add(await desk.OfAsync(regrading, cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
