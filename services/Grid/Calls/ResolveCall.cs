using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class ResolveCall(CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.ResolveCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check().Text("resolution", request.Resolution, 2000, min: 5), cancel);
        call.Resolve(request.Resolution, desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
