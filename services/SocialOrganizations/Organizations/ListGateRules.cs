using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class ListGateRules(SocialOrgsDb db)
{
    public async Task<Wire.ListGateRulesResponse> Handle(Wire.ListGateRulesRequest request, CancellationToken cancel)
    {
        var check = new Check().That(Enum.IsDefined(request.Gate), "gate", "UNKNOWN_VALUE", "不是有效的取值");
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Gate);
        var after = page.AfterId(check);
        check.OrThrow();
        var rules = db.GateRules.AsNoTracking();
        var gate = (Gate)request.Gate;
        if (gate > 0) rules = rules.Where(r => r.Gate == gate);
        if (after is { } last) rules = rules.Where(r => r.Id < last);
        var rows = await rules.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListGateRulesResponse();
        reply.Rules.AddRange(rows.Take(page.Size).Select(OrganizationWire.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
