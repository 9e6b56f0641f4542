using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class PlaceChild(ProtectionDesk desk, ChildReportWire wire)
{
    public async Task<Wire.ChildReport> Handle(Wire.PlaceChildRequest request, CancellationToken cancel)
    {
        var report = await desk.FindAsync(request.Id, request.Etag, new Check().Known("kind", request.Kind).Text("text", request.Text, 1000, min: 4), cancel);
        report.Place((PlacementKind)request.Kind, wire.SealStep(request.Text), desk.Me);
        return await desk.SaveAsync(report, cancel);
    }
}
