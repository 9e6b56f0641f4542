using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Cadres;

internal static class CadreRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "CADRE_NOT_FOUND", $"没有编号为 {id} 的包联干部");

    public static Refusal Released() => new(StatusCode.FailedPrecondition, "CADRE_RELEASED", "该包联关系已结束");
}
