using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Grids;

internal static class GridRefusals
{
    public static Refusal NotFound(string code) => new(StatusCode.NotFound, "GRID_NOT_FOUND", $"没有编码为 {code} 的网格");

    public static Refusal CodeTaken(string code) => new(StatusCode.AlreadyExists, "GRID_CODE_TAKEN", $"网格编码 {code} 已被使用（已撤销网格的编码也不再启用）");

    public static Refusal NumbersUsedUp(string community) => new(StatusCode.ResourceExhausted, "GRID_NUMBERS_USED_UP", $"社区 {community} 的网格编号 001 至 999 已全部用完");

    public static Refusal Retired(string code) => new(StatusCode.FailedPrecondition, "GRID_RETIRED", $"网格 {code} 已撤销");
}
