using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Cadres;

internal sealed class ListCadres(GridDb db, CadreWire wire)
{
    public async Task<Wire.ListCadresResponse> Handle(Wire.ListCadresRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.ShowReleased);
        var after = page.AfterId(check);
        check.OrThrow();

        var cadres = db.Cadres.AsNoTracking();
        if (division is { } area) cadres = cadres.In(area);
        if (!request.ShowReleased) cadres = cadres.Where(c => c.EndAt == null);
        if (after is { } last) cadres = cadres.Where(c => c.Id < last);
        var rows = await cadres.OrderByDescending(c => c.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListCadresResponse { Cadres = { shown.Select(wire.Of) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
