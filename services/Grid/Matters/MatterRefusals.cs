using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Matters;

internal static class MatterRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "MATTER_NOT_FOUND", $"没有编号为 {id} 的网格事项");

    public static Refusal Decided() => No("MATTER_DECIDED", "该事项已作出准入决定");

    public static Refusal RequestedByYou() => No("MATTER_REQUESTED_BY_YOU", "提出申请的人不能审批该事项");

    public static Refusal NotAdmitted() => No("MATTER_NOT_ADMITTED", "该事项未获准入，或准入已到期，不能交网格办理");

    public static Refusal Assigned() => No("MATTER_ASSIGNED", "该事项已交该区域的网格办理");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
