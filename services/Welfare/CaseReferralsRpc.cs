using Governance.Hosting;
using Governance.Welfare.Cases;
using Grpc.Core;
using Wire = Governance.Welfare.V1;

namespace Governance.Welfare;

internal sealed class CaseReferralsRpc : Wire.CaseReferrals.CaseReferralsBase
{
    public override Task<Wire.CaseReferral> OfferReferral(Wire.OfferReferralRequest request, ServerCallContext context) => context.Slice<OfferReferral>().Handle(request, context.CancellationToken);
    public override Task<Wire.CaseReferral> RevokeReferral(Wire.RevokeReferralRequest request, ServerCallContext context) => context.Slice<RevokeReferral>().Handle(request, context.CancellationToken);
    public override Task<Wire.CaseReferral> AcceptReferral(Wire.AcceptReferralRequest request, ServerCallContext context) => context.Slice<AcceptReferral>().Handle(request, context.CancellationToken);
    public override Task<Wire.CaseReferral> RejectReferral(Wire.RejectReferralRequest request, ServerCallContext context) => context.Slice<RejectReferral>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListReferralsResponse> ListReferrals(Wire.ListReferralsRequest request, ServerCallContext context) => context.Slice<ListReferrals>().Handle(request, context.CancellationToken);
    public override Task<Wire.SharedView> GetSharedView(Wire.GetSharedViewRequest request, ServerCallContext context) => context.Slice<GetSharedView>().Handle(request, context.CancellationToken);
}
