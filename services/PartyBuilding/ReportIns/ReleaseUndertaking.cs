using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ReleaseUndertaking(PartyDb db, ReportInDesk desk)
{
    public async Task<Wire.Undertaking> Handle(Wire.ReleaseUndertakingRequest request, CancellationToken cancel)
    {
        var check = new Check();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var undertaking = await desk.FindUndertakingAsync(request.Id, request.Etag, check, cancel);
        var item = await desk.HoldItemAsync(undertaking.ItemId, cancel) ?? throw ReportInRefusals.NoUndertaking(request.Id);
        undertaking.Release();
        item.Free();
        var reply = await db.SaveAsync(() => desk.Of(undertaking, item.Title), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
