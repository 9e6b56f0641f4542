using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using System.Globalization;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class ListCustodyReports(SocialOrgsDb db)
{
    public async Task<Wire.ListCustodyReportsResponse> Handle(Wire.ListCustodyReportsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("custody_id", request.CustodyId, out var id);
        var page = Page.Read(check, request.PageSize, request.PageToken, request.CustodyId);
        var before = int.MaxValue;
        if (page.After is { } after) check.That(int.TryParse(after, CultureInfo.InvariantCulture, out before), "page_token", "WRONG_TOKEN", "翻页标记无效");
        check.OrThrow();
        if (!await db.Custodies.AnyAsync(c => c.Id == id, cancel)) throw EnterpriseRefusals.NoCustody(request.CustodyId);
        var found = await db.CustodyReports.AsNoTracking().Where(r => r.CustodyId == id && r.Number < before).OrderByDescending(r => r.Number).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListCustodyReportsResponse();
        reply.Reports.AddRange(found.Take(page.Size).Select(EnterpriseDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Number.ToString(CultureInfo.InvariantCulture));
        return reply;
    }
}
