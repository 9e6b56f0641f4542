using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Transfers;

internal static class TransferRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "TRANSFER_NOT_FOUND", $"没有编号为 {id} 的组织关系转接");
    public static Refusal UnderWay() => new(StatusCode.AlreadyExists, "TRANSFER_UNDER_WAY", "该人员的组织关系正在转接中");
    public static Refusal SameOrganization() => No("SAME_ORGANIZATION", "该人员已在此党组织");
    public static Refusal IsExpired() => No("TRANSFER_EXPIRED", "该组织关系介绍信已过有效期");

    public static Refusal HasEnded(TransferState state) => No("TRANSFER_ENDED", state switch
    {
        TransferState.Received => "该转接已接收",
        TransferState.Rejected => "该转接已被退回",
        TransferState.Withdrawn => "该转接已撤回",
        _ => "该转接已过期",
    });

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
