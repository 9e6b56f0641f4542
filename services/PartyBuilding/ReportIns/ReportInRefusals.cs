using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.ReportIns;

internal static class ReportInRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "REPORT_IN_NOT_FOUND", $"没有编号为 {id} 的双报到登记");
    public static Refusal NoReceipt(string id) => new(StatusCode.NotFound, "RECEIPT_NOT_FOUND", $"没有编号为 {id} 的回执");
    public static Refusal NoItem(string id) => new(StatusCode.NotFound, "SERVICE_ITEM_NOT_FOUND", $"没有编号为 {id} 的服务事项");
    public static Refusal NoUndertaking(string id) => new(StatusCode.NotFound, "UNDERTAKING_NOT_FOUND", $"没有编号为 {id} 的认领");
    public static Refusal NotAMember() => No("NOT_A_MEMBER", "尚未入党的人员不参加双报到");
    public static Refusal AtHome() => No("REPORTS_AT_HOME", "该党员的组织关系就在本社区（村），不需报到");
    public static Refusal NotAUnit() => No("NOT_A_UNIT", "只有机关企事业单位和两新组织的党组织到社区（村）报到");
    public static Refusal SitsElsewhere() => No("SITS_ELSEWHERE", "该单位党组织不在本社区（村）所属的区划之内");
    public static Refusal HasEnded() => No("REPORT_IN_ENDED", "该双报到登记已终止");
    public static Refusal ServicesUnderWay() => No("SERVICES_UNDER_WAY", "尚有认领的服务事项未确认或未退回");
    public static Refusal ItemClosed() => No("SERVICE_ITEM_CLOSED", "该服务事项已关闭");
    public static Refusal ItemOver() => No("SERVICE_ITEM_OVER", "该服务事项的服务时间已过");
    public static Refusal NoPlaceLeft() => No("NO_PLACE_LEFT", "该服务事项的名额已满");
    public static Refusal OtherCommunity() => No("OTHER_COMMUNITY", "该服务事项与报到登记不在同一社区（村）");
    public static Refusal NotTaken() => No("UNDERTAKING_NOT_TAKEN", "该认领不在待服务状态");
    public static Refusal NotDone() => No("UNDERTAKING_NOT_DONE", "该认领不在待确认状态");
    public static Refusal NotOfTheUnit() => No("NOT_OF_THE_UNIT", "所列人员中有人不是该单位党组织的党员");
    public static Refusal NotInThatYear(int year) => No("YEAR_NOT_REPORTED_IN", string.Create(CultureInfo.InvariantCulture, $"{year} 年内没有报到，不能评价"));
    public static Refusal Already() => new(StatusCode.AlreadyExists, "REPORTED_IN_ALREADY", "该党员或单位已在一个社区（村）报到，须先终止");
    public static Refusal TakenAlready() => new(StatusCode.AlreadyExists, "TAKEN_ALREADY", "该服务事项已由同一党员或单位认领");
    public static Refusal AppraisedAlready() => new(StatusCode.AlreadyExists, "APPRAISED_ALREADY", "该年度已经评价");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
