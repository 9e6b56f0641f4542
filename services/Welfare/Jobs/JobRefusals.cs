using Governance.Rpc;
using Grpc.Core;

namespace Governance.Welfare.Jobs;

internal static class JobRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "JOB_NOT_FOUND", $"没有编号为 {id} 的公益性岗位");
    public static Refusal NoEngagement(string id) => new(StatusCode.NotFound, "JOB_ENGAGEMENT_NOT_FOUND", $"没有编号为 {id} 的上岗记录");
    public static Refusal NoList(string id) => new(StatusCode.NotFound, "JOB_PAY_LIST_NOT_FOUND", $"没有编号为 {id} 的岗位补贴名册");
    public static Refusal RuleSet() => new(StatusCode.AlreadyExists, "RULE_SET", "该区划该日起的岗位规则已设定");
    public static Refusal Engaged() => new(StatusCode.AlreadyExists, "JOB_ENGAGED", "此人已在公益性岗位上岗，不能同时占用两个岗位");
    public static Refusal OwnApproval() => new(StatusCode.PermissionDenied, "OWN_APPROVAL", "编制与审批不能为同一人");
    public static Refusal Closed() => No("JOB_CLOSED", "该岗位已停止招用");
    public static Refusal Full() => No("JOB_FULL", "该岗位已满员");
    public static Refusal NoRule() => No("JOB_RULE_MISSING", "该区划在该月没有适用的岗位规则");
    public static Refusal HasEnded() => No("JOB_ENGAGEMENT_ENDED", "该上岗记录已结束");
    public static Refusal ListClosed() => No("JOB_PAY_LIST_CLOSED", "该名册已审批，应发而未列入的在下一期补发");
    public static Refusal ListNotApproved() => No("JOB_PAY_LIST_NOT_APPROVED", "该名册尚未审批或已发放");

    public static Refusal NotEligible(IReadOnlyCollection<JobGap> gaps) => new(StatusCode.FailedPrecondition, "JOB_NOT_ELIGIBLE", "不符合上岗条件：" + string.Join("、", gaps.Select(Chinese)))
    {
        Facts = new Dictionary<string, string> { ["gaps"] = string.Join(",", gaps) },
    };

    private static string Chinese(JobGap gap) => gap switch { JobGap.Kind => "不属于重点人群", JobGap.Age => "年龄不符", _ => "累计期限已满或不足" };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
