using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Coverage;

internal static class CoverageRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "TWO_NEW_UNIT_NOT_FOUND", $"没有编号为 {id} 的两新组织");
}
