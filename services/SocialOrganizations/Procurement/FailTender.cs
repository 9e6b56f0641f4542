using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class FailTender(SocialOrgsDb db, ProcurementDesk desk, Work work)
{
    public async Task<Wire.Tender> Handle(Wire.FailTenderRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var tender = await desk.HoldTenderAsync(id, cancel);
        Etag.Match(request.Etag, tender.Version);
        tender.Fail(desk.Now);
        work.Purpose = request.Reason.Trim();
        var bids = await desk.BidCountAsync(id, cancel);
        var reply = await db.SaveAsync(() => ProcurementDesk.Of(tender, bids), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
