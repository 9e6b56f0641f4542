using Governance.Rpc;
using Grpc.Core;

namespace Governance.Welfare.Care;

internal static class CareRefusals
{
    private static readonly Dictionary<CareOrderState, string> States = new()
    {
        [CareOrderState.Placed] = "已下单", [CareOrderState.Served] = "已服务", [CareOrderState.Confirmed] = "已核实", [CareOrderState.Denied] = "核实未服务", [CareOrderState.Withdrawn] = "已撤销",
    };

    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "CARE_ORDER_NOT_FOUND", $"没有编号为 {id} 的服务工单");
    public static Refusal NoProvider(string id) => new(StatusCode.NotFound, "CARE_PROVIDER_NOT_FOUND", $"没有编号为 {id} 的服务机构，或其服务范围不含此地");
    public static Refusal ProviderClosed() => new(StatusCode.FailedPrecondition, "CARE_PROVIDER_CLOSED", "该服务机构已停止服务");
    public static Refusal NotOffered() => new(StatusCode.FailedPrecondition, "CARE_ITEM_NOT_OFFERED", "该服务机构不提供这项服务，或服务已停用");
    public static Refusal OwnApproval() => new(StatusCode.PermissionDenied, "OWN_APPROVAL", "服务的填报人不能自行核实，须由他人核实");
    public static Refusal StateForbids(CareOrderState state) => new(StatusCode.FailedPrecondition, "CARE_ORDER_STATE_FORBIDS", $"工单当前状态为{States[state]}，不能这样办理");
}
