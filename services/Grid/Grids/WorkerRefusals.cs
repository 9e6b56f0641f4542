using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Grids;

internal static class WorkerRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "WORKER_NOT_FOUND", $"没有编号为 {id} 的网格员");

    public static Refusal AlreadyServes() => new(StatusCode.AlreadyExists, "WORKER_ALREADY_SERVES", "该手机号的网格员已在本社区在岗");

    public static Refusal HasGrids() => new(StatusCode.FailedPrecondition, "WORKER_HAS_GRIDS", "该网格员仍负责网格，请先办理移交");

    public static Refusal HasLeft() => new(StatusCode.FailedPrecondition, "WORKER_HAS_LEFT", "该网格员已退出");

    public static Refusal OfAnotherCommunity(string gridCode) => new(StatusCode.FailedPrecondition, "WORKER_OF_ANOTHER_COMMUNITY", $"该网格员不属于网格 {gridCode} 所在的社区");
}
