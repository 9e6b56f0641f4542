using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class ListCareItems(WelfareDb db)
{
    public async Task<Wire.ListCareItemsResponse> Handle(Wire.ListCareItemsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken);
        check.OrThrow();
        var items = db.Everywhere<CareItem>("the catalogue is printed for everybody").AsNoTracking();
        if (page.After is { } last) items = items.Where(i => string.Compare(i.Code, last) > 0);
        var rows = await items.OrderBy(i => i.Code).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCareItemsResponse();
        reply.Items.AddRange(rows.Take(page.Size).Select(i => i.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Code);
        return reply;
    }
}
