using Governance.Rpc;
using Grpc.Core;

namespace Governance.SocialOrganizations.Assessments;

internal static class AssessmentRefusals
{
    public static Refusal NoGrading(string id) => new(StatusCode.NotFound, "GRADING_NOT_FOUND", $"没有编号为 {id} 的等级评估");
    public static Refusal NoObjection() => new(StatusCode.NotFound, "OBJECTION_NOT_FOUND", "没有这条异议");
    public static Refusal NoBlacklisting(string id) => new(StatusCode.NotFound, "BLACKLISTING_NOT_FOUND", $"没有编号为 {id} 的失信名单记录");
    public static Refusal GradingExists() => new(StatusCode.AlreadyExists, "GRADING_EXISTS", "该社会组织的等级评估正在进行");
    public static Refusal SchemeExists() => new(StatusCode.AlreadyExists, "GRADING_SCHEME_EXISTS", "自该日起的评估标准已经设定");
    public static Refusal BlacklistingExists() => new(StatusCode.AlreadyExists, "BLACKLISTING_EXISTS", "该社会组织已在失信名单或正在拟列入");
    public static Refusal NoScheme() => No("NO_GRADING_SCHEME", "该区划尚无等级评估标准");
    public static Refusal StateForbids() => No("GRADING_STATE", "等级评估的当前状态不能办理");
    public static Refusal ObjectionsOver() => No("OBJECTIONS_OVER", "公示期已满，不再受理异议");
    public static Refusal ObjectionsRunning() => No("OBJECTIONS_RUNNING", "公示期未满，不能作出决定");
    public static Refusal ObjectionsOpen() => No("OBJECTIONS_OPEN", "尚有异议未答复");
    public static Refusal ObjectionAnswered() => No("OBJECTION_ANSWERED", "该异议已经答复");
    public static Refusal NotTheAnnounced() => No("NOT_THE_ANNOUNCED_GRADE", "无异议成立时，决定的等级应与公示的一致");
    public static Refusal SamePerson() => No("SAME_PERSON", "须由未经办前序环节、也不为该组织工作的人办理");
    public static Refusal BlacklistingStateForbids() => No("BLACKLISTING_STATE", "失信名单记录的当前状态不能办理");
    public static Refusal HearingOver() => No("HEARING_OVER", "陈述申辩期限已过");
    public static Refusal HearingRunning() => No("HEARING_RUNNING", "陈述申辩期限未满，且该组织尚未自行陈述");
    public static Refusal SaidEnough() => No("SAID_ENOUGH", "陈述申辩累计不超过 20000 字");
    public static Refusal Blacklisted() => No("BLACKLISTED", "该社会组织在严重违法失信名单中，不能参与");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
