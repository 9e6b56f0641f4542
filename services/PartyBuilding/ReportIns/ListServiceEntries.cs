using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ListServiceEntries(PartyDb db)
{
    public async Task<Wire.ListServiceEntriesResponse> Handle(Wire.ListServiceEntriesRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("report_in_id", request.ReportInId, out var reportInId);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.ReportInId);
        var after = page.AfterId(check);
        check.OrThrow();
        if (!await db.ReportIns.AnyAsync(r => r.Id == reportInId, cancel)) throw ReportInRefusals.NotFound(request.ReportInId);
        var entries = db.ServiceEntries.AsNoTracking().Where(e => e.ReportInId == reportInId);
        if (after is { } last) entries = entries.Where(e => e.Id < last);
        var rows = await entries.OrderByDescending(e => e.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListServiceEntriesResponse();
        reply.Entries.AddRange(rows.Take(page.Size).Select(ReportInDesk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
