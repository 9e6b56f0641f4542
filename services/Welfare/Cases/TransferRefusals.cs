using Governance.Rpc;
using Grpc.Core;

namespace Governance.Welfare.Cases;

internal static class TransferRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "TRANSFER_NOT_FOUND", $"没有编号为 {id} 的个案转移");
    public static Refusal UnderWay(StatusCode code) => new(code, "TRANSFER_UNDER_WAY", "该个案正在转往其他区域，请先撤回或等待接收");

    public static Refusal HasEnded(CaseTransferState state) => new(StatusCode.FailedPrecondition, "TRANSFER_ENDED", state switch
    {
        CaseTransferState.Accepted => "该转移已被接收",
        CaseTransferState.Rejected => "该转移已被退回",
        _ => "该转移已撤回",
    })
    {
        Facts = new Dictionary<string, string> { ["state"] = state.ToString() },
    };
}
