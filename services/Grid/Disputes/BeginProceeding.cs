using Governance.Rpc;
using Wire = Governance.Grid.V1;

namespace Governance.Grid.Disputes;

internal sealed class BeginProceeding(DisputeDesk desk)
{
    public async Task<Wire.Dispute> Handle(Wire.BeginProceedingRequest request, CancellationToken cancel)
    {
        var docks = request.Docking != Wire.Docking.Unspecified;
        var check = new Check().Known("kind", request.Kind).That(Enum.IsDefined(request.Docking), "docking", "UNKNOWN_VALUE", "不是有效的取值")
            .Text("docking_number", request.DockingNumber, 50, min: docks ? 1 : 0)
            .That(docks || request.DockingNumber.Length == 0, "docking_number", "NO_DOCKING", "没有对接单位时不填编号")
            .Text("reason", request.Reason, 200, min: 0);
        var dispute = await desk.FindAtMyLevelAsync(request.Id, request.Etag, check, cancel);
        dispute.Begin((ProceedingKind)request.Kind, docks ? (Docking)request.Docking : null, request.DockingNumber.Trim(), request.Reason.Trim(), await desk.TermsAsync(dispute, cancel), desk.Me);
        return await desk.SaveAsync(dispute, cancel);
    }
}
