using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class ExtendCall(CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.ExtendCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check().Within("working_days", request.WorkingDays, 1, 15).Text("reason", request.Reason, 500, min: 5), cancel);
        call.Extend(request.WorkingDays, request.Reason, await desk.RulesAsync(cancel), desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
