using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class CloseCall(CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.CloseCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check().Text("remark", request.Remark, 500, min: 0), cancel);
        call.Close(request.Remark, desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
