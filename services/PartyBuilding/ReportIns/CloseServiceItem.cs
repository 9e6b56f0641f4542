using Governance.Map;
using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class CloseServiceItem(PartyDb db, ReportInDesk desk, DivisionMap map)
{
    public async Task<Wire.ServiceItem> Handle(Wire.CloseServiceItemRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var item = await desk.HoldItemAsync(id, cancel) ?? throw ReportInRefusals.NoItem(request.Id);
        Etag.Match(request.Etag, item.Version);
        item.Close();
        var division = await map.NameAsync(item.Area, cancel);
        var reply = await db.SaveAsync(() => ReportInDesk.Of(item, division), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
