using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Points;

internal sealed class ListPointSchemes(VolunteersDb db)
{
    public async Task<Wire.ListPointSchemesResponse> Handle(Wire.ListPointSchemesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        var after = page.AfterId(check);
        check.OrThrow();

        var schemes = db.PointSchemes.AsNoTracking();
        if (division is { } area) schemes = schemes.In(area);
        if (after is { } last) schemes = schemes.Where(s => s.Id < last);
        var rows = await schemes.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPointSchemesResponse();
        reply.Schemes.AddRange(rows.Take(page.Size).Select(s => s.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
