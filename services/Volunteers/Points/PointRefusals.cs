using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Points;

internal static class PointRefusals
{
    public static Refusal NoScheme() => new(StatusCode.NotFound, "POINT_SCHEME_NOT_FOUND", "没有这项积分办法");
    public static Refusal NoAccount() => new(StatusCode.NotFound, "POINT_ACCOUNT_NOT_FOUND", "没有这个积分账户，或该志愿者尚未加入");
    public static Refusal NoPosting(string id) => new(StatusCode.NotFound, "POINT_POSTING_NOT_FOUND", $"没有编号为 {id} 的积分流水");
    public static Refusal NoDivision(string code) => new(StatusCode.NotFound, "DIVISION_NOT_FOUND", $"没有编码为 {code} 的行政区划，或不全在您的管辖范围内");
    public static Refusal JoinedAlready() => new(StatusCode.AlreadyExists, "JOINED_ALREADY", "该志愿者已加入");
    public static Refusal ResetFixed() => No("SCHEME_RESET_FIXED", "已发生积分，不能再更改是否按年清零");
    public static Refusal SchemeElsewhere() => No("SCHEME_ELSEWHERE", "该志愿者不在此积分办法的适用区域内");
    public static Refusal NotJoined() => No("NOT_JOINED", "该志愿者已退出此积分办法");
    public static Refusal NoDeed(string code) => No("DEED_UNKNOWN", $"此积分办法没有代码为 {code} 的行为");
    public static Refusal OftenEnough() => No("DEED_OFTEN_ENOUGH", "该行为已达到每日或每年的计分次数上限");
    public static Refusal NotADeed() => No("NOT_A_DEED", "只有行为积分可以冲正");
    public static Refusal ReversedAlready() => No("DEED_REVERSED_ALREADY", "该积分已冲正");
    public static Refusal NotEnough() => No("NOT_ENOUGH_POINTS", "积分余额不足");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
