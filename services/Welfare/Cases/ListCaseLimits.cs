using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class ListCaseLimits(WelfareDb db)
{
    public async Task<Wire.ListCaseLimitsResponse> Handle(Wire.ListCaseLimitsRequest request, CancellationToken cancel)
    {
        _ = request;
        var reply = new Wire.ListCaseLimitsResponse();
        reply.Limits.AddRange((await db.CaseLimits.AsNoTracking().OrderBy(l => l.Kind).ThenBy(l => l.Since).ToListAsync(cancel)).Select(CaseWire.Of));
        return reply;
    }
}
