using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ListTransfers(WelfareDb db, TransferDesk desk, CaseDesk cases, ShareWire wire)
{
    public async Task<Wire.ListTransfersResponse> Handle(Wire.ListTransfersRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值").Known("purpose", request.Purpose);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        // Those of sealed people only for those who may unseal.
        var sealedCases = cases.Veiled;
        var transfers = desk.Seen.AsNoTracking().Where(t => !sealedCases.Any(c => c.Id == t.CaseId));
        var state = (CaseTransferState)request.State;
        if (state != 0) transfers = transfers.Where(t => t.State == state);
        if (after is { } last) transfers = transfers.Where(t => t.Id < last);
        var rows = await transfers.OrderByDescending(t => t.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListTransfersResponse();
        foreach (var transfer in rows.Take(page.Size))
        {
            reply.Transfers.Add(wire.Of(transfer));
            db.AuditRead(transfer.CaseId, transfer.Area, request.Purpose.ToString());
        }
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        await db.SaveAsync(cancel);
        return reply;
    }
}
