using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class PauseCall(CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.PauseCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check().Known("pause_reason", request.PauseReason).Text("reason", request.Reason, 500), cancel);
        call.Pause((PauseReason)request.PauseReason, request.Reason, desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
