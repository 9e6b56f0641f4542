using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class ListTenders(ProcurementDesk desk)
{
    public async Task<Wire.ListTendersResponse> Handle(Wire.ListTendersRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var state = (TenderState)request.State;
        var found = await PageAsync(desk.Tenders);
        // Those that take bids are open to whoever may bid, wherever they are.
        if (state is 0 or TenderState.Open && await desk.IsBidderAsync(cancel)) found = [.. found.Concat(await PageAsync(desk.TakingBids)).DistinctBy(t => t.Id).OrderByDescending(t => t.Id).Take(page.Size + 1)];
        var reply = new Wire.ListTendersResponse();
        var bids = await desk.BidsToldAsync(found, cancel);
        reply.Tenders.AddRange(found.Take(page.Size).Select(t => ProcurementDesk.Of(t, bids.GetValueOrDefault(t.Id))));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;

        Task<List<Tender>> PageAsync(IQueryable<Tender> rows)
        {
            if (state > 0) rows = rows.Where(r => r.State == state);
            if (after is { } last) rows = rows.Where(r => r.Id < last);
            return rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        }
    }
}
