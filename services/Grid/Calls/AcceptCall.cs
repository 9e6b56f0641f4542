using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class AcceptCall(CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.AcceptCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        call.Accept(desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
