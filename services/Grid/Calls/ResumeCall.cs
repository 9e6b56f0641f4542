using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class ResumeCall(CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.ResumeCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check(), cancel);
        call.Resume(await desk.RulesAsync(cancel), desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
