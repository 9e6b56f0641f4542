using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Teams;

internal static class TeamRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "TEAM_NOT_FOUND", $"没有编号为 {id} 的两委班子");
    public static Refusal NoPost(string id) => new(StatusCode.NotFound, "POST_NOT_FOUND", $"该班子没有编号为 {id} 的职位") { Facts = new Dictionary<string, string> { ["post_id"] = id } };
    public static Refusal NoHolding(string id) => new(StatusCode.NotFound, "HOLDING_NOT_FOUND", $"没有编号为 {id} 的任职");
    public static Refusal Exists() => new(StatusCode.AlreadyExists, "TEAM_EXISTS", "该社区（村）已设有同类班子");
    public static Refusal HeadExists() => new(StatusCode.AlreadyExists, "HEAD_EXISTS", "该班子已设有正职");
    public static Refusal IsHeld() => new(StatusCode.AlreadyExists, "POST_HELD", "该职位已有人担任");
    public static Refusal HoldsAPost() => new(StatusCode.AlreadyExists, "HOLDS_A_POST", "该人员已在同类班子中任职");
    public static Refusal RuleExists() => new(StatusCode.AlreadyExists, "TEAM_RULE_EXISTS", "该区划的两委班子已有同日生效的规则");
    public static Refusal NoTeamThere() => new(StatusCode.NotFound, "TEAM_NOT_FOUND", "该社区（村）没有这类班子，或不在本批次的区划内");
    public static Refusal RosterClosed() => No("ROSTER_CLOSED", "该区划的名册已录入完毕，名册基准日以前的任职不再录入");
    public static Refusal NoVacancy() => No("NO_VACANCY", "该班子没有这类空缺的职位");
    public static Refusal NoSeatLeft(int most) => No("NO_SEAT_LEFT", $"该班子的职数上限为 {most} 名，不能再增设职位", ("most", most.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    public static Refusal StillHeld() => No("POST_HELD", "该职位尚有人担任");
    public static Refusal IsClosed() => No("TEAM_CLOSED", "该班子已随社区调整撤销");
    public static Refusal PostIsClosed() => No("POST_CLOSED", "该职位已撤销");
    public static Refusal NoTerm() => No("NO_TERM", "该班子尚未登记换届选举");
    public static Refusal HasEnded() => No("HOLDING_ENDED", "该任职已结束");
    public static Refusal TooEarly(DateOnly earliest) => No("TERM_TOO_EARLY", $"日期最早为 {earliest.Day()}", ("earliest_date", earliest.Day()));
    public static Refusal NotAFullMember(Guid person) => No("NOT_A_FULL_MEMBER", "社区党组织班子成员须为正式党员", ("person_id", person.ToString()));
    public static Refusal SupervisesItself(Guid person) => No("SUPERVISES_ITSELF", "居（村）民委员会成员不得担任居务（村务）监督委员会成员", ("person_id", person.ToString()));
    public static Refusal ReviewNotPassed(Guid person) => No("REVIEW_NOT_PASSED", "该人员没有通过有效期内的资格联审", ("person_id", person.ToString()));

    private static Refusal No(string reason, string chinese, params (string Key, string Value)[] facts) => new(StatusCode.FailedPrecondition, reason, chinese) { Facts = facts.ToDictionary(f => f.Key, f => f.Value) };
}
