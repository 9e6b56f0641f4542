using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class ReportDispute(DisputeDesk desk)
{
    public async Task<Wire.Dispute> Handle(Wire.ReportDisputeRequest request, CancellationToken cancel)
    {
        // Whoever sees the risk tells of it, whichever level the dispute is at.
        var dispute = await desk.FindAsync(request.Id, request.Etag, new Check().Text("remark", request.Remark, 200), cancel);
        dispute.Report(request.Remark, desk.Me);
        return await desk.SaveAsync(dispute, cancel);
    }
}
