using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class FollowUpCall(CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.FollowUpCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check().Text("findings", request.Findings, 500), cancel);
        call.FollowUp(request.Findings, request.Rectified, desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
