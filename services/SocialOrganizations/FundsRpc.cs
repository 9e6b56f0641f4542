using Governance.Hosting;
using Governance.SocialOrganizations.Funds;
using Grpc.Core;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations;

internal sealed class FundsRpc : Wire.Funds.FundsBase
{
    public override Task<Wire.Fund> OpenFund(Wire.OpenFundRequest request, ServerCallContext context) => context.Slice<OpenFund>().Handle(request, context.CancellationToken);
    public override Task<Wire.Fund> CloseFund(Wire.CloseFundRequest request, ServerCallContext context) => context.Slice<CloseFund>().Handle(request, context.CancellationToken);
    public override Task<Wire.Fund> GetFund(Wire.GetFundRequest request, ServerCallContext context) => context.Slice<GetFund>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListFundsResponse> ListFunds(Wire.ListFundsRequest request, ServerCallContext context) => context.Slice<ListFunds>().Handle(request, context.CancellationToken);
    public override Task<Wire.Earmark> OpenEarmark(Wire.OpenEarmarkRequest request, ServerCallContext context) => context.Slice<OpenEarmark>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListEarmarksResponse> ListEarmarks(Wire.ListEarmarksRequest request, ServerCallContext context) => context.Slice<ListEarmarks>().Handle(request, context.CancellationToken);
    public override Task<Wire.FundStatement> GetFundStatement(Wire.GetFundStatementRequest request, ServerCallContext context) => context.Slice<GetFundStatement>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListFundEntriesResponse> ListFundEntries(Wire.ListFundEntriesRequest request, ServerCallContext context) => context.Slice<ListFundEntries>().Handle(request, context.CancellationToken);
    public override Task<Wire.FundEntry> ReverseFundEntry(Wire.ReverseFundEntryRequest request, ServerCallContext context) => context.Slice<ReverseFundEntry>().Handle(request, context.CancellationToken);
    public override Task<Wire.LotteryRule> SetLotteryRule(Wire.SetLotteryRuleRequest request, ServerCallContext context) => context.Slice<SetLotteryRule>().Handle(request, context.CancellationToken);
    public override Task<Wire.LotteryShare> EnterLotteryShare(Wire.EnterLotteryShareRequest request, ServerCallContext context) => context.Slice<EnterLotteryShare>().Handle(request, context.CancellationToken);
}
