using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class DecidePlan(WelfareDb db, CaseDesk desk)
{
    public async Task<Wire.Case> Handle(Wire.DecidePlanRequest request, CancellationToken cancel)
    {
        var found = await desk.FindAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 500, min: request.Approve ? 0 : 1), cancel);
        var plan = await db.CasePlans.FirstOrDefaultAsync(p => p.CaseId == found.Id && p.Number == found.PlanCount, cancel) ?? throw CaseRefusals.NoPlanWaits();
        found.DecidePlan(plan, request.Approve, await desk.DueAsync(CaseLimitKind.Review, cancel), desk.Me);
        if (request.Reason.Trim().Length > 0) desk.Note(found, request.Reason);
        return await desk.SaveAsync(found, cancel);
    }
}
