using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Regional;

internal sealed class CloseRegionalItem(PartyDb db, RegionalDesk desk)
{
    public async Task<Wire.RegionalItem> Handle(Wire.CloseRegionalItemRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var item = await desk.HoldOwnItemAsync(id, cancel) ?? throw RegionalRefusals.NoItem(request.Id);
        Etag.Match(request.Etag, item.Version);
        item.Close();
        var reply = await db.SaveAsync(() => RegionalDesk.Of(item), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
