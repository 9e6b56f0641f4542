using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Divisions;

internal static class DivisionRefusals
{
    public static Refusal NotFound(string code) => new(StatusCode.NotFound, "DIVISION_NOT_FOUND", $"没有编码为 {code} 的行政区划");
}
