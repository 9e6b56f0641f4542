using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class ListProtectionRules(WelfareDb db)
{
    public async Task<Wire.ListProtectionRulesResponse> Handle(Wire.ListProtectionRulesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken);
        var after = page.AfterId(check);
        check.OrThrow();
        var rules = db.Everywhere<ProtectionRule>("limits of the province are printed for everybody").AsNoTracking();
        if (after is { } last) rules = rules.Where(r => r.Id < last);
        var rows = await rules.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListProtectionRulesResponse();
        reply.Rules.AddRange(rows.Take(page.Size).Select(ChildReportWire.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
