using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Grades;

internal static class GradeRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "REGRADING_NOT_FOUND", $"没有编号为 {id} 的等级调整");
    public static Refusal SchemeExists() => new(StatusCode.AlreadyExists, "GRADE_SCHEME_EXISTS", "该区划已有同日生效的岗位等级序列");
    public static Refusal Exists() => new(StatusCode.AlreadyExists, "REGRADING_EXISTS", "该区县当年已有等级调整");
    public static Refusal NoScheme() => No("NO_GRADE_SCHEME", "该区划没有适用于此岗位的岗位等级序列");
    public static Refusal NotPreviewed() => No("REGRADING_NOT_PREVIEWED", "该等级调整已审批或已撤销");
    public static Refusal PreviewedByYou() => No("REGRADING_PREVIEWED_BY_YOU", "拟定等级调整的人不能审批该调整");
    public static Refusal NotApproved() => No("REGRADING_NOT_APPROVED", "该等级调整未经审批，或已执行");
    public static Refusal NotApplied() => No("REGRADING_NOT_APPLIED", "该等级调整尚未执行，或已回退");
    public static Refusal IsApplied() => No("REGRADING_APPLIED", "该等级调整已执行或已撤销");

    public static Refusal NoProposal(string id) => new(StatusCode.NotFound, "LEVEL_PROPOSAL_NOT_FOUND", $"没有编号为 {id} 的职业水平建议");
    public static Refusal ProposalDecided() => new(StatusCode.FailedPrecondition, "LEVEL_PROPOSAL_DECIDED", "该职业水平建议已办理");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
