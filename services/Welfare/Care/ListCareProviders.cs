using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Care;

internal sealed class ListCareProviders(CareDesk desk)
{
    public async Task<Wire.ListCareProvidersResponse> Handle(Wire.ListCareProvidersRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("item_code", request.ItemCode, 30, min: 0);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ItemCode, request.ShowClosed);
        var after = page.AfterId(check);
        check.OrThrow();
        var providers = desk.ProvidersInSight.AsNoTracking();
        if (request.ItemCode.Length > 0) providers = providers.Where(p => p.ItemCodes.Contains(request.ItemCode));
        if (!request.ShowClosed) providers = providers.Where(p => p.ClosedAt == null);
        if (after is { } last) providers = providers.Where(p => p.Id < last);
        var rows = await providers.OrderByDescending(p => p.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCareProvidersResponse();
        reply.Providers.AddRange(rows.Take(page.Size).Select(p => p.ToWire()));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
