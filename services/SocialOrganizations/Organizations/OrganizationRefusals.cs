using Governance.Rpc;
using Grpc.Core;

namespace Governance.SocialOrganizations.Organizations;

internal static class OrganizationRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", $"没有编号为 {id} 的社会组织");
    public static Refusal HasEnded() => No("ORGANIZATION_ENDED", "该社会组织已退出或注销");
    public static Refusal Contracted() => No("CONTRACTS_OPEN", "该社会组织尚有未完成或未付清的政府购买服务合同，不能注销");
    public static Refusal AssetsHeld() => No("ASSETS_HELD", "该社会组织尚有未归还的托管资产，不能注销");
    public static Refusal ForTheOffice() => new(StatusCode.PermissionDenied, "PAPER_OF_THE_OFFICE", "该材料由民政部门录入，社会组织不能自行提交");
    public static Refusal StaffOfTheOffice() => new(StatusCode.PermissionDenied, "STAFF_OF_THE_OFFICE", "社会组织的工作人员由民政部门登记，本人和原任人员不能变更");
    public static Refusal TeamOfTheOffice() => new(StatusCode.PermissionDenied, "TEAM_OF_THE_OFFICE", "已备案社会组织的志愿服务队由民政部门变更，社会组织不能自行变更");
    public static Refusal TeamUnconfirmed() => No("TEAM_UNCONFIRMED", "志愿服务队由该组织自行填报：请核实后确认，或先予更正");
    public static Refusal TeamTaken() => new(StatusCode.AlreadyExists, "TEAM_TAKEN", "该志愿服务队已属于另一社会组织");
    public static Refusal SamePerson() => No("SAME_PERSON", "须由不为该组织工作、三年内也未为其工作的人办理");
    public static Refusal KindIsRegistered() => No("KIND_IS_REGISTERED", "已登记的社会组织不能更改类别");
    public static Refusal NameOfTheOffice() => new(StatusCode.PermissionDenied, "NAME_OF_THE_OFFICE", "已备案社会组织的名称和类别由民政部门变更，社会组织不能自行变更");
    public static Refusal HasPapers() => No("KIND_HAS_PAPERS", "已备案的社会组织不能改为微组织");
    public static Refusal CodeTaken() => new(StatusCode.AlreadyExists, "UNIFIED_CODE_TAKEN", "该统一社会信用代码已属于另一社会组织");
    public static Refusal PartyTaken() => new(StatusCode.AlreadyExists, "PARTY_ORGANIZATION_TAKEN", "该党组织已由另一社会组织单建；几个社会组织共有一个党组织的，应为联建");
    public static Refusal RuleExists() => new(StatusCode.AlreadyExists, "GATE_RULE_EXISTS", "该区划自该日起的规则已经设定");

    public static Refusal StateForbids(OrganizationState state) => No("ORGANIZATION_STATE", $"该社会组织当前{Chinese(state)}，不能办理");

    public static Refusal GateNotMet(GateFindings found) => new(StatusCode.FailedPrecondition, "GATE_NOT_MET", $"尚缺：{string.Join("；", found.Lacks.Select(l => l.Chinese))}")
    {
        Facts = new Dictionary<string, string> { ["missing"] = string.Join(',', found.Lacks.Select(l => l.Code)) },
    };

    private static string Chinese(OrganizationState state) => state switch
    {
        OrganizationState.Applied => "已申请、尚未入驻培育",
        OrganizationState.Incubating => "正在培育",
        OrganizationState.Filed => "已备案",
        OrganizationState.Registered => "已登记",
        OrganizationState.Graduated => "已出壳",
        OrganizationState.Suspended => "暂停",
        OrganizationState.Exited => "已退出",
        _ => "已注销",
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
