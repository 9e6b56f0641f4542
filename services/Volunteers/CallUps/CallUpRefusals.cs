using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.CallUps;

internal static class CallUpRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "CALL_UP_NOT_FOUND", $"没有编号为 {id} 的应急召集");
    public static Refusal IsOver() => new(StatusCode.FailedPrecondition, "CALL_UP_OVER", "该应急需求已关闭或已过期，无需再答复");
}
