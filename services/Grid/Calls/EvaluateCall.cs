using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class EvaluateCall(GridDb db, CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.EvaluateCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check().Within("score", request.Score, 1, 5).Text("comment", request.Comment, 500, min: 0), cancel);
        var unit = call.MergedInto is not { } into ? call.Unit
            : await db.Everywhere<Call>("a merged call is answered by the unit of the call it was merged into").Where(c => c.Id == into).Select(c => c.Unit).FirstOrDefaultAsync(cancel);
        call.Evaluate(request.Score, request.Comment, unit, desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
