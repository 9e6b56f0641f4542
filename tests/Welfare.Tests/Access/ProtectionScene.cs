using Governance.Welfare.Tests.Protection;
using Governance.Welfare.V1;

namespace Governance.Welfare.Tests.Access;

internal static class ProtectionScene
{
    public static async Task SetAsync(WelfareApp app, Scene scene)
    {
        var place = Scene.Town + "001";
        async Task<string> Reported() => (await app.As("resident", place).ChildReports.ReportChildAtRiskAsync(ProtectingAChild.ToReport(place))).Id;
        var (reported, responded) = (await Reported(), await Reported());
        await app.Supervisor().ChildReports.RespondToChildReportAsync(new() { RequestId = NewId(), Id = responded, Text = "已到场，孩子平安" });
        scene.Marks.AddRange([reported, responded, ProtectingAChild.Teller, ProtectingAChild.Story]);
        scene.Counts.AddRange(["select sum(version) || '/' || count(*) from child_reports", "select count(*) || '/' || count(noticed_at) from child_report_steps", "select count(*) from protection_rules"]);
        var days = 0;

        var r = scene.Requests;
        r["GetChildReport"] = () => new GetChildReportRequest { Id = reported, Purpose = ReadPurpose.Case };
        r["ListChildReports"] = () => new ListChildReportsRequest { Purpose = ReadPurpose.Case, PageSize = 500 };
        r["RespondToChildReport"] = () => new RespondToChildReportRequest { Id = reported, Text = "已到场，孩子平安" };
        r["PlaceChild"] = () => new PlaceChildRequest { Id = responded, Kind = PlacementKind.Relative, Text = "交由外婆照料" };
        r["ConfirmGuardian"] = () => new ConfirmGuardianRequest { Id = responded, Kind = GuardianKind.Parent, Text = "父亲已返回" };
        r["ListChildNotices"] = () => new ListChildNoticesRequest { Level = ReportLevel.Town, PageSize = 500 };
        r["TakeNotice"] = () => new TakeNoticeRequest { Id = reported, Number = 1 };
        r["RevealReporter"] = () => new RevealReporterRequest { Id = reported, Purpose = "核实报告内容" };
        r["SetProtectionRule"] = () => new SetProtectionRuleRequest { Rule = new() { SinceDate = Governance.Rpc.ChinaTime.DateOf(app.Clock.GetUtcNow()).AddDays(30 + ++days).ToString("yyyy-MM-dd", null), RespondMinutes = 120, PlaceMinutes = 1440, EscalateMinutes = 120 } };
    }
}
