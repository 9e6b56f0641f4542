using System.Globalization;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Grpc.Core;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

internal static class MemberRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "MEMBER_NOT_FOUND", $"没有编号为 {id} 的党员或发展对象");
    public static Refusal NoSuchNumber() => new(StatusCode.NotFound, "MEMBER_NOT_FOUND", "该证件号码不在全省党员名册中");
    public static Refusal NoBatch(string id) => new(StatusCode.NotFound, "BATCH_NOT_FOUND", $"没有编号为 {id} 的批次");
    public static Refusal OtherKind() => No("BATCH_OF_ANOTHER_KIND", "该批次编号已用于另一类名册");
    public static Refusal Ended() => No("MEMBERSHIP_ENDED", "该人员已不在名册中");
    public static Refusal NotNext(MemberState state) => No("STEP_NOT_NEXT", $"发展党员须逐级进行，当前为{state.Chinese()}");
    public static Refusal NotBack(MemberState state) => No("STEP_NOT_BACK", $"当前为{state.Chinese()}，只能退回到之前的阶段；正式党员不能退回");
    public static Refusal NotOnProbation() => No("NOT_ON_PROBATION", "该人员不是预备党员");
    public static Refusal ExtendedBefore() => No("PROBATION_EXTENDED_BEFORE", "预备期已延长过一次");
    public static Refusal NotAMember() => No("NOT_A_MEMBER", "尚未入党的人员不登记流动");
    public static Refusal FloatsAlready() => No("FLOATS_ALREADY", "该党员已登记为流动党员");
    public static Refusal DoesNotFloat() => No("DOES_NOT_FLOAT", "该党员不是流动党员");
    public static Refusal TransferUnderWay() => No("TRANSFER_UNDER_WAY", "该人员的组织关系转接尚未办结");

    public static Refusal TooEarly(DateOnly earliest) => No("STEP_TOO_EARLY", $"日期最早为 {earliest.Day()}", ("earliest_date", earliest.Day()));
    public static Refusal EnteredTooLate(int days) => No("STEP_ENTERED_TOO_LATE", $"须在该步骤之日起 {days} 天内录入", ("entry_days", Text(days)));
    public static Refusal MetTooEarly(DateOnly earliest) => No("EVIDENCE_TOO_EARLY", $"材料日期最早为进入当前阶段之日 {earliest.Day()}", ("earliest_date", earliest.Day()));
    public static Refusal TooYoung(int age) => No("TOO_YOUNG", $"须年满 {age} 周岁", ("min_age", Text(age)));
    public static Refusal ExtensionNotAllowed(int min, int max) => No("EXTENSION_NOT_ALLOWED", $"预备期只能延长 {min} 至 {max} 个月", ("min_months", Text(min)), ("max_months", Text(max)));

    public static Refusal Missing(IReadOnlyList<short> prerequisites) => No("PREREQUISITES_MISSING", $"尚缺：{string.Join('、', prerequisites.Select(NameOf))}",
        ("missing", string.Join(',', prerequisites.Select(p => ((Wire.Prerequisite)p).ToString()))));

    public static Refusal Exists(Guid id) => new(StatusCode.AlreadyExists, "MEMBER_EXISTS", "该证件号码已在全省党员名册中") { Facts = new Dictionary<string, string> { ["member_id"] = id.ToString() } };

    public static Refusal LinesMissing(long next) => new(StatusCode.OutOfRange, "LINES_MISSING", $"缺少前面的行，请从第 {next} 行续传") { Facts = new Dictionary<string, string> { ["next_line"] = Text(next) } };

    public static string Chinese(this MemberState state) => state switch
    {
        MemberState.Applicant => "入党申请人",
        MemberState.Activist => "入党积极分子",
        MemberState.Candidate => "发展对象",
        MemberState.Probationary => "预备党员",
        MemberState.Full => "正式党员",
        _ => "已出册人员",
    };

    public static string NameOf(short prerequisite) => (Wire.Prerequisite)prerequisite switch
    {
        Wire.Prerequisite.Application => "入党申请书",
        Wire.Prerequisite.Talk => "派人谈话",
        Wire.Prerequisite.Recommendation => "党员推荐或群团推优",
        Wire.Prerequisite.BranchDecision => "支部研究决定",
        Wire.Prerequisite.UpperFiling => "报上级党委备案",
        Wire.Prerequisite.Cultivators => "培养联系人",
        Wire.Prerequisite.Opinions => "听取意见",
        Wire.Prerequisite.Sponsors => "入党介绍人",
        Wire.Prerequisite.PoliticalReview => "政治审查",
        Wire.Prerequisite.Training => "短期集中培训",
        Wire.Prerequisite.PublicNotice => "公示",
        Wire.Prerequisite.PreReview => "上级党委预审",
        Wire.Prerequisite.BranchMeeting => "支部大会决议",
        Wire.Prerequisite.UpperTalk => "上级党委谈话",
        Wire.Prerequisite.UpperApproval => "上级党委审批",
        Wire.Prerequisite.FullApplication => "转正申请",
        _ => "",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Refusal No(string reason, string chinese, params (string Key, string Value)[] facts) => new(StatusCode.FailedPrecondition, reason, chinese) { Facts = facts.ToDictionary(f => f.Key, f => f.Value) };
}
