using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Activities;

internal static class ActivityRefusals
{
    public static Refusal NeedNotFound(string id) => new(StatusCode.NotFound, "NEED_NOT_FOUND", $"没有编号为 {id} 的服务需求");
    public static Refusal NeedIsDone() => No("NEED_IS_DONE", "该服务需求已满足或已关闭");
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "ACTIVITY_NOT_FOUND", $"没有编号为 {id} 的活动");
    public static Refusal IsWithdrawn() => No("ACTIVITY_WITHDRAWN", "该活动已取消");
    public static Refusal HasBegun() => No("ACTIVITY_HAS_BEGUN", "活动已有班次开始，不能取消");
    public static Refusal ShiftNotFound(string id) => new(StatusCode.NotFound, "SHIFT_NOT_FOUND", $"没有编号为 {id} 的班次");
    public static Refusal ShiftOver() => No("SHIFT_OVER", "该班次已经结束");
    public static Refusal SignedUpAlready() => new(StatusCode.AlreadyExists, "SIGNED_UP_ALREADY", "该志愿者已报名此班次");
    public static Refusal Overlap() => No("SHIFTS_OVERLAP", "该志愿者在这段时间已有其他班次");
    public static Refusal SignUpNotFound(string id) => new(StatusCode.NotFound, "SIGN_UP_NOT_FOUND", $"没有编号为 {id} 的报名");
    public static Refusal SignUpOver() => No("SIGN_UP_OVER", "该报名已结束、已退出，或班次已开始");
    public static Refusal NotConfirmed() => No("SIGN_UP_NOT_CONFIRMED", "该报名没有录用名额，或已签到");
    public static Refusal NotCheckedIn() => No("SIGN_UP_NOT_CHECKED_IN", "尚未签到，或已签退");
    public static Refusal NotTimeYet() => No("NOT_TIME_YET", "不在可办理的时间内：签到自班次开始前 30 分钟至结束，未到岗须在结束后登记");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
