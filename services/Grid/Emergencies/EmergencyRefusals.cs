using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Emergencies;

internal static class EmergencyRefusals
{
    public static Refusal NoPlan(string id) => new(StatusCode.NotFound, "EMERGENCY_PLAN_NOT_FOUND", $"没有编号为 {id} 的应急预案");

    public static Refusal PlanRetired() => new(StatusCode.FailedPrecondition, "EMERGENCY_PLAN_RETIRED", "该应急预案已废止");

    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "EMERGENCY_NOT_FOUND", $"没有编号为 {id} 的应急响应");

    public static Refusal IsActive() => new(StatusCode.FailedPrecondition, "EMERGENCY_IS_ACTIVE", "该区域已启动同一灾种的应急响应");

    public static Refusal Ended() => new(StatusCode.FailedPrecondition, "EMERGENCY_ENDED", "该应急响应已结束");

    public static Refusal NotComplete(int left) => new(StatusCode.FailedPrecondition, "HOUSEHOLD_CHECK_NOT_COMPLETE", $"还有 {left} 户既未见面也未记录外出，须说明原因才能办结");

    public static Refusal MoreThanThereAre(int households) => new(StatusCode.FailedPrecondition, "MORE_HOUSEHOLDS_THAN_THERE_ARE", $"该网格登记 {households} 户，见面与外出户数之和超出，须说明原因");

    public static Refusal NoCheck(string grid) => new(StatusCode.NotFound, "HOUSEHOLD_CHECK_NOT_FOUND", $"网格 {grid} 没有该应急响应的入户核查任务");
}
