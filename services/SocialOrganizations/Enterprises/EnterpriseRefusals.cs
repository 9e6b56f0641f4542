using Governance.Rpc;
using Grpc.Core;

namespace Governance.SocialOrganizations.Enterprises;

internal static class EnterpriseRefusals
{
    public static Refusal NoEnterprise(string id) => new(StatusCode.NotFound, "ENTERPRISE_NOT_FOUND", $"没有编号为 {id} 的社会企业认定");
    public static Refusal NoAsset(string id) => new(StatusCode.NotFound, "PUBLIC_ASSET_NOT_FOUND", $"没有编号为 {id} 的公共资产");
    public static Refusal NoCustody(string id) => new(StatusCode.NotFound, "CUSTODY_NOT_FOUND", $"没有编号为 {id} 的资产托管");
    public static Refusal NotRegistered() => No("NOT_REGISTERED", "该社会组织未登记、已暂停或已注销");
    public static Refusal EnterpriseStateForbids() => No("ENTERPRISE_STATE", "该认定的当前状态不能办理");
    public static Refusal NotFailed() => No("NOT_FAILED", "最近一次监管并非不合格，不能撤销认定");
    public static Refusal CustodyStateForbids() => No("CUSTODY_STATE", "该托管的当前状态不能办理");
    public static Refusal AssetRetired() => No("ASSET_RETIRED", "该资产已不再用于托管");
    public static Refusal AssetInCustody() => No("ASSET_IN_CUSTODY", "该资产已批准托管或正在托管，不能停用");
    public static Refusal FeasibilityMissing() => No("FEASIBILITY_MISSING", "托管行政事业性国有资产须经可行性论证");
    public static Refusal NoRule() => No("NO_CUSTODY_RULE", "该区划没有规定托管的审批层级");
    public static Refusal RuleTooWeak() => No("CUSTODY_RULE_TOO_WEAK", "国有资产托管的审批层级不能弱于上级区划的规定");
    public static Refusal NotYet() => No("NOT_YET", "托管期限尚未开始，不能移交");
    public static Refusal TermOver() => No("TERM_OVER", "托管期限已过，须重新申请");
    public static Refusal SamePerson() => No("SAME_PERSON", "须由未经办前序环节、也不为该组织工作的人办理");
    public static Refusal EnterpriseExists() => new(StatusCode.AlreadyExists, "ENTERPRISE_EXISTS", "该社会组织已申请认定或已获认定");
    public static Refusal SupervisedAlready() => new(StatusCode.AlreadyExists, "SUPERVISED_ALREADY", "该年度的监管已经登记");
    public static Refusal RuleExists() => new(StatusCode.AlreadyExists, "CUSTODY_RULE_EXISTS", "自该日起的审批层级已经设定");
    public static Refusal AssetTaken() => new(StatusCode.AlreadyExists, "ASSET_TAKEN", "该资产在此期限内已由其他组织托管，或尚未归还");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
