using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class AwardTender(SocialOrgsDb db, ProcurementDesk desk, BidWire wire, Blacklist blacklist)
{
    public async Task<Wire.Contract> Handle(Wire.AwardTenderRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Id("bid_id", request.BidId, out var bidId).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var tender = await desk.HoldTenderAsync(id, cancel);
        Etag.Match(request.Etag, tender.Version);
        var bid = await db.Bids.FirstOrDefaultAsync(b => b.Id == bidId && b.TenderId == id, cancel) ?? throw ProcurementRefusals.NoBid(request.BidId);
        var list = await desk.HoldListAsync(tender.ListId, cancel);
        var organization = await blacklist.AskAsync(bid.OrganizationId, cancel);
        var now = desk.Now;
        var (contract, step) = tender.Award(list, bid, organization, wire.OpenPrice(tender, bid, now), await desk.BidCountAsync(id, cancel), desk.Me, now);
        db.Add(contract);
        db.Add(step);
        var reply = await db.SaveAsync(() => ProcurementDesk.Of(contract, desk.Today), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
