using System.Globalization;
using Governance.Rpc;
using Grpc.Core;

namespace Governance.Volunteers.Honours;

internal static class HonourRefusals
{
    public static Refusal NotFound(string id) => new(StatusCode.NotFound, "HONOUR_NOT_FOUND", $"没有编号为 {id} 的评选");
    public static Refusal NoNomination(string id) => new(StatusCode.NotFound, "NOMINATION_NOT_FOUND", $"没有编号为 {id} 的提名");
    public static Refusal NominatedAlready() => new(StatusCode.AlreadyExists, "NOMINATED_ALREADY", "该志愿者已被提名");
    public static Refusal VotedAlready() => new(StatusCode.AlreadyExists, "VOTED_ALREADY", "您在本次评选中已投票");
    public static Refusal NotOpen() => No("HONOUR_NOT_OPEN", "评选不在提名投票期内，或已结束");
    public static Refusal OwnNomination() => No("OWN_NOMINATION", "不能提名自己");
    public static Refusal OwnVote() => No("OWN_VOTE", "不能给自己投票");
    public static Refusal ByJury() => No("HONOUR_BY_JURY", "本次评选由评委会评定，不投票");
    public static Refusal NotOfTheDivision() => No("NOT_OF_THE_DIVISION", "只有本区域的居民可以投票");
    public static Refusal OfAMinor() => No("NAME_OF_A_MINOR", "未成年人的姓名不公开");
    public static Refusal VotesStillRun() => No("VOTES_STILL_RUN", "投票期尚未结束");
    public static Refusal ChoiceWrong() => No("CHOICE_WRONG", "选定的名单有误：须为已提名者，且人数符合名额");
    public static Refusal NotClosed() => No("HONOUR_NOT_CLOSED", "评选尚未产生结果，或已授予");
    public static Refusal NoWinners() => No("NO_WINNERS", "本次评选没有获奖者");

    public static Refusal TieToDecide(IEnumerable<Guid> tied, int places) => new(StatusCode.FailedPrecondition, "TIE_TO_DECIDE", "票数相同，请在并列者中选定")
    {
        Facts = new Dictionary<string, string> { ["tied"] = string.Join(',', tied), ["places"] = places.ToString(CultureInfo.InvariantCulture) },
    };

    private static Refusal No(string reason, string chinese) => new(StatusCode.FailedPrecondition, reason, chinese);
}
