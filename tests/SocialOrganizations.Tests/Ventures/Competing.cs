using Governance.SocialOrganizations.Tests.Funds;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Tests.Ventures;

/// <summary>Contests and ventures as far along as a scenario needs them.</summary>
internal static class Competing
{
    private static int people;

    /// <summary>Entries today, votes tomorrow and the day after, awarded on the fourth day.</summary>
    public static OpenVentureContestRequest ToAnnounce(SocialOrgsApp app, Fund fund, int places = 2, string earmark = "", int deskVotes = 0) => new()
    {
        RequestId = NewId(), Title = "2026 年社区公益创投大赛", FundId = fund.Id, EarmarkId = earmark, MostFen = 500_00, Places = places, StartDate = app.Day(), EndDate = app.Day(), VoteStartDate = app.Day(1), VoteEndDate = app.Day(2),
        Criteria = { new Criterion { Title = "社区需求", Points = 40 }, new Criterion { Title = "可持续性", Points = 60 } }, VotePercent = 40, DeskVotesADay = deskVotes,
    };

    public static async Task<VentureContest> NewContest(this SocialOrgsApp app, int places = 2, long money = 2_000_00, params string[] panel)
    {
        var fund = await app.NewFund();
        await app.Given(fund, money);
        var contest = await app.Office().VentureContests.OpenVentureContestAsync(ToAnnounce(app, fund, places));
        foreach (var subject in panel) await app.Office().VentureContests.SeatVenturePanelistAsync(new() { RequestId = NewId(), ContestId = contest.Id, Subject = subject });
        return contest;
    }

    public static SubmitVentureRequest ToEnter(VentureContest contest, Organization organization) => new()
    {
        RequestId = NewId(), ContestId = contest.Id, OrganizationId = organization.Id, Title = "楼道共享厨房", Plan = "闲置楼道房改为共享厨房，老人互助", TrancheFen = { 200_00, 100_00 },
    };

    public static async Task<Venture> Enters(this SocialOrgsApp app, VentureContest contest, string staff = "") => await app.Office().Ventures.SubmitVentureAsync(ToEnter(contest, await app.Entered(staff)));

    public static SocialOrgsCaller Panelist(this SocialOrgsApp app, string subject) => app.As("orgs-panelist", "510104", subject: subject);

    public static async Task Scored(this SocialOrgsApp app, Venture venture, params (string Subject, int First, int Second)[] scores)
    {
        foreach (var (subject, first, second) in scores) await app.Panelist(subject).Ventures.ScoreVentureAsync(new() { RequestId = NewId(), VentureId = venture.Id, Points = { first, second } });
    }

    public static SocialOrgsCaller Resident(this SocialOrgsApp app, string? subject = null, string area = SmallMap.Community, int replica = 0) => app.As("resident", area, subject: subject, replica: replica);

    /// <summary>A valid identity number that nobody else has. GB 11643.</summary>
    public static string NewNumber()
    {
        var seventeen = $"51010419800101{Interlocked.Increment(ref people):000}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return seventeen + "10X98765432"[seventeen.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }

    /// <summary>A desk has seen the card of whoever has this account.</summary>
    public static async Task<string> Verified(this SocialOrgsApp app, string account, string? number = null, string reason = "")
    {
        number ??= NewNumber();
        await app.Clerk(subject: "desk").Ventures.VerifyVoterAsync(new() { RequestId = NewId(), Subject = account, IdentityNumber = number, DivisionCode = "510104017", Reason = reason });
        return number;
    }

    public static Task Voted(this SocialOrgsApp app, Venture venture, int votes) => Task.WhenAll(Enumerable.Range(0, votes).Select(async _ =>
    {
        var account = NewId();
        var number = await app.Verified(account);
        await app.Resident(account).Ventures.VoteForVentureAsync(new() { RequestId = NewId(), VentureId = venture.Id, IdentityNumber = number });
    }));

    /// <summary>One venture that has its grant.</summary>
    public static async Task<Venture> Awarded(this SocialOrgsApp app, string staff = "")
    {
        var contest = await app.NewContest(1, 2_000_00, "one", "two", "three");
        var venture = await app.Enters(contest, staff);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(venture, ("one", 30, 50), ("two", 35, 50), ("three", 30, 40));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Office(subject: "jury-office").VentureContests.AwardVenturesAsync(new() { RequestId = NewId(), ContestId = contest.Id });
        return await app.Office().Ventures.GetVentureAsync(new() { Id = venture.Id });
    }
}
