using Governance.Hosting;
using Governance.SocialOrganizations.Enterprises;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class CustodiesRpc : Wire.Custodies.CustodiesBase
{
    public override Task<Wire.Custody> ApplyForCustody(Wire.ApplyForCustodyRequest request, ServerCallContext context) => context.Slice<ApplyForCustody>().Handle(request, context.CancellationToken);
    public override Task<Wire.Custody> ApproveCustody(Wire.ApproveCustodyRequest request, ServerCallContext context) => context.Slice<ApproveCustody>().Handle(request, context.CancellationToken);
    public override Task<Wire.Custody> DeclineCustody(Wire.DeclineCustodyRequest request, ServerCallContext context) => context.Slice<DeclineCustody>().Handle(request, context.CancellationToken);
    public override Task<Wire.Custody> HandOverAsset(Wire.HandOverAssetRequest request, ServerCallContext context) => context.Slice<HandOverAsset>().Handle(request, context.CancellationToken);
    public override Task<Wire.CustodyReport> ReportCustodyUse(Wire.ReportCustodyUseRequest request, ServerCallContext context) => context.Slice<ReportCustodyUse>().Handle(request, context.CancellationToken);
    public override Task<Wire.Custody> ReturnAsset(Wire.ReturnAssetRequest request, ServerCallContext context) => context.Slice<ReturnAsset>().Handle(request, context.CancellationToken);
    public override Task<Wire.Custody> GetCustody(Wire.GetCustodyRequest request, ServerCallContext context) => context.Slice<GetCustody>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCustodiesResponse> ListCustodies(Wire.ListCustodiesRequest request, ServerCallContext context) => context.Slice<ListCustodies>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListCustodyReportsResponse> ListCustodyReports(Wire.ListCustodyReportsRequest request, ServerCallContext context) => context.Slice<ListCustodyReports>().Handle(request, context.CancellationToken);
}
