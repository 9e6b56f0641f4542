using Governance.PartyBuilding.Establishment;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Compounds;

internal static class CompoundRefusals
{
    public static Refusal NoCommittee(string id) => new(StatusCode.NotFound, "OWNERS_COMMITTEE_NOT_FOUND", $"没有编号为 {id} 的业委会（院委会、自管委）");
    public static Refusal NoSeat(string id) => new(StatusCode.NotFound, "OWNERS_SEAT_NOT_FOUND", $"没有编号为 {id} 的业委会任职");
    public static Refusal NoCompany(string id) => new(StatusCode.NotFound, "COMPANY_NOT_FOUND", $"没有编号为 {id} 的物业服务企业");
    public static Refusal NoContract(string id) => new(StatusCode.NotFound, "CONTRACT_NOT_FOUND", $"没有编号为 {id} 的物业服务合同");
    public static Refusal CommitteeExists() => new(StatusCode.AlreadyExists, "OWNERS_COMMITTEE_EXISTS", "该小区已有业委会（院委会、自管委）");
    public static Refusal SeatTaken() => new(StatusCode.AlreadyExists, "SEAT_TAKEN", "该业委会已有主任，或该人员已在其中任职");
    public static Refusal CompanyExists(Guid id) => new(StatusCode.AlreadyExists, "COMPANY_EXISTS", "该统一社会信用代码的物业服务企业已登记") { Facts = new Dictionary<string, string> { ["company_id"] = id.ToString() } };
    public static Refusal ContractExists() => new(StatusCode.AlreadyExists, "CONTRACT_EXISTS", "该小区尚有未终止的物业服务合同");
    public static Refusal SchemeExists() => new(StatusCode.AlreadyExists, "SCORE_SCHEME_EXISTS", "该区划对同类对象已有同日生效的评议标准");
    public static Refusal ScoreExists() => new(StatusCode.AlreadyExists, "SCORE_EXISTS", "该小区当年对该对象已有评议");
    public static Refusal Dissolved() => No("OWNERS_COMMITTEE_DISSOLVED", "该业委会（院委会、自管委）已届满撤销或解散");
    public static Refusal NotSeated() => No("NOT_SEATED", "该人员已不在业委会任职");
    public static Refusal ContractEnded() => No("CONTRACT_ENDED", "该物业服务合同已终止");
    public static Refusal EndsBeforeItBegins(DateOnly earliest) => new(StatusCode.FailedPrecondition, "ENDS_BEFORE_IT_BEGINS", $"日期最早为开始之日 {earliest.Day()}") { Facts = new Dictionary<string, string> { ["earliest_date"] = earliest.Day() } };
    public static Refusal NobodyToScore() => No("NOBODY_TO_SCORE", "该小区没有业委会，或没有物业服务企业");
    public static Refusal NoScheme() => No("NO_SCORE_SCHEME", "该年度没有生效的评议标准");
    public static Refusal NotACompound() => No("NOT_A_COMPOUND", "该地点不是住宅小区");

    public static Refusal WrongCriteria(IReadOnlyList<string> missing, IReadOnlyList<string> unknown, IReadOnlyList<string> tooMany) => new(StatusCode.FailedPrecondition, "WRONG_CRITERIA",
        "评议须逐项打分：" + string.Join('；', new[] { missing.Count > 0 ? $"缺少 {string.Join('、', missing)}" : null, unknown.Count > 0 ? $"没有 {string.Join('、', unknown)}" : null, tooMany.Count > 0 ? $"超出满分 {string.Join('、', tooMany)}" : null }.OfType<string>()))
    {
        Facts = new Dictionary<string, string> { ["missing"] = string.Join(',', missing), ["unknown"] = string.Join(',', unknown), ["too_many"] = string.Join(',', tooMany) },
    };

    public static void MustBeOpen(Place place)
    {
        if (place.Kind != PlaceKind.Compound) throw NotACompound();
        place.MustBeOpen();
    }

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
