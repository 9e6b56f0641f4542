using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Divisions;

internal static class DivisionRefusals
{
    public static Refusal NotFound(string code) => new(StatusCode.NotFound, "DIVISION_NOT_FOUND", $"没有编码为 {code} 的行政区划");

    public static Refusal CodeReused(IReadOnlyList<string> codes) =>
        new(StatusCode.FailedPrecondition, "DIVISION_CODE_REUSED", $"编码 {string.Join("、", codes.Take(10))}{(codes.Count > 10 ? " 等" : "")} 已随撤销的区划停用，不能再给名称不同的区划使用")
        {
            Facts = new Dictionary<string, string> { ["codes"] = string.Join(",", codes.Take(50)) },
        };
}
