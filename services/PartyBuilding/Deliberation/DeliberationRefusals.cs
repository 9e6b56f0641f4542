using System.Globalization;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Deliberation;

internal static class DeliberationRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "MOTION_NOT_FOUND", $"没有编号为 {id} 的议事事项");
    public static Refusal RuleExists() => new(StatusCode.AlreadyExists, "DELIBERATION_RULE_EXISTS", "该区划对同一环节、同一会议已有同日生效的规则");
    public static Refusal HasEnded() => No("MOTION_ENDED", "该议事事项已办结、被否决或撤回");
    public static Refusal IsResolved() => No("MOTION_RESOLVED", "该议事事项已经决议，不能撤回");
    public static Refusal OutOfOrder(DeliberationStep next) => No("STEP_OUT_OF_ORDER", $"四议两公开须逐项进行，不得跳过或重复；下一步为“{next.Chinese()}”", ("next_step", next.ToString()));
    public static Refusal NoSuchMeeting(DeliberationStep step, MeetingBody body) => No("NO_SUCH_MEETING", $"按现行规则，此地的“{step.Chinese()}”不能由{body.Chinese()}进行");
    public static Refusal MeetingTooEarly(DateOnly earliest) => No("MEETING_TOO_EARLY", $"会议日期不能早于上一环节的 {earliest.Day()}", ("earliest_date", earliest.Day()));
    public static Refusal PublicationTooEarly(DateOnly earliest) => No("PUBLICATION_TOO_EARLY", $"公开日期不能早于 {earliest.Day()}", ("earliest_date", earliest.Day()));
    public static Refusal PublicationTooShort(int days) => No("PUBLICATION_TOO_SHORT", $"公开时间不得少于 {days} 天", ("min_days", days.ToString(CultureInfo.InvariantCulture)));

    public static Refusal NoQuorum(Ballot ballot, int needed, Fraction quorum, string basis) => No("QUORUM_NOT_MET",
        $"应到 {ballot.Entitled} 人，须{quorum.Chinese}到会即至少 {needed} 人，实到 {ballot.Present} 人，会议无效。依据：{basis}",
        ("needed", needed.ToString(CultureInfo.InvariantCulture)), ("present", ballot.Present.ToString(CultureInfo.InvariantCulture)));

    public static string Chinese(this DeliberationStep step) => step switch
    {
        DeliberationStep.Proposal => "党组织提议", DeliberationStep.JointDiscussion => "两委会议商议", DeliberationStep.Deliberation => "党员大会审议", DeliberationStep.Resolution => "居民（村民）会议或代表会议决议",
        DeliberationStep.DecisionPublication => "决议公开", DeliberationStep.ResultPublication => "实施结果公开", _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    public static string Chinese(this MeetingBody body) => body switch
    {
        MeetingBody.PartyCommittee => "党组织委员会", MeetingBody.TwoCommittees => "两委会议", MeetingBody.PartyMeeting => "党员大会", MeetingBody.Congress => "居民（村民）会议", MeetingBody.Households => "户代表会议",
        MeetingBody.Representatives => "居民（村民）代表会议", _ => throw new ArgumentOutOfRangeException(nameof(body)),
    };

    private static Refusal No(string reason, string chinese, params (string Key, string Value)[] facts) => new(StatusCode.FailedPrecondition, reason, chinese) { Facts = facts.ToDictionary(f => f.Key, f => f.Value) };
}
