using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Whistles;

internal sealed class WithdrawWhistle(GridDb db, WhistleDesk desk)
{
    public async Task<Wire.Whistle> Handle(Wire.WithdrawWhistleRequest request, CancellationToken cancel)
    {
        var whistle = await desk.FindAsync(request.Id, new Check().Text("reason", request.Reason, 500, min: 5), cancel);
        var call = await db.Calls.FirstAsync(c => c.Id == whistle.CallId, cancel);
        whistle.Withdraw(request.Reason, call, desk.Me);
        return await desk.SaveAsync(whistle, cancel);
    }
}
