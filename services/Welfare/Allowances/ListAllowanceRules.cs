using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Allowances;

internal sealed class ListAllowanceRules(WelfareDb db)
{
    public async Task<Wire.ListAllowanceRulesResponse> Handle(Wire.ListAllowanceRulesRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.Kind), "kind", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Kind);
        var after = page.AfterId(check);
        check.OrThrow();
        var rules = db.Everywhere<AllowanceRule>("a rule is printed for everybody: what is paid where").AsNoTracking();
        var kind = (AllowanceKind)request.Kind;
        if (kind > 0) rules = rules.Where(r => r.Kind == kind);
        if (after is { } last) rules = rules.Where(r => r.Id < last);
        var rows = await rules.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListAllowanceRulesResponse();
        reply.Rules.AddRange(rows.Take(page.Size).Select(AllowanceWire.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
