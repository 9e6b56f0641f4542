using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class WithdrawDispute(DisputeDesk desk)
{
    public async Task<Wire.Dispute> Handle(Wire.WithdrawDisputeRequest request, CancellationToken cancel)
    {
        var dispute = await desk.FindAtMyLevelAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200), cancel);
        dispute.Withdraw(request.Reason, desk.Me);
        return await desk.SaveAsync(dispute, cancel);
    }
}
