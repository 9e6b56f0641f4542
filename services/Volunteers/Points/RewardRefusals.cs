using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Points;

internal static class RewardRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "REWARD_NOT_FOUND", $"没有编号为 {id} 的兑换品");
    public static Refusal NoRedemption() => new(StatusCode.NotFound, "REDEMPTION_NOT_FOUND", "没有这笔兑换，或兑换码有误");
    public static Refusal NotSpendable() => No("SCHEME_NOT_SPENDABLE", "红黑榜积分不能用于兑换");
    public static Refusal BelowTaken() => No("STOCK_BELOW_TAKEN", "库存总数不能少于已兑换的数量");
    public static Refusal Elsewhere() => No("REWARD_ELSEWHERE", "该兑换品不面向此志愿者所在区域");
    public static Refusal Expired() => No("REWARD_EXPIRED", "该兑换品已过有效期");
    public static Refusal SoldOut() => No("SOLD_OUT", "该兑换品已兑完");
    public static Refusal Over() => No("REDEMPTION_OVER", "该兑换已领取或已取消");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
