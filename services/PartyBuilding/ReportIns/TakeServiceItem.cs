using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class TakeServiceItem(PartyDb db, ReportInDesk desk)
{
    public async Task<Wire.Undertaking> Handle(Wire.TakeServiceItemRequest request, CancellationToken cancel)
    {
        new Check().Id("item_id", request.ItemId, out var itemId).Id("report_in_id", request.ReportInId, out var reportInId).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var reported = await desk.ShareAsync(reportInId, cancel) ?? throw ReportInRefusals.NotFound(request.ReportInId);
        var item = await desk.HoldItemAsync(itemId, cancel) ?? throw ReportInRefusals.NoItem(request.ItemId);
        if (await db.Undertakings.AnyAsync(u => u.ItemId == itemId && u.ReportInId == reportInId && u.State != UndertakingState.Released, cancel)) throw ReportInRefusals.TakenAlready();
        var undertaking = item.Take(reported, desk.Now);
        db.Add(undertaking);
        var reply = await db.SaveAsync(() => desk.Of(undertaking, item.Title), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
