using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Organizations;

internal static class OrganizationRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "ORGANIZATION_NOT_FOUND", $"没有编号为 {id} 的党组织");
    public static Refusal NotActive() => No("ORGANIZATION_NOT_ACTIVE", "该党组织已撤销或已合并");
    public static Refusal KindNotBelow() => No("KIND_NOT_BELOW", "上下级党组织的类别不相容：总支之下只能设支部和功能型党小组，支部之下只能设功能型党小组");
    public static Refusal OutsideParent() => No("OUTSIDE_PARENT", "该党组织所在区划不在上级党组织的区划之内");
    public static Refusal TooDeep() => No("TOO_DEEP", $"党组织的层级不能超过 {Organization.MostLevels} 级");
    public static Refusal BelowItself() => No("BELOW_ITSELF", "不能移到自身或自身的下级党组织之下");
    public static Refusal HoldsMembers() => No("HOLDS_MEMBERS", "该党组织尚有党员或发展中的人员");
    public static Refusal HoldsNoMembers() => No("HOLDS_NO_MEMBERS", "党工委和功能型党小组不接收党员组织关系");
    public static Refusal HoldsOrganizations() => No("HOLDS_ORGANIZATIONS", "该党组织尚有下级党组织");
    public static Refusal TransfersUnderWay() => No("TRANSFERS_UNDER_WAY", "尚有党员的组织关系正转往该党组织");
    public static Refusal LeadsARegionalCommittee() => No("LEADS_A_REGIONAL_COMMITTEE", "该党组织牵头区域党委，请先与接续的党组织合并");
    public static Refusal ElectsNobody() => No("ELECTS_NOBODY", "该类党组织不实行选举，没有任期");
    public static Refusal ElectionTooEarly() => No("ELECTION_TOO_EARLY", "选举日期不能早于成立日期，且须晚于上次选举");
    public static Refusal NoTerm() => No("NO_TERM", "该党组织尚未登记选举");
    public static Refusal ExtendedBefore() => No("TERM_EXTENDED_BEFORE", "该任期已延期一次");

    public static Refusal TooFew(OrganizationKind kind, long members, int threshold) => new(StatusCode.FailedPrecondition, "TOO_FEW_FULL_MEMBERS", $"设立{kind.Chinese()}须有正式党员 {threshold} 名，现有 {members} 名")
    {
        Facts = new Dictionary<string, string> { ["full_members"] = members.ToString(CultureInfo.InvariantCulture), ["threshold"] = threshold.ToString(CultureInfo.InvariantCulture) },
    };

    public static Refusal ExtendedTooFar(DateOnly latest) => new(StatusCode.FailedPrecondition, "EXTENDED_TOO_FAR", $"延期须晚于任期届满日，且最晚到 {latest:yyyy-MM-dd}")
    {
        Facts = new Dictionary<string, string> { ["latest_date"] = latest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
    };

    public static Refusal ExceptionNotYours() => new(StatusCode.PermissionDenied, "EXCEPTION_NOT_YOURS", "人数不足而确因工作需要设立的，须由县级组织部门批准并录入");

    public static Refusal SeatTaken() => new(StatusCode.AlreadyExists, "SEAT_TAKEN", "该乡镇（街道）、社区（村）、居民小组、网格或小区已设有党组织");

    public static string Chinese(this OrganizationKind kind) => kind switch
    {
        OrganizationKind.WorkingCommittee => "党工委",
        OrganizationKind.Committee => "党委",
        OrganizationKind.GeneralBranch => "党总支",
        OrganizationKind.Branch => "党支部",
        OrganizationKind.FunctionalGroup => "功能型党小组",
        _ => "",
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
