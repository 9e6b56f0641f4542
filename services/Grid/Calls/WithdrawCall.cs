using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Calls;

internal sealed class WithdrawCall(CallDesk desk)
{
    public async Task<Wire.Call> Handle(Wire.WithdrawCallRequest request, CancellationToken cancel)
    {
        var call = await desk.FindAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 500), cancel);
        call.Withdraw(request.Reason, desk.Me);
        return await desk.SaveAsync(call, cancel);
    }
}
