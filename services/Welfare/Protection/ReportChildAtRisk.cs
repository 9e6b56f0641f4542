using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.Welfare.People;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare.Protection;

internal sealed class ReportChildAtRisk(WelfareDb db, Caller caller, PersonDesk people, ProtectionDesk desk, ChildReportWire wire, Work work)
{
    public async Task<Wire.ReportReceipt> Handle(Wire.ReportChildAtRiskRequest request, CancellationToken cancel)
    {
        // Who reports is in the sealed column alone, not in the trail, nor in the trace.
        work.Nameless = true;
        var byDuty = request.Duty > Wire.ReporterDuty.None;
        var check = new Check().Text("text", request.Text, 1000, min: 4).Text("address", request.Address, 200, min: 0).Text("child_name", request.ChildName, 50, min: 0)
            .That(System.Enum.IsDefined(request.Sex), "sex", "UNKNOWN_VALUE", "不是有效的取值").Within("age", request.Age, 0, 17).Known("duty", request.Duty).Text("reporter_name", request.ReporterName, 50, min: byDuty ? 2 : 0)
            .That(request.ReporterPhone.Length == 0 ? !byDuty : request.ReporterPhone.Length is >= 7 and <= 12 && request.ReporterPhone.All(char.IsAsciiDigit), "reporter_phone", "NOT_A_PHONE", "应为 7 至 12 位数字；有报告义务的须填写");
        await people.CheckHomeAsync(check, request.DivisionCode, cancel);
        check.OrThrow();
        var reporter = new Reporter(request.ReporterName.Trim(), request.ReporterPhone, (ReporterDuty)request.Duty, caller.Subject);
        var child = new ReportedChild(request.DivisionCode, wire.SealText(request.Text), wire.SealAddress(request.Address), wire.SealName(request.ChildName), wire.SealReporter(reporter),
            request.Sex == 0 ? null : (Sex)request.Sex, request.Age);
        var report = ChildReport.Report(child, await desk.LimitsAsync(cancel), caller.Subject, desk.Me.At);
        db.Add(report);
        return await db.SaveAsync(() => new Wire.ReportReceipt { Id = report.Id.ToString(), RespondByTime = report.RespondBy.ToTimestamp() }, cancel);
    }
}
