using Governance.Hosting;
using Governance.Welfare.Protection;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class ChildReportsRpc : Wire.ChildReports.ChildReportsBase
{
    public override Task<Wire.ReportReceipt> ReportChildAtRisk(Wire.ReportChildAtRiskRequest request, ServerCallContext context) => context.Slice<ReportChildAtRisk>().Handle(request, context.CancellationToken);
    public override Task<Wire.ChildReport> GetChildReport(Wire.GetChildReportRequest request, ServerCallContext context) => context.Slice<GetChildReport>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListChildReportsResponse> ListChildReports(Wire.ListChildReportsRequest request, ServerCallContext context) => context.Slice<ListChildReports>().Handle(request, context.CancellationToken);
    public override Task<Wire.ChildReport> RespondToChildReport(Wire.RespondToChildReportRequest request, ServerCallContext context) => context.Slice<RespondToChildReport>().Handle(request, context.CancellationToken);
    public override Task<Wire.ChildReport> PlaceChild(Wire.PlaceChildRequest request, ServerCallContext context) => context.Slice<PlaceChild>().Handle(request, context.CancellationToken);
    public override Task<Wire.ChildReport> ConfirmGuardian(Wire.ConfirmGuardianRequest request, ServerCallContext context) => context.Slice<ConfirmGuardian>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListChildNoticesResponse> ListChildNotices(Wire.ListChildNoticesRequest request, ServerCallContext context) => context.Slice<ListChildNotices>().Handle(request, context.CancellationToken);
    public override Task<Wire.ChildReport> TakeNotice(Wire.TakeNoticeRequest request, ServerCallContext context) => context.Slice<TakeNotice>().Handle(request, context.CancellationToken);
    public override Task<Wire.RevealedReporter> RevealReporter(Wire.RevealReporterRequest request, ServerCallContext context) => context.Slice<RevealReporter>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListProtectionRulesResponse> ListProtectionRules(Wire.ListProtectionRulesRequest request, ServerCallContext context) => context.Slice<ListProtectionRules>().Handle(request, context.CancellationToken);
    public override Task<Wire.ProtectionRule> SetProtectionRule(Wire.SetProtectionRuleRequest request, ServerCallContext context) => context.Slice<SetProtectionRule>().Handle(request, context.CancellationToken);
}
