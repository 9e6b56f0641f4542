using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Calls;

internal static class CallRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "CALL_NOT_FOUND", $"没有编号为 {id} 的诉求，或不在您的管辖范围内");
    public static Refusal ContactNotGiven() => new(StatusCode.NotFound, "CONTACT_NOT_GIVEN", "该诉求没有留下联系方式");
    public static Refusal NotInQueue(CallState state) => No("CALL_NOT_IN_QUEUE", $"诉求当前状态为{state.Chinese()}，不在中心待派队列中");
    public static Refusal NotTriaged(CallState state) => No("CALL_NOT_TRIAGED", $"诉求当前状态为{state.Chinese()}，尚未分类，不能派单");
    public static Refusal NotDispatched(CallState state) => No("CALL_NOT_DISPATCHED", $"诉求当前状态为{state.Chinese()}，不在待接单状态");
    public static Refusal NotAccepted(CallState state) => No("CALL_NOT_ACCEPTED", $"诉求当前状态为{state.Chinese()}，尚未接单");
    public static Refusal NotInProgress(CallState state) => No("CALL_NOT_IN_PROGRESS", $"诉求当前状态为{state.Chinese()}，不在办理中");
    public static Refusal WithUnit(CallState state) => No("CALL_WITH_UNIT", $"诉求当前状态为{state.Chinese()}，承办单位正在办理，须由中心升级");
    public static Refusal NotWithUnit(CallState state) => No("CALL_NOT_WITH_UNIT", $"诉求当前状态为{state.Chinese()}，没有承办单位在办");
    public static Refusal NotResolved(CallState state) => No("CALL_NOT_RESOLVED", $"诉求当前状态为{state.Chinese()}，还不能评价");
    public static Refusal NotEvaluated(CallState state) => No("CALL_NOT_EVALUATED", $"诉求当前状态为{state.Chinese()}，尚未评价，办结满 7 天后才可直接办结归档");
    public static Refusal NotBadlyReviewed() => No("CALL_NOT_BADLY_REVIEWED", "该诉求没有待回访的差评");
    public static Refusal NotRectified() => No("BAD_REVIEW_NOT_RECTIFIED", "差评须回访并整改到位后才能办结归档");
    public static Refusal NotDone(CallState state) => No("CALL_NOT_DONE", $"诉求当前状态为{state.Chinese()}，尚未答复，无需重新打开");
    public static Refusal DoneTooLongAgo() => No("CALL_DONE_TOO_LONG_AGO", "办结已超过 30 天，请另提新的诉求");
    public static Refusal IsDone(CallState state) => No("CALL_IS_DONE", $"诉求当前状态为{state.Chinese()}，不能再进行此操作");
    public static Refusal IsEmergency() => No("CALL_IS_EMERGENCY", "紧急诉求不能退单、暂停计时或延期");
    public static Refusal ReturnedTooOften() => No("CALL_RETURNED_TOO_OFTEN", "该诉求已退单 2 次，由中心决定的承办单位不得再退");
    public static Refusal IsPaused() => No("CALL_IS_PAUSED", "该诉求的计时已暂停");
    public static Refusal NotPaused() => No("CALL_NOT_PAUSED", "该诉求的计时没有暂停");
    public static Refusal IsOverdue() => No("CALL_IS_OVERDUE", "该诉求已超过办理时限，不能再延期");
    public static Refusal ExtendedBefore() => No("CALL_EXTENDED_BEFORE", "该诉求已延期过一次");
    public static Refusal ExtensionTooLong(double days) => No("EXTENSION_TOO_LONG", $"延长的时间不能超过现行办理时限（{days:0.#} 个工作日）");
    public static Refusal TasksOpen(int count) => No("WHISTLE_TASKS_OPEN", $"还有 {count} 个吹哨任务未完成，不能答复");
    public static Refusal OtherCounty() => No("CALLS_OF_DIFFERENT_COUNTIES", "两件诉求不在同一县（市、区），不能合并");
    public static Refusal HasMergedCalls() => No("CALL_HAS_MERGED_CALLS", "已有其他诉求并入该诉求，请反过来合并");
    public static Refusal IsPrivate() => No("CALL_IS_PRIVATE", "隐私类诉求只答复本人，不能与其他诉求合并");
    public static Refusal OtherCategory() => No("CALLS_OF_DIFFERENT_CATEGORIES", "两件诉求的类别不同，不能合并；请先由中心核定类别");
    public static Refusal AnswerIsConfidential() => No("CALL_ANSWER_IS_CONFIDENTIAL", "该诉求由个案办结，答复只告知本人，不能再并入其他诉求");
    public static Refusal HasOpenTasks(int count) => No("CALL_HAS_OPEN_TASKS", $"该诉求还有 {count} 个吹哨任务未完成，请先撤回或办结后再合并");
    public static Refusal HasOpenDispute() => No("CALL_HAS_OPEN_DISPUTE", "该诉求引出的矛盾纠纷尚未化解，不能合并");
    public static Refusal UnitElsewhere(string unit) => No("UNIT_SERVES_ELSEWHERE", $"{unit}不承办该地的诉求");
    public static Refusal AtTopLevel() => No("CALL_AT_TOP_LEVEL", "该诉求已在市级，不能再升级");

    public static string Chinese(this CallState state) => state switch
    {
        CallState.Open => "待分类",
        CallState.Triaged => "待派单",
        CallState.Dispatched => "待接单",
        CallState.Accepted => "已接单",
        CallState.Returned => "已退单",
        CallState.InProgress => "办理中",
        CallState.Resolved => "已答复",
        CallState.Evaluated => "已评价",
        CallState.Closed => "已办结",
        CallState.Withdrawn => "已撤回",
        CallState.Merged => "已合并",
        CallState.Reopened => "重新打开",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
