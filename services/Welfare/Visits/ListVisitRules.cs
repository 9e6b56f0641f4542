using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Visits;

internal sealed class ListVisitRules(WelfareDb db)
{
    public async Task<Wire.ListVisitRulesResponse> Handle(Wire.ListVisitRulesRequest request, CancellationToken cancel)
    {
        _ = request;
        var reply = new Wire.ListVisitRulesResponse();
        reply.Rules.AddRange((await db.VisitRules.AsNoTracking().OrderBy(r => r.Level).ThenBy(r => r.Since).ToListAsync(cancel)).Select(VisitWire.Of));
        return reply;
    }
}
