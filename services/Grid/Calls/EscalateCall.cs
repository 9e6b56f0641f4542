using Governance.Access;
using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class EscalateCall(CallDesk desk, Caller caller)
{
    public async Task<Wire.Call> Handle(Wire.EscalateCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 500, min: 5), cancel);
        call.Escalate(request.Reason, mayTakeFromUnit: caller.Reach == Reach.Area, await desk.RulesAsync(cancel), desk.Me);
        // Not tried again as other commands are: two who ask for one level up at once mean one, and the clock may have gone up just now.
        try { return await desk.SaveAsync(call, cancel); }
        catch (Refusal e) when (e.Overtaken) { throw Etag.Mismatch(); }
    }
}
