using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Assessments;
using Governance.SocialOrganizations.Organizations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class SubmitBid(SocialOrgsDb db, ProcurementDesk desk, BidWire wire, OrganizationDesk organizations, Blacklist blacklist)
{
    public async Task<Wire.Bid> Handle(Wire.SubmitBidRequest request, CancellationToken cancel)
    {
        new Check().Id("tender_id", request.TenderId, out var tenderId).Id("organization_id", request.OrganizationId, out var organizationId)
            .That(request.PriceFen > 0, "price_fen", "OUT_OF_RANGE", "应大于 0").Text("plan", request.Plan, 5_000, min: 10).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await organizations.FindAsync(organizationId, cancel);
        var tender = await desk.ShareTenderAsync(tenderId, cancel) ?? throw ProcurementRefusals.NoTender(request.TenderId);
        var organization = await blacklist.AskAsync(organizationId, cancel);
        var now = desk.Now;
        tender.MayBid(organization, request.PriceFen, now);
        var bid = await db.Bids.FirstOrDefaultAsync(b => b.TenderId == tenderId && b.OrganizationId == organizationId, cancel);
        if (bid is null) db.Add(bid = Bid.Of(tender, organization, now));
        db.Add(bid.Put(tender, wire.SealPrice(request.PriceFen), wire.SealPlan(request.Plan.Trim()), desk.Me, now));
        try
        {
            var reply = await db.SaveAsync(() => wire.Of(tender, bid, now), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == BidTable.Once)
        {
            // Its first bid twice at once: the other one is there, and may be replaced.
            throw Etag.Overtaken();
        }
    }
}
