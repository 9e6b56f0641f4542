using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.SocialOrganizations.Incubation;

internal static class IncubationRefusals
{
    public static Refusal NoIncubator(string id) => new(StatusCode.NotFound, "INCUBATOR_NOT_FOUND", $"没有编号为 {id} 的孵化平台");
    public static Refusal NoIntake(string id) => new(StatusCode.NotFound, "INTAKE_NOT_FOUND", $"没有编号为 {id} 的入驻轮次");
    public static Refusal NoCandidacy(string id) => new(StatusCode.NotFound, "CANDIDACY_NOT_FOUND", $"没有编号为 {id} 的入驻申请");
    public static Refusal NoResidency(string id) => new(StatusCode.NotFound, "RESIDENCY_NOT_FOUND", $"没有编号为 {id} 的入驻");
    public static Refusal NoMilestone() => new(StatusCode.NotFound, "MILESTONE_NOT_FOUND", "没有这个阶段或里程碑");
    public static Refusal IncubatorClosed() => No("INCUBATOR_CLOSED", "该孵化平台已关闭");
    public static Refusal IncubatorFull() => No("INCUBATOR_FULL", "该孵化平台的工位已满");
    public static Refusal OperatorNotActive() => No("ORGANIZATION_NOT_ACTIVE", "该社会组织尚未入孵、已暂停或已终止，不能运营孵化平台");
    public static Refusal Suspended() => No("ORGANIZATION_SUSPENDED", "该社会组织已暂停，恢复之前不能申请、入驻、签约、延期、通过评估或出壳");
    public static Refusal InUse() => No("INCUBATOR_IN_USE", "该孵化平台尚有组织入驻");
    public static Refusal IntakesOpen() => No("INTAKES_OPEN", "该孵化平台尚有未截止的入驻轮次或未决定的申请，不能关闭");
    public static Refusal IntakeNotOpen() => No("INTAKE_NOT_OPEN", "该轮次今天不接受申请");
    public static Refusal IntakeStillOpen() => No("INTAKE_STILL_OPEN", "该轮次的申请尚未截止，不能评分");
    public static Refusal IntakeFull() => No("INTAKE_FULL", "该轮次的名额已满");
    public static Refusal OutsideIncubator() => No("OUTSIDE_INCUBATOR", "该社会组织不在孵化平台的区划之内");
    public static Refusal ConflictOfInterest() => No("CONFLICT_OF_INTEREST", "与该组织有利益关系的人应当回避");
    public static Refusal Decided() => No("CANDIDACY_DECIDED", "该申请已有决定");
    public static Refusal ScoreTooLow() => No("SCORE_TOO_LOW", "平均得分未达到入驻要求");
    public static Refusal StateForbids() => No("RESIDENCY_STATE", "该入驻的当前状态不能办理");
    public static Refusal StageNotRunning() => No("STAGE_NOT_RUNNING", "该阶段尚未开始或已通过评估");
    public static Refusal MilestoneReached() => No("MILESTONE_REACHED", "该里程碑已经完成");
    public static Refusal MilestoneNotReached() => No("MILESTONE_NOT_REACHED", "该里程碑尚未完成，不能退回");
    public static Refusal StagesOpen() => No("STAGES_OPEN", "尚有阶段未通过评估");
    public static Refusal NotLater() => No("NOT_LATER", "延期后的截止日期须晚于原截止日期");
    public static Refusal ExtendedEnough() => No("EXTENDED_ENOUGH", "已达到延期次数上限");
    public static Refusal SamePerson() => No("SAME_PERSON", "须由未经办前序环节、也不为该组织工作的人办理");
    public static Refusal NotOnThePanel() => new(StatusCode.PermissionDenied, "NOT_ON_THE_PANEL", "您不是该轮次的评审专家");
    public static Refusal PanelComplete() => No("PANEL_COMPLETE", "评分已经开始，可评分的专家已达到要求的人数，不能再增补");
    public static Refusal NoPanelist() => new(StatusCode.NotFound, "PANELIST_NOT_FOUND", "评审组中没有这位专家");
    public static Refusal PanelistSeated() => new(StatusCode.AlreadyExists, "PANELIST_SEATED", "该专家已在评审组中");
    public static Refusal CandidacyExists() => new(StatusCode.AlreadyExists, "CANDIDACY_EXISTS", "该社会组织已申请本轮次");
    public static Refusal ScoredAlready() => new(StatusCode.AlreadyExists, "SCORED_ALREADY", "您已为该申请评分");
    public static Refusal IncubatedAlready() => new(StatusCode.AlreadyExists, "INCUBATED_ALREADY", "该社会组织已入驻一个孵化平台");
    public static Refusal TargetExists() => new(StatusCode.AlreadyExists, "INCUBATION_TARGET_EXISTS", "自该日起的目标已经设定");

    public static Refusal TooFewScores(int found, int wanted) => No("TOO_FEW_SCORES", string.Create(CultureInfo.InvariantCulture, $"至少需要 {wanted} 位专家评分，现有 {found} 位"));

    public static Refusal MilestonesOpen(int open) => No("MILESTONES_OPEN", string.Create(CultureInfo.InvariantCulture, $"本阶段尚有 {open} 个里程碑未完成"));

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
