using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Whistles;

internal static class WhistleRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "WHISTLE_NOT_FOUND", $"没有编号为 {id} 的吹哨，或不在您的管辖范围内");
    public static Refusal Sounding() => new(StatusCode.AlreadyExists, "WHISTLE_SOUNDING", "该诉求已有未完成的吹哨");
    public static Refusal Complete() => No("WHISTLE_COMPLETE", "该吹哨已经完成");
    public static Refusal Withdrawn(string unit) => No("TASK_WITHDRAWN", $"{unit} 的任务已撤回");
    public static Refusal UnitNotYours() => new(StatusCode.PermissionDenied, "UNIT_NOT_YOURS", "只能代表本单位报到和交办");
    public static Refusal NotSummoned(string unit) => No("UNIT_NOT_SUMMONED", $"{unit} 不在本次吹哨的召集范围内");
    public static Refusal HasReportedIn(string unit) => No("UNIT_HAS_REPORTED_IN", $"{unit} 已经报到");
    public static Refusal NotReportedIn(string unit) => No("UNIT_NOT_REPORTED_IN", $"{unit} 尚未报到");
    public static Refusal HandedIn(string unit) => No("TASK_HANDED_IN", $"{unit} 的任务已经完成");
    public static Refusal NotHandedIn(string unit) => No("TASK_NOT_HANDED_IN", $"{unit} 的任务尚未完成，还不能评分");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
