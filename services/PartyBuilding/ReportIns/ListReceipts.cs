using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ListReceipts(PartyDb db, ReceiptDesk desk)
{
    public async Task<Wire.ListReceiptsResponse> Handle(Wire.ListReceiptsRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值");
        Guid organizationId = default;
        if (request.OrganizationId.Length > 0) check.Id("organization_id", request.OrganizationId, out organizationId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.OrganizationId, request.Kind, request.OpenOnly);
        var after = page.AfterId(check);
        check.OrThrow();
        var receipts = db.Receipts.AsNoTracking();
        if (organizationId != default) receipts = receipts.Where(r => r.OrganizationId == organizationId);
        var kind = (ReceiptKind)request.Kind;
        if (kind != 0) receipts = receipts.Where(r => r.Kind == kind);
        if (request.OpenOnly) receipts = receipts.Where(r => r.AcknowledgedAt == null);
        if (after is { } last) receipts = receipts.Where(r => r.Id < last);
        var rows = await receipts.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListReceiptsResponse();
        reply.Receipts.AddRange(await desk.OfAsync([.. rows.Take(page.Size)], cancel));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
