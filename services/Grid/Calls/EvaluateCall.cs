using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class EvaluateCall(CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.EvaluateCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check().Within("score", request.Score, 1, 5).Text("comment", request.Comment, 500, min: 0), cancel);
        call.Evaluate(request.Score, request.Comment, desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
