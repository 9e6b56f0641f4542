using Governance.Hosting;
using Governance.Volunteers.TimeBank;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class TimeBankRpc : Wire.TimeBank.TimeBankBase
{
    public override Task<Wire.Account> GetAccount(Wire.GetAccountRequest request, ServerCallContext context) => context.Slice<GetAccount>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListPostingsResponse> ListPostings(Wire.ListPostingsRequest request, ServerCallContext context) => context.Slice<ListPostings>().Handle(request, context.CancellationToken);
    public override Task<Wire.ProveBalanceResponse> ProveBalance(Wire.ProveBalanceRequest request, ServerCallContext context) => context.Slice<ProveBalance>().Handle(request, context.CancellationToken);
    public override Task<Wire.Posting> GiveTime(Wire.GiveTimeRequest request, ServerCallContext context) => context.Slice<GiveTime>().Handle(request, context.CancellationToken);
    public override Task<Wire.Posting> DonateTime(Wire.DonateTimeRequest request, ServerCallContext context) => context.Slice<DonateTime>().Handle(request, context.CancellationToken);
    public override Task<Wire.Posting> ReversePosting(Wire.ReversePostingRequest request, ServerCallContext context) => context.Slice<ReversePosting>().Handle(request, context.CancellationToken);
    public override Task<Wire.Account> FreezeAccount(Wire.FreezeAccountRequest request, ServerCallContext context) => context.Slice<FreezeAccount>().Handle(request, context.CancellationToken);
    public override Task<Wire.TimeRule> SetTimeRule(Wire.SetTimeRuleRequest request, ServerCallContext context) => context.Slice<SetTimeRule>().Handle(request, context.CancellationToken);
    public override Task<Wire.TimeRule> GetTimeRule(Wire.GetTimeRuleRequest request, ServerCallContext context) => context.Slice<GetTimeRule>().Handle(request, context.CancellationToken);
    public override Task<Wire.GetTimeFiguresResponse> GetTimeFigures(Wire.GetTimeFiguresRequest request, ServerCallContext context) => context.Slice<GetTimeFigures>().Handle(request, context.CancellationToken);
}
