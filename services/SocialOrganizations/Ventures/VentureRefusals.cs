using Governance.Rpc;
using Grpc.Core;

namespace Governance.SocialOrganizations.Ventures;

internal static class VentureRefusals
{
    public static Refusal NoContest(string id) => new(StatusCode.NotFound, "VENTURE_CONTEST_NOT_FOUND", $"没有编号为 {id} 的公益创投大赛");
    public static Refusal NoVenture(string id) => new(StatusCode.NotFound, "VENTURE_NOT_FOUND", $"没有编号为 {id} 的创投项目");
    public static Refusal NoTranche() => new(StatusCode.NotFound, "TRANCHE_NOT_FOUND", "该项目没有这一期资助");
    public static Refusal ContestNotOpen() => No("CONTEST_NOT_OPEN", "该大赛今天不接受申报");
    public static Refusal ContestStillOpen() => No("CONTEST_STILL_OPEN", "该大赛的申报尚未截止，不能评分");
    public static Refusal ScoringOver() => No("SCORING_OVER", "投票已经结束，该项目的评分也已足够，不再接受评分");
    public static Refusal OutsideContest() => No("OUTSIDE_CONTEST", "该社会组织不在大赛的区划之内");
    public static Refusal MoreThanAllowed() => No("MORE_THAN_ALLOWED", "申请金额超过大赛的单项上限");
    public static Refusal VotingNotOpen() => No("VOTING_NOT_OPEN", "今天不在投票期内");
    public static Refusal VotingNotOver() => No("VOTING_NOT_OVER", "投票尚未结束");
    public static Refusal NotOfTheDivision() => No("NOT_OF_THE_DIVISION", "您不是该大赛所在区划的居民");
    public static Refusal NotVerified() => No("NOT_VERIFIED", "您的账号尚未核验身份，请携带身份证到社区或街道（乡镇）窗口核验后投票，也可现场投票");
    public static Refusal NotYourNumber() => No("NOT_YOUR_NUMBER", "公民身份号码与本账号核验的身份不符");
    public static Refusal ConflictOfInterest() => No("CONFLICT_OF_INTEREST", "本次大赛的评审专家和申报组织的人员不得录入现场投票");
    public static Refusal EntersVotes() => No("CONFLICT_OF_INTEREST", "录入过本次大赛现场投票的人员不得担任评审专家");
    public static Refusal HasEntered() => No("CONFLICT_OF_INTEREST", "申报组织的人员不得公布本次大赛的结果");
    public static Refusal OwnPanel() => No("CONFLICT_OF_INTEREST", "申报组织的人员不得选定本次大赛的评审专家");
    public static Refusal OwnContest() => No("CONFLICT_OF_INTEREST", "申报组织的人员不得取消本次大赛");
    public static Refusal VerifiedByAnEntrant() => No("CONFLICT_OF_INTEREST", "核验您账号的窗口人员为本次大赛的申报组织工作，请由其他窗口人员重新核验，也可现场投票");
    public static Refusal VerifiedAsAnother() => No("VERIFIED_AS_ANOTHER", "该账号已核验为另一居民，确需更正的，请说明理由");
    public static Refusal SamePerson() => No("SAME_PERSON", "不能核验本人的账号");
    public static Refusal ContestAwarded() => No("CONTEST_AWARDED", "该大赛已公布结果");
    public static Refusal ContestCancelled() => No("CONTEST_CANCELLED", "该大赛已取消");
    public static Refusal Unscored() => No("VENTURES_UNSCORED", "尚有项目的评分不足，不能排名或公布结果");
    public static Refusal VentureStateForbids() => No("VENTURE_STATE", "该项目的当前状态不能办理");
    public static Refusal TrancheStateForbids() => No("TRANCHE_STATE", "该期资助的当前状态不能办理");
    public static Refusal VentureExists() => new(StatusCode.AlreadyExists, "VENTURE_EXISTS", "该社会组织已申报本次大赛");
    public static Refusal VotedAlready() => new(StatusCode.AlreadyExists, "VOTED_ALREADY", "您已在本次大赛中投票");

    public static Refusal DeskLimit(int most) => No("DESK_LIMIT_REACHED", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"您今天为本次大赛录入的现场投票已达上限（{most} 票）"));

    public static Refusal VerificationLimit() => No("VERIFICATION_LIMIT_REACHED", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"您今天核验的账号已达上限（{VoterTally.MostADay} 个）"));

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
