using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.ReportIns;

internal sealed class ListRefusedServices(PartyDb db)
{
    public async Task<Wire.ListRefusedServicesResponse> Handle(Wire.ListRefusedServicesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken);
        var after = page.AfterId(check);
        check.OrThrow();
        var entries = db.ServiceEntries.AsNoTracking().Where(e => e.Refusal != null && db.ReportIns.Any(r => r.Id == e.ReportInId));
        if (after is { } last) entries = entries.Where(e => e.Id < last);
        var rows = await entries.OrderByDescending(e => e.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListRefusedServicesResponse();
        reply.Entries.AddRange(rows.Take(page.Size).Select(ReportInDesk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
