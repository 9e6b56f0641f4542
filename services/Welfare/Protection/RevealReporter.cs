using Governance.Rpc;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class RevealReporter(WelfareDb db, ProtectionDesk desk, ChildReportWire wire)
{
    public async Task<Wire.RevealedReporter> Handle(Wire.RevealReporterRequest request, CancellationToken cancel)
    {
        var report = await desk.FindAsync(request.Id, "", new Check().Text("purpose", request.Purpose, 200, min: 4), cancel);
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(report.Id, report.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        var reporter = wire.OpenReporter(report);
        return new Wire.RevealedReporter { Name = reporter.Name, Phone = reporter.Phone, Duty = (Wire.ReporterDuty)reporter.Duty, SignInName = reporter.Subject };
    }
}
