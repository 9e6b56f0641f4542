using Governance.Rpc;
using Grpc.Core;

namespace Governance.Welfare.Visits;

internal static class VisitRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "VISIT_NOT_FOUND", $"没有编号为 {id} 的探访");
    public static Refusal MayNotVisit() => new(StatusCode.FailedPrecondition, "VISITOR_MAY_NOT_VISIT", "该人员未以相应身份登记在此区域，不能安排探访");
    public static Refusal RuleSet() => new(StatusCode.AlreadyExists, "RULE_SET", "该日起的探访规则已设定");

    public static Refusal NotThere(VisitState state) => new(StatusCode.FailedPrecondition, "VISIT_NOT_THERE", state switch
    {
        VisitState.Done => "该探访已完成",
        VisitState.Dropped => "探访计划已变更，该探访已取消",
        _ => "只能在探访日当天至其后 7 日内登记",
    })
    {
        Facts = new Dictionary<string, string> { ["state"] = state.ToString() },
    };
}
