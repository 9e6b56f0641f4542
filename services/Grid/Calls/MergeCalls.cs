using Governance.Grid.Disputes;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class MergeCalls(GridDb db, CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.MergeCallsRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("into_id", request.IntoId, out var intoId).Text("reason", request.Reason, 500)
            .That(!string.Equals(request.Id, request.IntoId, StringComparison.OrdinalIgnoreCase), "into_id", "SAME_CALL", "不能并入自己");
        var call = await desk.FindAsync(request.Id, request.Etag, check, cancel);
        var into = await db.Calls.FirstOrDefaultAsync(c => c.Id == intoId, cancel) ?? throw CallRefusals.NotFound(request.IntoId);
        // The answer to the one is shown to who reads the other: it must not tell one county of the next.
        if (call.Area[..6] != into.Area[..6]) throw CallRefusals.OtherCounty();
        var dispute = await db.Everywhere<Dispute>("whether a call that the caller sees has one").AnyAsync(d => d.CallId == call.Id && d.State != DisputeState.Closed && d.State != DisputeState.Withdrawn, cancel);
        call.Merge(into, dispute, request.Reason, await desk.RulesAsync(cancel), desk.Me);
        return await desk.SaveAsync(into, cancel);
    }
}
