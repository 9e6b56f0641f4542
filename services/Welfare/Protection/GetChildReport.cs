using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class GetChildReport(WelfareDb db, ProtectionDesk desk)
{
    public async Task<Wire.ChildReport> Handle(Wire.GetChildReportRequest request, CancellationToken cancel)
    {
        var report = await desk.FindAsync(request.Id, "", new Check().Known("purpose", request.Purpose), cancel);
        db.AuditRead(report.Id, report.Area, request.Purpose.ToString());
        return await desk.SaveAsync(report, cancel);
    }
}
