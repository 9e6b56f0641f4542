using Governance.Hosting;
using Governance.PartyBuilding.ReportIns;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding;

internal sealed class ReportInsRpc : Wire.ReportIns.ReportInsBase
{
    public override Task<Wire.ReportIn> ReportMemberIn(Wire.ReportMemberInRequest request, ServerCallContext context) => context.Slice<ReportMemberIn>().Handle(request, context.CancellationToken);
    public override Task<Wire.ReportIn> ReportUnitIn(Wire.ReportUnitInRequest request, ServerCallContext context) => context.Slice<ReportUnitIn>().Handle(request, context.CancellationToken);
    public override Task<Wire.ReportIn> GetReportIn(Wire.GetReportInRequest request, ServerCallContext context) => context.Slice<GetReportIn>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListReportInsResponse> ListReportIns(Wire.ListReportInsRequest request, ServerCallContext context) => context.Slice<ListReportIns>().Handle(request, context.CancellationToken);
    public override Task<Wire.ReportIn> OfferSkills(Wire.OfferSkillsRequest request, ServerCallContext context) => context.Slice<OfferSkills>().Handle(request, context.CancellationToken);
    public override Task<Wire.ReportIn> EndReportIn(Wire.EndReportInRequest request, ServerCallContext context) => context.Slice<EndReportIn>().Handle(request, context.CancellationToken);
    public override Task<Wire.YearAppraisal> AppraiseReportIn(Wire.AppraiseReportInRequest request, ServerCallContext context) => context.Slice<AppraiseReportIn>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListAppraisalsResponse> ListAppraisals(Wire.ListAppraisalsRequest request, ServerCallContext context) => context.Slice<ListAppraisals>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListReceiptsResponse> ListReceipts(Wire.ListReceiptsRequest request, ServerCallContext context) => context.Slice<ListReceipts>().Handle(request, context.CancellationToken);
    public override Task<Wire.Receipt> AcknowledgeReceipt(Wire.AcknowledgeReceiptRequest request, ServerCallContext context) => context.Slice<AcknowledgeReceipt>().Handle(request, context.CancellationToken);
    public override Task<Wire.ReportedMember> RevealReportedMember(Wire.RevealReportedMemberRequest request, ServerCallContext context) => context.Slice<RevealReportedMember>().Handle(request, context.CancellationToken);
}
