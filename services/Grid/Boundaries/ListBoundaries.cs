using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Boundaries;

internal sealed class ListBoundaries(GridDb db)
{
    public async Task<Wire.ListBoundariesResponse> Handle(Wire.ListBoundariesRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode);
        check.OrThrow();

        var boundaries = db.GridBoundaries.AsNoTracking();
        if (division is { } area) boundaries = boundaries.In(area);
        if (page.After is { } after) boundaries = boundaries.Where(b => string.Compare(b.Area, after) > 0);
        var grids = db.Grids.Where(g => g.RetiredAt == null);
        var rows = await boundaries.Where(b => grids.Any(g => g.Area == b.Area)).OrderBy(b => b.Area).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListBoundariesResponse { Boundaries = { shown.Select(b => b.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var last] ? last.Area : "") };
    }
}
