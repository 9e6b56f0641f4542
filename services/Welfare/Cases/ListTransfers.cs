using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ListTransfers(TransferDesk desk, ShareWire wire)
{
    public async Task<Wire.ListTransfersResponse> Handle(Wire.ListTransfersRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.State), "state", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.State);
        var after = page.AfterId(check);
        check.OrThrow();
        var transfers = desk.Seen.AsNoTracking();
        var state = (CaseTransferState)request.State;
        if (state != 0) transfers = transfers.Where(t => t.State == state);
        if (after is { } last) transfers = transfers.Where(t => t.Id < last);
        var rows = await transfers.OrderByDescending(t => t.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListTransfersResponse();
        reply.Transfers.AddRange(rows.Take(page.Size).Select(wire.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
