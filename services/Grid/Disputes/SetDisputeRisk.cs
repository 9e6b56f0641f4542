using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class SetDisputeRisk(DisputeDesk desk)
{
    public async Task<Wire.Dispute> Handle(Wire.SetDisputeRiskRequest request, CancellationToken cancel)
    {
        var dispute = await desk.FindAtMyLevelAsync(request.Id, request.Etag, new Check().Known("risk", request.Risk).Text("reason", request.Reason, 200), cancel);
        dispute.SetRisk((DisputeRisk)request.Risk, request.Reason, await desk.TermsAsync(dispute, cancel), desk.Me);
        return await desk.SaveAsync(dispute, cancel);
    }
}
