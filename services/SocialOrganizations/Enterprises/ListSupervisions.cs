using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using System.Globalization;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class ListSupervisions(SocialOrgsDb db)
{
    public async Task<Wire.ListSupervisionsResponse> Handle(Wire.ListSupervisionsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.EnterpriseId);
        var before = int.MaxValue;
        if (page.After is { } after) check.That(int.TryParse(after, CultureInfo.InvariantCulture, out before), "page_token", "WRONG_TOKEN", "翻页标记无效");
        check.Id("enterprise_id", request.EnterpriseId, out var id).OrThrow();
        if (!await db.Enterprises.AnyAsync(e => e.Id == id, cancel)) throw EnterpriseRefusals.NoEnterprise(request.EnterpriseId);
        var found = await db.Supervisions.AsNoTracking().Where(s => s.EnterpriseId == id && s.Year < before).OrderByDescending(s => s.Year).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListSupervisionsResponse();
        reply.Supervisions.AddRange(found.Take(page.Size).Select(EnterpriseDesk.Of));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Year.ToString(CultureInfo.InvariantCulture));
        return reply;
    }
}
