using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Communities;

internal static class ReorganizationRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "REORGANIZATION_NOT_FOUND", $"没有编号为 {id} 的社区建制调整");

    public static Refusal CodeTaken(IReadOnlyList<string> codes) => new(StatusCode.AlreadyExists, "COMMUNITY_CODE_TAKEN", $"编码 {string.Join("、", codes)} 已被使用（已撤销区划的编码也不再启用）")
    {
        Facts = new Dictionary<string, string> { ["codes"] = string.Join(",", codes) },
    };

    public static Refusal NumbersUsedUp(string town) => new(StatusCode.ResourceExhausted, "COMMUNITY_NUMBERS_USED_UP", $"{town} 之下的社区（村）编号已全部用完");

    public static Refusal CountyMustDecide() => new(StatusCode.PermissionDenied, "COUNTY_MUST_DECIDE", "社区建制调整须由县级审批和执行");

    public static Refusal PlannedByYou() => new(StatusCode.FailedPrecondition, "REORGANIZATION_PLANNED_BY_YOU", "提出方案的人不能审批该方案");

    public static Refusal NotPlanned(ReorganizationState state) => new(StatusCode.FailedPrecondition, "REORGANIZATION_NOT_PLANNED", $"该调整当前为{state.Chinese()}，不在待审批状态");

    public static Refusal NotApproved(ReorganizationState state) => new(StatusCode.FailedPrecondition, "REORGANIZATION_NOT_APPROVED", $"该调整当前为{state.Chinese()}，只有已批准的才能执行");

    public static Refusal Ended(ReorganizationState state) => new(StatusCode.FailedPrecondition, "REORGANIZATION_ENDED", $"该调整{state.Chinese()}");

    public static Refusal Outdated(IReadOnlyList<string> codes) => new(StatusCode.FailedPrecondition, "REORGANIZATION_OUTDATED", $"方案提出后情况已变（{string.Join("、", codes.Take(10))}），请撤回后重新提出")
    {
        Facts = new Dictionary<string, string> { ["codes"] = string.Join(",", codes.Take(50)) },
    };

    private static string Chinese(this ReorganizationState state) => state switch
    {
        ReorganizationState.Planned => "待审批",
        ReorganizationState.Approved => "已批准",
        ReorganizationState.CarriedOut => "已执行",
        _ => "已撤回",
    };
}
