using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Teams;

internal static class TeamRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "TEAM_NOT_FOUND", $"没有编号为 {id} 的志愿服务队");
    public static Refusal NoMember() => No("NOT_A_TEAM_MEMBER", "该志愿者不是这支队伍的队员");
    public static Refusal JoinedAlready() => new(StatusCode.AlreadyExists, "TEAM_JOINED_ALREADY", "该志愿者已是这支队伍的队员");
    public static Refusal IsDisbanded() => No("TEAM_DISBANDED", "该队伍已解散");
    public static Refusal NotAVeteran() => No("NOT_A_VETERAN", "退役军人志愿服务队只面向退役军人");
    public static Refusal NotAPartyMember() => No("NOT_A_PARTY_MEMBER", "党员志愿服务队只面向中共党员");
    public static Refusal LeadsAlready() => No("LEADS_ALREADY", "该队员已是队长");
    public static Refusal LeaderStays() => No("LEADER_STAYS", "队长须先由他人接任，方可退出");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
