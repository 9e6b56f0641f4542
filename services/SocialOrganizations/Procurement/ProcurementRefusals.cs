using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.SocialOrganizations.Procurement;

internal static class ProcurementRefusals
{
    public static Refusal NoList(string id) => new(StatusCode.NotFound, "SERVICE_LIST_NOT_FOUND", $"没有编号为 {id} 的购买服务清单");
    public static Refusal NoItem(string id) => new(StatusCode.NotFound, "LIST_ITEM_NOT_FOUND", $"没有编号为 {id} 的清单项目");
    public static Refusal NoTender(string id) => new(StatusCode.NotFound, "TENDER_NOT_FOUND", $"没有编号为 {id} 的招标");
    public static Refusal NoBid(string id) => new(StatusCode.NotFound, "BID_NOT_FOUND", $"没有编号为 {id} 的投标");
    public static Refusal NoContract(string id) => new(StatusCode.NotFound, "CONTRACT_NOT_FOUND", $"没有编号为 {id} 的合同");
    public static Refusal NoMilestone() => new(StatusCode.NotFound, "CONTRACT_MILESTONE_NOT_FOUND", "合同没有这个里程碑");
    public static Refusal NoOrder(string id) => new(StatusCode.NotFound, "SERVICE_ORDER_NOT_FOUND", $"没有编号为 {id} 的服务订单");
    public static Refusal ListExists() => new(StatusCode.AlreadyExists, "SERVICE_LIST_EXISTS", "该区划该年度的购买服务清单已经存在");
    public static Refusal TenderExists() => new(StatusCode.AlreadyExists, "TENDER_EXISTS", "该项目正在招标，或已授予的合同没有提前终止");
    public static Refusal ListPublished() => No("SERVICE_LIST_PUBLISHED", "该清单已经公布，不能更改");
    public static Refusal ListNotPublished() => No("SERVICE_LIST_NOT_PUBLISHED", "该清单尚未公布");
    public static Refusal ListEmpty() => No("SERVICE_LIST_EMPTY", "该清单没有项目");
    public static Refusal TenderClosed() => No("TENDER_CLOSED", "该招标已截止、已授予或已终止");
    public static Refusal DeadlineNotPassed() => No("DEADLINE_NOT_PASSED", "投标尚未截止，不能开标或定标");
    public static Refusal NotRegistered() => No("NOT_REGISTERED", "该社会组织未登记、已暂停或已注销，不能承接政府购买服务");
    public static Refusal PriceAboveCeiling() => No("PRICE_ABOVE_CEILING", "报价超过最高限价");
    public static Refusal ContractStateForbids() => No("CONTRACT_STATE", "合同的当前状态不能办理");
    public static Refusal MilestoneStateForbids() => No("MILESTONE_STATE", "该里程碑的当前状态不能办理");
    public static Refusal PaymentStateForbids() => No("PAYMENT_STATE", "该笔付款的当前状态不能办理");
    public static Refusal OrderStateForbids() => No("SERVICE_ORDER_STATE", "该服务订单的当前状态不能办理");
    public static Refusal OrderNotBegun() => No("SERVICE_ORDER_NOT_BEGUN", "该服务订单约定的时间尚未开始，不能登记已服务");
    public static Refusal ConflictOfInterest() => No("CONFLICT_OF_INTEREST", "与投标人有利益关系、经办过投标或已回避的人不得定标或终止招标");
    public static Refusal BidInvalid() => No("BID_INVALID", "该投标已被认定为无效，不能中标");
    public static Refusal NotTheBest() => No("NOT_THE_BEST_BID", "所选投标不是得分最高（同分或未评分时为报价最低）的有效投标，须说明定标理由");
    public static Refusal SamePerson() => No("SAME_PERSON", "须由未经办前序环节、也不为该组织工作的人办理");

    public static Refusal TooFewBids(int found, int wanted) => No("TOO_FEW_BIDS", string.Create(CultureInfo.InvariantCulture, $"至少需要 {wanted} 份投标，现有 {found} 份"));

    public static Refusal BudgetExceeded(long leftFen) => new(StatusCode.FailedPrecondition, "BUDGET_EXCEEDED", string.Create(CultureInfo.InvariantCulture, $"超出清单预算，尚余 {leftFen / 100.0m:0.00} 元"))
    {
        Facts = new Dictionary<string, string> { ["leftFen"] = leftFen.ToString(CultureInfo.InvariantCulture) },
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
