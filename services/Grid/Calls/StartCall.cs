using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class StartCall(CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.StartCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        call.Start(desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
