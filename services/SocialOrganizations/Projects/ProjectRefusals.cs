using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.SocialOrganizations.Projects;

internal static class ProjectRefusals
{
    public static Refusal NoList(string id) => new(StatusCode.NotFound, "PROJECT_LIST_NOT_FOUND", $"没有编号为 {id} 的社区治理项目清单");
    public static Refusal NoProject(string id) => new(StatusCode.NotFound, "PROJECT_NOT_FOUND", $"没有编号为 {id} 的项目");
    public static Refusal NoSource() => new(StatusCode.NotFound, "FUND_SOURCE_NOT_FOUND", "该项目没有这笔资金来源");
    public static Refusal NoPilot(string id) => new(StatusCode.NotFound, "PILOT_NOT_FOUND", $"没有编号为 {id} 的示范社区申报");
    public static Refusal ListExists() => new(StatusCode.AlreadyExists, "PROJECT_LIST_EXISTS", "该区划该年度的项目清单已经存在");
    public static Refusal PilotExists() => new(StatusCode.AlreadyExists, "PILOT_EXISTS", "该社区已申报或已是这一类型的示范社区");
    public static Refusal SchemeExists() => new(StatusCode.AlreadyExists, "PILOT_SCHEME_EXISTS", "自该日起的评估标准已经设定");
    public static Refusal ListClosed() => No("PROJECT_LIST_CLOSED", "该项目清单已关闭");
    public static Refusal OutsideList() => No("OUTSIDE_PROJECT_LIST", "该社区不在项目清单的区划之内");
    public static Refusal StateForbids() => No("PROJECT_STATE", "项目的当前状态不能办理");
    public static Refusal ProgressFalls() => No("PROGRESS_FALLS", "进度不能低于上次报告");
    public static Refusal SpentTooMuch() => No("SPENT_TOO_MUCH", "支出超过到位资金");
    public static Refusal SamePerson() => No("SAME_PERSON", "须由未经办前序环节、也不为该组织工作的人办理");
    public static Refusal PilotStateForbids() => No("PILOT_STATE", "示范社区申报的当前状态不能办理");
    public static Refusal NoScheme() => No("NO_PILOT_SCHEME", "该区划尚无这一类型的评估标准");

    public static Refusal ScoreTooLow(int total, int wanted) => No("SCORE_TOO_LOW", string.Create(CultureInfo.InvariantCulture, $"评估得 {total} 分，授牌须满 {wanted} 分"));

    public static Refusal FundsShort(long missingFen) => new(StatusCode.FailedPrecondition, "FUNDS_SHORT", string.Create(CultureInfo.InvariantCulture, $"资金来源不足以覆盖预算，尚缺 {missingFen / 100.0m:0.00} 元"))
    {
        Facts = new Dictionary<string, string> { ["missingFen"] = missingFen.ToString(CultureInfo.InvariantCulture) },
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
