using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class ListBids(SocialOrgsDb db, ProcurementDesk desk, BidWire wire)
{
    public async Task<Wire.ListBidsResponse> Handle(Wire.ListBidsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("tender_id", request.TenderId, out var tenderId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.TenderId);
        var after = page.AfterId(check);
        check.OrThrow();
        var tender = await desk.Tenders.FirstOrDefaultAsync(t => t.Id == tenderId, cancel) ?? throw ProcurementRefusals.NoTender(request.TenderId);
        var (rows, now) = (db.Bids.AsNoTracking().Where(r => r.TenderId == tenderId), desk.Now);
        // Who else bids is told to nobody who may bid or has a part in a bid, until it is over.
        if (!tender.IsOver(now) && await desk.IsBlindAsync(tenderId, cancel)) rows = rows.Where(r => r.Owner == desk.Me);
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListBidsResponse();
        reply.Bids.AddRange(found.Take(page.Size).Select(b => wire.Of(tender, b, now)));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
