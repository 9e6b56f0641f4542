using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Procurement;

internal sealed class CallTender(SocialOrgsDb db, ProcurementDesk desk)
{
    public async Task<Wire.Tender> Handle(Wire.CallTenderRequest request, CancellationToken cancel)
    {
        var (deadline, minBids, now) = (request.Deadline?.ToDateTimeOffset() ?? DateTimeOffset.MinValue, request.MinBids == 0 ? 3 : request.MinBids, desk.Now);
        new Check().Id("item_id", request.ItemId, out var itemId).That(deadline > now && deadline <= now.AddYears(1), "deadline", "OUT_OF_RANGE", "应晚于现在，且在一年之内").Within("min_bids", minBids, 1, 50).OrThrow();
        var item = await db.ListItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == itemId, cancel) ?? throw ProcurementRefusals.NoItem(request.ItemId);
        var list = await db.ServiceLists.AsNoTracking().FirstAsync(l => l.Id == item.ListId, cancel);
        var (tender, step) = Tender.Call(list, item, deadline, minBids, desk.Me, now);
        db.Add(tender);
        db.Add(step);
        try
        {
            return await db.SaveAsync(() => ProcurementDesk.Of(tender, 0), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == TenderTable.Once)
        {
            throw ProcurementRefusals.TenderExists();
        }
    }
}
