using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.SocialOrganizations.Funds;

internal static class FundRefusals
{
    public static Refusal NoFund(string id) => new(StatusCode.NotFound, "FUND_NOT_FOUND", $"没有编号为 {id} 的社区基金");
    public static Refusal NoEarmark(string id) => new(StatusCode.NotFound, "EARMARK_NOT_FOUND", $"该基金没有编号为 {id} 的专项用途");
    public static Refusal NoEntry(string id) => new(StatusCode.NotFound, "FUND_ENTRY_NOT_FOUND", $"该基金没有编号为 {id} 的分录");
    public static Refusal NoDonation(string id) => new(StatusCode.NotFound, "DONATION_NOT_FOUND", $"没有编号为 {id} 的捐赠");
    public static Refusal NoDonor(string id) => new(StatusCode.NotFound, "DONOR_NOT_FOUND", $"没有编号为 {id} 的捐赠人");
    public static Refusal NoGrant(string id) => new(StatusCode.NotFound, "GRANT_NOT_FOUND", $"没有编号为 {id} 的资助");
    public static Refusal NoSpending(string id) => new(StatusCode.NotFound, "SPENDING_NOT_FOUND", $"没有编号为 {id} 的支出");
    public static Refusal NoDrive(string id) => new(StatusCode.NotFound, "DRIVE_NOT_FOUND", $"没有编号为 {id} 的应急捐赠");
    public static Refusal NoNeed(string id) => new(StatusCode.NotFound, "CHARITY_NEED_NOT_FOUND", $"没有编号为 {id} 的慈善需求");
    public static Refusal NoResource(string id) => new(StatusCode.NotFound, "CHARITY_RESOURCE_NOT_FOUND", $"没有编号为 {id} 的慈善资源");
    public static Refusal NoMatch(string id) => new(StatusCode.NotFound, "RESOURCE_MATCH_NOT_FOUND", $"没有编号为 {id} 的资源对接");
    public static Refusal FundClosed() => No("FUND_CLOSED", "该社区基金已关闭");
    public static Refusal MoneyLeft() => No("MONEY_LEFT", "该社区基金尚有余额，不能关闭");
    public static Refusal EarmarkClosed() => No("EARMARK_CLOSED", "该专项用途已不再接受资金");
    public static Refusal DonorUnknown() => No("DONOR_UNKNOWN", "该捐赠为匿名捐赠，没有留存捐赠人信息");
    public static Refusal NotActive() => No("ORGANIZATION_NOT_ACTIVE", "该社会组织未开展活动、已暂停或已终止，不能申请资助");
    public static Refusal GrantStateForbids() => No("GRANT_STATE", "该资助的当前状态不能办理");
    public static Refusal SpendingStateForbids() => No("SPENDING_STATE", "该支出的当前状态不能办理");
    public static Refusal SamePerson() => No("SAME_PERSON", "须由未经办前序环节、也不为该组织工作的人办理");
    public static Refusal NotReversible() => No("NOT_REVERSIBLE", "该分录不能冲正");
    public static Refusal NoLotteryRule() => No("NO_LOTTERY_RULE", "该区划当月没有福彩返还比例");
    public static Refusal DriveClosed() => No("DRIVE_CLOSED", "该应急捐赠已结束");
    public static Refusal MoneyPromised() => No("MONEY_PROMISED", "尚有已批准未支付的资助，不能结束");
    public static Refusal NeedClosed() => No("NEED_CLOSED", "该慈善需求已关闭");
    public static Refusal ResourceClosed() => No("RESOURCE_CLOSED", "该慈善资源已关闭");
    public static Refusal NotAlike() => No("NOT_ALIKE", "资源与需求的类别或单位不同");
    public static Refusal MatchStateForbids() => No("MATCH_STATE", "该资源对接的当前状态不能办理");
    public static Refusal ReversedAlready() => new(StatusCode.AlreadyExists, "REVERSED_ALREADY", "该分录或捐赠已冲正");
    public static Refusal RuleExists() => new(StatusCode.AlreadyExists, "LOTTERY_RULE_EXISTS", "自该日起的返还比例已经设定");
    public static Refusal ShareExists() => new(StatusCode.AlreadyExists, "LOTTERY_SHARE_EXISTS", "该销售点当月的返还已经登记（一个销售点一个月只返还给一个社区基金）");

    public static Refusal MattersOpen(OpenMatters open)
    {
        (string Fact, string Chinese, int Count)[] all = [("drives", "应急捐赠", open.Drives), ("contests", "公益创投大赛", open.Contests), ("grants", "资助", open.Grants), ("spendings", "支出", open.Spendings)];
        var told = all.Where(m => m.Count > 0).Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Chinese} {m.Count} 项"));
        return new(StatusCode.FailedPrecondition, "MATTERS_OPEN", $"尚有未办结的{string.Join("、", told)}，不能关闭或结束")
        {
            Facts = all.ToDictionary(m => m.Fact, m => m.Count.ToString(CultureInfo.InvariantCulture)),
        };
    }

    public static Refusal NotEnough(long leftFen) => new(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", string.Create(CultureInfo.InvariantCulture, $"该用途的可用资金不足，尚余 {leftFen / 100.0m:0.00} 元"))
    {
        Facts = new Dictionary<string, string> { ["leftFen"] = leftFen.ToString(CultureInfo.InvariantCulture) },
    };

    public static Refusal TooMuch(int left) => new(StatusCode.FailedPrecondition, "TOO_MUCH", string.Create(CultureInfo.InvariantCulture, $"超出可对接的数量，尚余 {left}"))
    {
        Facts = new Dictionary<string, string> { ["left"] = left.ToString(CultureInfo.InvariantCulture) },
    };

    public static Refusal GoodsMatched(int matched) => new(StatusCode.FailedPrecondition, "GOODS_MATCHED", string.Create(CultureInfo.InvariantCulture, $"该批捐赠物资已对接 {matched}，不能冲正；尚未签收的，请先取消对接"))
    {
        Facts = new Dictionary<string, string> { ["matched"] = matched.ToString(CultureInfo.InvariantCulture) },
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
