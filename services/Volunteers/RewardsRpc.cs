using Governance.Hosting;
using Governance.Volunteers.Points;
using Grpc.Core;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers;

internal sealed class RewardsRpc : Wire.Rewards.RewardsBase
{
    public override Task<Wire.Reward> SetReward(Wire.SetRewardRequest request, ServerCallContext context) => context.Slice<SetReward>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListRewardsResponse> ListRewards(Wire.ListRewardsRequest request, ServerCallContext context) => context.Slice<ListRewards>().Handle(request, context.CancellationToken);
    public override Task<Wire.Redemption> RedeemReward(Wire.RedeemRewardRequest request, ServerCallContext context) => context.Slice<RedeemReward>().Handle(request, context.CancellationToken);
    public override Task<Wire.Redemption> CollectRedemption(Wire.CollectRedemptionRequest request, ServerCallContext context) => context.Slice<CollectRedemption>().Handle(request, context.CancellationToken);
    public override Task<Wire.Redemption> CancelRedemption(Wire.CancelRedemptionRequest request, ServerCallContext context) => context.Slice<CancelRedemption>().Handle(request, context.CancellationToken);
    public override Task<Wire.ListRedemptionsResponse> ListRedemptions(Wire.ListRedemptionsRequest request, ServerCallContext context) => context.Slice<ListRedemptions>().Handle(request, context.CancellationToken);
}
