using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Cases;

internal sealed class RecordResult(WelfareDb db, CaseDesk desk, CaseWire wire)
{
    public async Task<Wire.Case> Handle(Wire.RecordResultRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("result", request.Result, 500).Within("action_number", request.ActionNumber, 1, 20);
        var found = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        found.RecordResult(desk.Me);
        var plan = await db.CasePlans.Where(p => p.CaseId == found.Id && p.State == PlanState.Approved).OrderByDescending(p => p.Number).FirstAsync(cancel);
        var content = wire.Open(plan);
        new Check().Within("action_number", request.ActionNumber, 1, content.Actions.Count).OrThrow();
        plan.Content = wire.Seal(content with { Actions = [.. content.Actions.Select((a, i) => i == request.ActionNumber - 1 ? a with { Result = request.Result.Trim() } : a)] });
        return await desk.SaveAsync(found, cancel);
    }
}
