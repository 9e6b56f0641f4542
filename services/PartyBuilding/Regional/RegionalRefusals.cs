using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Regional;

internal static class RegionalRefusals
{
    public static Refusal NoCommittee(string id) => new(StatusCode.NotFound, "REGIONAL_COMMITTEE_NOT_FOUND", $"没有编号为 {id} 的区域党委");
    public static Refusal NoUnit(string id) => new(StatusCode.NotFound, "MEMBER_UNIT_NOT_FOUND", $"没有编号为 {id} 的成员单位");
    public static Refusal NoPartTimeMember(string id) => new(StatusCode.NotFound, "PART_TIME_MEMBER_NOT_FOUND", $"没有编号为 {id} 的兼职委员");
    public static Refusal NoAgreement(string id) => new(StatusCode.NotFound, "AGREEMENT_NOT_FOUND", $"没有编号为 {id} 的共建协议");
    public static Refusal NoItem(string id) => new(StatusCode.NotFound, "REGIONAL_ITEM_NOT_FOUND", $"没有编号为 {id} 的清单事项");
    public static Refusal NoClaim(string id) => new(StatusCode.NotFound, "CLAIM_NOT_FOUND", $"没有编号为 {id} 的认领");
    public static Refusal UnitLeft() => No("MEMBER_UNIT_LEFT", "该单位已退出区域党委");
    public static Refusal ClaimsUnderWay() => No("CLAIMS_UNDER_WAY", "该单位尚有认领事项未办结");
    public static Refusal NotAMember() => No("NOT_A_MEMBER", "尚未入党的人员不能担任兼职委员");
    public static Refusal NotSeated() => No("NOT_SEATED", "该兼职委员已卸任");
    public static Refusal AgreementEnded() => No("AGREEMENT_ENDED", "该共建协议已到期或已终止");
    public static Refusal NotLater() => No("NOT_LATER", "续签的截止日期须晚于原截止日期");
    public static Refusal ItemClosed() => No("REGIONAL_ITEM_CLOSED", "该清单事项已关闭");
    public static Refusal ItemOver() => No("REGIONAL_ITEM_OVER", "该清单事项的认领期限已过");
    public static Refusal OtherCommittee() => No("OTHER_COMMITTEE", "该单位不是本区域党委的成员单位");
    public static Refusal OutsideCommittee() => No("OUTSIDE_COMMITTEE", "该社区（村）不在本区域党委的区划之内");
    public static Refusal NotClaimed() => No("CLAIM_NOT_CLAIMED", "该认领不在待确认状态");
    public static Refusal ClaimNotOpen() => No("CLAIM_NOT_OPEN", "该认领已办结或已终止，不能撤回");
    public static Refusal NotConfirmed() => No("CLAIM_NOT_CONFIRMED", "该认领不在推进状态");
    public static Refusal NotCompleted() => No("CLAIM_NOT_COMPLETED", "该认领不在待评价状态");
    public static Refusal SamePerson() => No("SAME_PERSON", "认领须由经办人以外的人确认");
    public static Refusal Exists() => new(StatusCode.AlreadyExists, "REGIONAL_COMMITTEE_EXISTS", "该街道（乡镇）或社区（村）已有区域党委");
    public static Refusal UnitExists() => new(StatusCode.AlreadyExists, "MEMBER_UNIT_EXISTS", "该单位已是成员单位");
    public static Refusal SeatedAlready() => new(StatusCode.AlreadyExists, "SEATED_ALREADY", "该党员已是本区域党委的兼职委员");

    public static Refusal QuantityExceeded(int left) => new(StatusCode.FailedPrecondition, "QUANTITY_EXCEEDED", string.Create(CultureInfo.InvariantCulture, $"超出可认领的数量，还可认领 {left}"))
    {
        Facts = new Dictionary<string, string> { ["left"] = left.ToString(CultureInfo.InvariantCulture) },
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
