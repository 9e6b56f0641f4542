using Governance.Rpc;
using Grpc.Core;

namespace Governance.Welfare.Cases;

internal static class CaseRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "CASE_NOT_FOUND", $"没有编号为 {id} 的个案");
    public static Refusal NoTask(string id) => new(StatusCode.NotFound, "TASK_NOT_FOUND", $"没有编号为 {id} 的任务");
    public static Refusal NoWorker(string id) => new(StatusCode.NotFound, "WORKER_NOT_FOUND", $"没有编号为 {id} 的个案工作人员");
    public static Refusal OwnApproval() => new(StatusCode.PermissionDenied, "OWN_APPROVAL", "不能审批本人提交的事项");
    public static Refusal TaskNotYours() => new(StatusCode.PermissionDenied, "TASK_NOT_YOURS", "该任务不是派给您的");
    public static Refusal WorkerEnlisted() => new(StatusCode.AlreadyExists, "WORKER_ENLISTED", "该人员已登记在此区域");
    public static Refusal LimitSet() => new(StatusCode.AlreadyExists, "LIMIT_SET", "该日起的时限已设定");
    public static Refusal PlanWaits() => No("PLAN_WAITS", "上一份服务计划尚待审批");
    public static Refusal NoPlanWaits() => No("NO_PLAN_WAITS", "没有待审批的服务计划");
    public static Refusal ClosureWaits() => No("CLOSURE_WAITS", "结案申请尚待审批");
    public static Refusal NoClosureWaits() => No("NO_CLOSURE_WAITS", "没有待审批的结案申请");
    public static Refusal WorkerMayNotOpen() => No("WORKER_MAY_NOT_OPEN", "该人员无权查看此个案，不能派给任务");
    public static Refusal WorkerIsBusy() => No("WORKER_IS_BUSY", "该人员尚有未完成的任务、负责的个案或探访对象，请先移交");
    public static Refusal TaskEnded() => No("TASK_ENDED", "该任务已结束");

    public static Refusal UnderWay(Guid? other)
    {
        Dictionary<string, string> facts = [];
        if (other is { } id) facts["case_id"] = id.ToString();
        return new(StatusCode.AlreadyExists, "CASE_UNDER_WAY", "此人已有办理中的个案") { Facts = facts };
    }

    public static Refusal NotThere(CaseState state) => new(StatusCode.FailedPrecondition, "CASE_NOT_THERE", $"个案当前状态为“{Chinese(state)}”，不能进行此操作")
    {
        Facts = new Dictionary<string, string> { ["state"] = state.ToString() },
    };

    private static string Chinese(CaseState state) => state switch
    {
        CaseState.Referred => "待筛查",
        CaseState.Screened => "已筛查",
        CaseState.Open => "已受理",
        CaseState.Planned => "计划已批",
        CaseState.InService => "服务中",
        CaseState.Review => "评估中",
        CaseState.Closed => "已结案",
        _ => "已转出",
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
