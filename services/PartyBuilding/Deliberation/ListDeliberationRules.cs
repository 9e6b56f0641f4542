using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Deliberation;

internal sealed class ListDeliberationRules(PartyDb db)
{
    public async Task<Wire.ListDeliberationRulesResponse> Handle(Wire.ListDeliberationRulesRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken);
        var after = page.AfterId(check);
        check.OrThrow();
        var rules = db.DeliberationRules.AsNoTracking();
        if (after is { } last) rules = rules.Where(r => r.Id < last);
        var rows = await rules.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListDeliberationRulesResponse();
        reply.Rules.AddRange(rows.Take(page.Size).Select(DeliberationDesk.Of));
        if (rows.Count > page.Size) reply.NextPageToken = page.Next(true, rows[page.Size - 1].Id.ToString());
        return reply;
    }
}
