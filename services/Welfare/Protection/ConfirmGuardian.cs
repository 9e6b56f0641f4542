using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class ConfirmGuardian(ProtectionDesk desk, ChildReportWire wire)
{
    public async Task<Wire.ChildReport> Handle(Wire.ConfirmGuardianRequest request, CancellationToken cancel)
    {
        var report = await desk.FindAsync(request.Id, request.Etag, new Check().Known("kind", request.Kind).Text("text", request.Text, 1000, min: 4), cancel);
        report.ConfirmGuardian((GuardianKind)request.Kind, wire.SealStep(request.Text), desk.Me);
        return await desk.SaveAsync(report, cancel);
    }
}
