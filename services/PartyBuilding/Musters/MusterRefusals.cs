using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Musters;

internal static class MusterRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "MUSTER_NOT_FOUND", $"没有编号为 {id} 的应急集结");
}
