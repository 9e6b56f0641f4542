using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Grids;

internal sealed class ListGrids(GridDb db)
{
    public async Task<Wire.ListGridsResponse> Handle(Wire.ListGridsRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.UnassignedOnly, request.ShowRetired);
        check.OrThrow();

        var grids = db.Grids.AsNoTracking();
        if (division is { } area) grids = grids.In(area);
        if (request.UnassignedOnly) grids = grids.Where(g => g.ResponsibleWorkerId == null);
        if (!request.ShowRetired) grids = grids.Where(g => g.RetiredAt == null);
        if (page.After is { } after) grids = grids.Where(g => string.Compare(g.Area, after) > 0);
        var rows = await grids.OrderBy(g => g.Area).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListGridsResponse
        {
            Grids = { shown.Select(g => g.ToWire()) },
            NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var last] ? last.Code : ""),
        };
    }
}
