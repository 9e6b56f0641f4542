using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
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
        var bids = await db.Bids.AsNoTracking().Where(b => b.TenderId == id).ToListAsync(cancel);
        db.Add(tender.Fail(bids, request.Reason.Trim(), await desk.SubmittedAsync(id, cancel), desk.Me, desk.Now));
        work.Purpose = request.Reason.Trim();
        var reply = await db.SaveAsync(() => ProcurementDesk.Of(tender, bids.Count), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
