using Governance.Hosting;
using Governance.SocialOrganizations.Procurement;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class TendersRpc : Wire.Tenders.TendersBase
{
    public override Task<Wire.Tender> CallTender(Wire.CallTenderRequest request, ServerCallContext context) => context.Slice<CallTender>().Handle(request, context.CancellationToken);
    public override Task<Wire.Tender> GetTender(Wire.GetTenderRequest request, ServerCallContext context) => context.Slice<GetTender>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListTendersResponse> ListTenders(Wire.ListTendersRequest request, ServerCallContext context) => context.Slice<ListTenders>().Handle(request, context.CancellationToken);
    public override Task<Wire.Bid> SubmitBid(Wire.SubmitBidRequest request, ServerCallContext context) => context.Slice<SubmitBid>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListBidsResponse> ListBids(Wire.ListBidsRequest request, ServerCallContext context) => context.Slice<ListBids>().Handle(request, context.CancellationToken);
    public override Task<Wire.Contract> AwardTender(Wire.AwardTenderRequest request, ServerCallContext context) => context.Slice<AwardTender>().Handle(request, context.CancellationToken);
    public override Task<Wire.Tender> FailTender(Wire.FailTenderRequest request, ServerCallContext context) => context.Slice<FailTender>().Handle(request, context.CancellationToken);
}
