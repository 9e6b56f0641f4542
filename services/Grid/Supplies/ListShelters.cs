using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Supplies;

internal sealed class ListShelters(GridDb db)
{
    public async Task<Wire.ListSheltersResponse> Handle(Wire.ListSheltersRequest request, CancellationToken cancel)
    {
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.ShowClosed);
        var after = page.AfterId(check);
        check.OrThrow();

        var shelters = db.Shelters.AsNoTracking();
        if (division is { } area) shelters = shelters.In(area);
        if (!request.ShowClosed) shelters = shelters.Where(s => s.ClosedAt == null);
        if (after is { } last) shelters = shelters.Where(s => s.Id < last);
        var rows = await shelters.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListSheltersResponse { Shelters = { shown.Select(s => s.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
