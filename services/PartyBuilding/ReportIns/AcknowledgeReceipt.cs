using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class AcknowledgeReceipt(PartyDb db, ReceiptDesk desk)
{
    public async Task<Wire.Receipt> Handle(Wire.AcknowledgeReceiptRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var receipt = await db.Receipts.FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw ReportInRefusals.NoReceipt(request.Id);
        Etag.Match(request.Etag, receipt.Version);
        receipt.Acknowledge(desk.Now);
        var shown = await desk.ShowAsync([receipt], cancel);
        return await db.SaveAsync(() => shown(receipt), cancel);
    }
}
