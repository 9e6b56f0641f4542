using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Supplies;

internal sealed class ListSupplyPostings(GridDb db)
{
    public async Task<Wire.ListSupplyPostingsResponse> Handle(Wire.ListSupplyPostingsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("supply_id", request.SupplyId, out var supplyId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.SupplyId);
        var after = page.AfterId(check);
        check.OrThrow();

        if (!await db.Supplies.AnyAsync(s => s.Id == supplyId, cancel)) throw SupplyRefusals.NotFound(request.SupplyId);
        var postings = db.SupplyPostings.AsNoTracking().Where(p => p.SupplyId == supplyId);
        if (after is { } last) postings = postings.Where(p => p.Id < last);
        var rows = await postings.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var shown = rows.Take(page.Size).ToList();
        return new Wire.ListSupplyPostingsResponse { Postings = { shown.Select(p => p.ToWire()) }, NextPageToken = page.Next(rows.Count > page.Size, shown is [.., var end] ? end.Id.ToString() : "") };
    }
}
