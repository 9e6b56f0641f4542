using Governance.Rpc;
using Grpc.Core;

namespace Governance.Welfare.Protection;

internal static class ChildReportRefusals
{
    private static readonly Dictionary<ChildReportState, string> States = new()
    {
        [ChildReportState.Reported] = "待到场", [ChildReportState.Responded] = "已到场", [ChildReportState.Placed] = "已安置", [ChildReportState.Closed] = "已落实监护",
    };

    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "CHILD_REPORT_NOT_FOUND", $"没有编号为 {id} 的监护缺失报告");
    public static Refusal NoStep() => new(StatusCode.NotFound, "CHILD_STEP_NOT_FOUND", "报告没有这个步骤");
    public static Refusal OwnApproval() => new(StatusCode.PermissionDenied, "OWN_APPROVAL", "到场、安置的经办人不能确认监护人，须由他人确认");
    public static Refusal RuleExists() => new(StatusCode.AlreadyExists, "RULE_EXISTS", "当日已有时限规定");
    public static Refusal StateForbids(ChildReportState state) => new(StatusCode.FailedPrecondition, "CHILD_REPORT_STATE_FORBIDS", $"报告当前状态为{States[state]}，不能这样办理");
}
