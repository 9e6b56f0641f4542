using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.Welfare.Allowances;

internal static class AllowanceRefusals
{
    private static readonly Dictionary<AllowanceState, string> States = new()
    {
        [AllowanceState.Applied] = "已申请", [AllowanceState.Verified] = "已审核", [AllowanceState.Published] = "公示中", [AllowanceState.Approved] = "已审定", [AllowanceState.Refused] = "不予批准", [AllowanceState.Stopped] = "已停发",
    };

    private static readonly Dictionary<AllowanceGap, string> Missing = new()
    {
        [AllowanceGap.Disability] = "残疾类别与等级不在补贴范围", [AllowanceGap.Hardship] = "未提供规定的困难依据", [AllowanceGap.OtherAid] = "已享受不能同时领取的其他待遇",
    };

    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "ALLOWANCE_NOT_FOUND", $"没有编号为 {id} 的补贴");
    public static Refusal NoList(string id) => new(StatusCode.NotFound, "PAY_LIST_NOT_FOUND", $"没有编号为 {id} 的发放名册");
    public static Refusal NoPayment() => new(StatusCode.NotFound, "PAYMENT_NOT_FOUND", "名册中没有这笔发放，或它不是退回状态");
    public static Refusal NotOwed() => No("PAYMENT_NOT_OWED", "该月不再应发：补贴已在此前终止，或同一人该月已另行发放");
    public static Refusal NoRule() => No("NO_ALLOWANCE_RULE", "居住地当月没有该项补贴的规定");
    public static Refusal Runs() => new(StatusCode.AlreadyExists, "ALLOWANCE_RUNS", "此人已在申请或领取该项补贴");
    public static Refusal RuleExists() => new(StatusCode.AlreadyExists, "RULE_EXISTS", "该区划当日已有该项补贴的规定");
    public static Refusal OwnApproval() => new(StatusCode.PermissionDenied, "OWN_APPROVAL", "不能审核、审定自己经手的事项，须由他人办理");
    public static Refusal StateForbids(AllowanceState state) => No("ALLOWANCE_STATE_FORBIDS", $"补贴当前状态为{States[state]}，不能这样办理");
    public static Refusal NoticeRuns(DateOnly until) => No("NOTICE_RUNS", $"公示至 {until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}，期满方可审定");
    public static Refusal ListClosed() => No("PAY_LIST_CLOSED", "名册已审定，新增的应发款项将列入下一期名册");
    public static Refusal ListNotApproved() => No("PAY_LIST_NOT_APPROVED", "名册尚未审定，或已登记发放");

    public static Refusal NotEligible(IReadOnlyList<AllowanceGap> gaps) => new(StatusCode.FailedPrecondition, "NOT_ELIGIBLE", $"不符合补贴条件：{string.Join("；", gaps.Select(g => Missing[g]))}")
    {
        Facts = new Dictionary<string, string> { ["gaps"] = string.Join(',', gaps) },
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
