using Governance.Rpc;
using Grpc.Core;

namespace Governance.Welfare.Cases;

internal static class ReferralRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "REFERRAL_NOT_FOUND", $"没有编号为 {id} 的转介");
    public static Refusal UnderWay() => new(StatusCode.AlreadyExists, "REFERRAL_UNDER_WAY", "已向该单位转介此个案");

    public static Refusal NotThere(ReferralState state) => new(StatusCode.FailedPrecondition, "REFERRAL_NOT_THERE", state switch
    {
        ReferralState.Offered => "该转介尚待对方接收",
        ReferralState.Accepted => "该转介已被接收",
        ReferralState.Rejected => "该转介已被退回",
        ReferralState.Revoked => "该转介已撤回",
        _ => "该转介已结束",
    })
    {
        Facts = new Dictionary<string, string> { ["state"] = state.ToString() },
    };
}
