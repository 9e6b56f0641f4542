using Governance.Access;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Supplies;

internal sealed class ListSupplies(GridDb db)
{
    public async Task<Wire.ListSuppliesResponse> Handle(Wire.ListSuppliesRequest request, CancellationToken cancel)
    {
        var shelterId = Guid.Empty;
        var check = new Check().DivisionFilter("division_code", request.DivisionCode, out var division);
        if (request.ShelterId.Length > 0) check.Id("shelter_id", request.ShelterId, out shelterId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.DivisionCode, request.ShelterId, request.ShortOnly);
        var after = page.AfterId(check);
        check.OrThrow();

        var supplies = db.Supplies.AsNoTracking();
        if (division is { } area) supplies = supplies.In(area);
        if (shelterId != Guid.Empty) supplies = supplies.Where(s => s.ShelterId == shelterId);
        if (request.ShortOnly) supplies = supplies.Where(s => s.Amount < s.LeastAmount);
        if (after is { } last) supplies = supplies.Where(s => s.Id < last);
        var rows = await supplies.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListSuppliesResponse { Supplies = { shown.Select(s => s.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
