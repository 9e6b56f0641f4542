using Governance.Grid.Calls;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.Grid.Disputes;

internal static class DisputeRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "DISPUTE_NOT_FOUND", $"没有编号为 {id} 的矛盾纠纷，或不在您的管辖范围内");
    public static Refusal CallHasDispute() => new(StatusCode.AlreadyExists, "CALL_HAS_DISPUTE", "该诉求已转为矛盾纠纷，不再重复受理");
    public static Refusal LimitSet() => new(StatusCode.AlreadyExists, "DISPUTE_LIMIT_SET", "该地该项时限已有同一天起施行的规定");
    public static Refusal AtHigherLevel(ResponseLevel level) => No("DISPUTE_AT_HIGHER_LEVEL", $"该纠纷已提级，由{level.Chinese()}矛盾纠纷多元化解协调中心处理");
    public static Refusal AtTopLevel() => No("DISPUTE_AT_TOP_LEVEL", "该纠纷已在市级，不能再提级");
    public static Refusal NotOpen(DisputeState state) => No("DISPUTE_NOT_OPEN", $"该纠纷{state.Chinese()}，不能再进行此操作");
    public static Refusal NotSettled(DisputeState state) => No("DISPUTE_NOT_SETTLED", $"该纠纷{state.Chinese()}，没有待履行的协议或裁判");
    public static Refusal ProceedingGoesOn() => No("PROCEEDING_GOES_ON", "该纠纷有正在进行的调处程序，须先终结");
    public static Refusal ProceedingElsewhere() => No("PROCEEDING_ELSEWHERE", "该纠纷正由仲裁、行政或司法机关处理，不能提级");
    public static Refusal NoProceeding() => No("NO_PROCEEDING", "该纠纷没有进行中的调处程序");
    public static Refusal MediationFirst() => No("MEDIATION_FIRST", "未经调解的，须说明直接进入该程序的理由");
    public static Refusal ReportNotNeeded() => No("REPORT_NOT_NEEDED", "该纠纷不属于高风险，无须上报");
    public static Refusal ReportedBefore() => No("REPORTED_BEFORE", "该纠纷已上报县级");

    public static string Chinese(this DisputeState state) => state switch
    {
        DisputeState.Open => "待调处",
        DisputeState.Proceeding => "调处中",
        DisputeState.Settled => "已化解",
        DisputeState.Closed => "已履行结案",
        DisputeState.Withdrawn => "已撤回",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Chinese(this ResponseLevel level) => level switch { ResponseLevel.Community => "社区", ResponseLevel.Town => "乡镇（街道）", ResponseLevel.County => "县级", _ => "市级" };

    public static string Chinese(this DisputeRisk risk) => risk switch { DisputeRisk.High => "高风险", DisputeRisk.Medium => "中风险", _ => "低风险" };

    public static string Chinese(this Performance performance) => performance switch { Performance.Performed => "已履行", Performance.Partly => "部分履行", _ => "未履行" };

    public static string Chinese(this Docking docking) => docking switch { Docking.Court => "诉非衔接", Docking.Police => "公调对接", Docking.Procuratorate => "检调对接", _ => "访调对接" };

    public static string Chinese(this ProceedingKind kind) => kind switch
    {
        ProceedingKind.PeoplesMediation => "人民调解",
        ProceedingKind.AdministrativeMediation => "行政调解",
        ProceedingKind.Arbitration => "仲裁",
        ProceedingKind.AdministrativeRuling => "行政裁决",
        ProceedingKind.AdministrativeReview => "行政复议",
        _ => "诉讼",
    };

    /// <summary>The centre itself does it; the others are another authority's.</summary>
    public static bool IsMediation(this ProceedingKind kind) => kind is ProceedingKind.PeoplesMediation or ProceedingKind.AdministrativeMediation;

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
