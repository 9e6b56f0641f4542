using Governance.Rpc;
using Grpc.Core;

namespace Governance.PartyBuilding.Qualifications;

internal static class QualificationRefusals
{
    public static Refusal NoReview(string id) => new(StatusCode.NotFound, "REVIEW_NOT_FOUND", $"没有编号为 {id} 的资格联审");
    public static Refusal NoOpinion(string id) => new(StatusCode.NotFound, "OPINION_NOT_FOUND", $"没有编号为 {id} 的联审意见");
    public static Refusal NoFiling(string id) => new(StatusCode.NotFound, "FILING_NOT_FOUND", $"没有编号为 {id} 的备案");
    public static Refusal NoReserve(string id) => new(StatusCode.NotFound, "RESERVE_NOT_FOUND", $"没有编号为 {id} 的后备人才");
    public static Refusal ReviewUnderWay() => new(StatusCode.AlreadyExists, "REVIEW_UNDER_WAY", "该人员的资格联审尚未办结");
    public static Refusal VetoersMissing(IReadOnlyCollection<string> missing) => new(StatusCode.FailedPrecondition, "VETOING_UNITS_MISSING", $"曾出具否决意见的单位须再次参加联审：{string.Join('、', missing)}")
    {
        Facts = new Dictionary<string, string> { ["missing"] = string.Join(',', missing) },
    };
    public static Refusal FilingExists() => new(StatusCode.AlreadyExists, "FILING_EXISTS", "该任职已报备案，正在审核或已备案");
    public static Refusal InReserve() => new(StatusCode.AlreadyExists, "IN_RESERVE", "该人员已在后备人才库中");
    public static Refusal ReviewEnded() => No("REVIEW_ENDED", "该资格联审已有结论");
    public static Refusal OpinionGiven() => No("OPINION_GIVEN", "贵单位已出具联审意见，不能更改");
    public static Refusal NotASecretary() => No("NOT_A_SECRETARY", "只有社区党组织书记须报县级备案");
    public static Refusal FilingDecided() => No("FILING_DECIDED", "该备案已审核");
    public static Refusal SubmittedByYou() => No("FILING_SUBMITTED_BY_YOU", "报送备案的人不能审核该备案");
    public static Refusal NotInReserve() => No("NOT_IN_RESERVE", "该人员已不在后备人才库中");

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
