using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.TimeBank;

internal static class TimeBankRefusals
{
    public static Refusal NoAccount(string id) => new(StatusCode.NotFound, "ACCOUNT_NOT_FOUND", $"没有编号为 {id} 的时间账户");
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "POSTING_NOT_FOUND", $"没有编号为 {id} 的时间流水");
    public static Refusal NoDivision(string code) => new(StatusCode.NotFound, "DIVISION_NOT_FOUND", $"没有编码为 {code} 的区划，或不在您的管辖范围内");
    public static Refusal NotEnough() => No("NOT_ENOUGH_TIME", "时间余额不足");
    public static Refusal Frozen() => No("ACCOUNT_FROZEN", "该时间账户已冻结");
    public static Refusal ReversedAlready() => No("POSTING_REVERSED_ALREADY", "该流水已冲正");
    public static Refusal OfAnOrder() => No("POSTING_OF_AN_ORDER", "该流水属于服务订单，请通过订单撤销、异议或裁定处理");
    public static Refusal IsReversal() => No("POSTING_IS_A_REVERSAL", "冲正流水不能再次冲正");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
