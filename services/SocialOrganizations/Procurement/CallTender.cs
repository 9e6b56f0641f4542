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
        // Rounds are few. Nothing of one that is over changes any more: what comes between this and the save is the same round by somebody else.
        var rounds = db.Tenders.AsNoTracking().Where(t => t.ItemId == itemId);
        var before = await rounds.OrderByDescending(t => t.Round).FirstOrDefaultAsync(cancel);
        var ended = await db.Contracts.AsNoTracking().Include(c => c.Milestones).Where(c => rounds.Any(t => t.Id == c.TenderId)).ToListAsync(cancel);
        var ids = ended.Select(c => c.Id).ToArray();
        var served = ids.Length == 0 ? 0 : await db.Everywhere<ServiceOrder>("how many needs the item has served; nothing of them is told")
            .CountAsync(o => ids.Contains(o.ContractId!.Value) && (o.State == ServiceOrderState.Delivered || o.State == ServiceOrderState.Accepted), cancel);
        var (tender, step) = Tender.Call(list, item, before, ended, served, deadline, minBids, desk.Me, now);
        db.Add(tender);
        db.Add(step);
        try
        {
            return await db.SaveAsync(() => ProcurementDesk.Of(tender, 0), cancel);
        }
        catch (ConstraintBroken e) when (e.Constraint == TenderTable.OneARound)
        {
            throw ProcurementRefusals.TenderExists();
        }
    }
}
