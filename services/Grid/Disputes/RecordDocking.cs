using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class RecordDocking(DisputeDesk desk)
{
    public async Task<Wire.Dispute> Handle(Wire.RecordDockingRequest request, CancellationToken cancel)
    {
        var dispute = await desk.FindAtMyLevelAsync(request.Id, request.Etag, new Check().Known("docking", request.Docking).Text("docking_number", request.DockingNumber, 50), cancel);
        dispute.RecordDocking((Docking)request.Docking, request.DockingNumber.Trim(), desk.Me);
        return await desk.SaveAsync(dispute, cancel);
    }
}
