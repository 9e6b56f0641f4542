using Governance.SocialOrganizations.Tests.Funds;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Ventures;

public sealed class VotingAtADesk(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private async Task<VentureContest> Announced(int deskVotes) => await app.Office().VentureContests.OpenVentureContestAsync(Competing.ToAnnounce(app, await app.NewFund(), deskVotes: deskVotes));

    private static EnterVentureVoteRequest For(Venture venture, string? number = null) => new() { RequestId = NewId(), VentureId = venture.Id, IdentityNumber = number ?? Competing.NewNumber() };

    private Task<List<DeskTally>> Register(VentureContest contest) => Register(contest, app.As("auditor", "510104"));

    private static async Task<List<DeskTally>> Register(VentureContest contest, SocialOrgsCaller by) => [.. (await by.VentureContests.ListDeskTalliesAsync(new() { ContestId = contest.Id })).Tallies];

    [Fact]
    public async Task A_clerk_enters_so_many_a_day_and_no_more_however_many_at_once()
    {
        app.StartReplica();
        var contest = await Announced(5);
        var venture = await app.Enters(contest);
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(5, (await app.Resident().VentureContests.GetVentureContestAsync(new() { Id = contest.Id })).DeskVotesADay);
        async Task<string> Told(int replica)
        {
            try { await app.As("orgs-clerk", "510104017", subject: "hasty", replica: replica).Ventures.EnterVentureVoteAsync(For(venture)); return "OK"; }
            catch (RpcException e) { return Read(e).Reason; }
        }
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Told(i % 2)));
        Assert.Equal((5, 7), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "DESK_LIMIT_REACHED")));
        Assert.Equal(5L, await app.Query<long>("select count(*) from venture_votes where contest_id = $1", Guid.Parse(contest.Id)));
        // Another clerk has places of their own; a vote that was refused takes none; tomorrow is another day.
        var number = Competing.NewNumber();
        await app.Clerk(subject: "calm").Ventures.EnterVentureVoteAsync(For(venture, number));
        await Refused(StatusCode.AlreadyExists, "VOTED_ALREADY", () => app.Clerk(subject: "calm").Ventures.EnterVentureVoteAsync(For(venture, number)));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Clerk(subject: "hasty").Ventures.EnterVentureVoteAsync(For(venture));
        Assert.Equal([(app.Day(), "hasty", 1), (app.Day(-1), "calm", 1), (app.Day(-1), "hasty", 5)], (await Register(contest)).Select(t => (t.Day, t.Subject, t.Votes)));
        // Page by page the same, and to nobody from outside or below.
        var first = await app.Office().VentureContests.ListDeskTalliesAsync(new() { ContestId = contest.Id, PageSize = 2 });
        var rest = await app.Office().VentureContests.ListDeskTalliesAsync(new() { ContestId = contest.Id, PageSize = 2, PageToken = first.NextPageToken });
        Assert.Equal(["hasty", "calm", "hasty"], first.Tallies.Concat(rest.Tallies).Select(t => t.Subject));
        Assert.Empty(rest.NextPageToken);
        await Refused(StatusCode.NotFound, "VENTURE_CONTEST_NOT_FOUND", () => Register(contest, app.As("auditor", SmallMap.NextCounty)));
        await Refused(StatusCode.NotFound, "VENTURE_CONTEST_NOT_FOUND", () => Register(contest, app.As("auditor", SmallMap.Community)));
        foreach (var role in new[] { "resident", "orgs-clerk", "orgs-panelist" }) await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => Register(contest, app.As(role, "510104")));
    }

    private static VerifyVoterRequest ToVerify(string? account = null, string? number = null, string reason = "", string place = "510104017") =>
        new() { RequestId = NewId(), Subject = account ?? NewId(), IdentityNumber = number ?? Competing.NewNumber(), DivisionCode = place, Reason = reason };

    private static async Task<List<VoterTally>> Verifications(SocialOrgsCaller by, string clerk) => [.. (await by.Ventures.ListVoterTalliesAsync(new() { PageSize = 500 })).Tallies.Where(t => t.Subject == clerk)];

    [Fact]
    public async Task A_clerk_verifies_so_many_accounts_a_day_and_no_more_at_whatever_desk()
    {
        app.StartReplica();
        await app.Clerk(subject: "busy").Ventures.VerifyVoterAsync(ToVerify());
        await app.Clerk(subject: "busy").Ventures.VerifyVoterAsync(ToVerify(place: SmallMap.Community));
        await app.QueryAll<int>("update voter_tallies set verified = 197 where clerk = 'busy' and area = '510104017'");
        async Task<string> Told(int replica)
        {
            try { await app.As("orgs-clerk", "510104017", subject: "busy", replica: replica).Ventures.VerifyVoterAsync(ToVerify()); return "OK"; }
            catch (RpcException e) { return Read(e).Reason; }
        }
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Told(i % 2)));
        Assert.Equal((2, 4), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "VERIFICATION_LIMIT_REACHED")));
        await Refused(StatusCode.FailedPrecondition, "VERIFICATION_LIMIT_REACHED", () => app.Clerk(subject: "busy").Ventures.VerifyVoterAsync(ToVerify(place: SmallMap.Community)));
        await app.Clerk(subject: "idle").Ventures.VerifyVoterAsync(ToVerify());
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Clerk(subject: "busy").Ventures.VerifyVoterAsync(ToVerify());
        var auditor = app.As("auditor", "510104");
        var told = await Verifications(auditor, "busy");
        Assert.Equal((app.Day(), "510104017", 1), (told[0].Day, told[0].DivisionCode, told[0].Verified));
        Assert.Equal([(app.Day(-1), "510104017", 199), (app.Day(-1), SmallMap.Community, 1)], told.Skip(1).Select(t => (t.Day, t.DivisionCode, t.Verified)).Order());
        Assert.Single(await Verifications(app.As("auditor", SmallMap.Community), "busy"));
        Assert.Empty(await Verifications(app.As("auditor", SmallMap.NextCounty), "busy"));
        // Page by page the same.
        var first = await auditor.Ventures.ListVoterTalliesAsync(new() { PageSize = 2 });
        Assert.Equal(2, first.Tallies.Count);
        Assert.DoesNotContain((await auditor.Ventures.ListVoterTalliesAsync(new() { PageSize = 2, PageToken = first.NextPageToken })).Tallies, first.Tallies.Contains);
        foreach (var role in new[] { "resident", "orgs-clerk", "orgs-panelist" }) await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.As(role, "510104").Ventures.ListVoterTalliesAsync(new()));
    }

    [Fact]
    public async Task An_account_becomes_another_residents_only_with_a_reason_that_the_trail_keeps()
    {
        const string reason = "前次核验时看错证件";
        var clerk = app.Clerk(subject: "corrector").Ventures;
        var number = await app.Verified("handed-on");
        // The same again says nothing new.
        await clerk.VerifyVoterAsync(ToVerify("handed-on", number));
        await Refused(StatusCode.FailedPrecondition, "VERIFIED_AS_ANOTHER", () => clerk.VerifyVoterAsync(ToVerify("handed-on")));
        await WrongFields(() => clerk.VerifyVoterAsync(ToVerify("handed-on", reason: "短")), "reason");
        var next = Competing.NewNumber();
        await clerk.VerifyVoterAsync(ToVerify("handed-on", next, reason));
        Assert.Equal(1L, await app.Query<long>("select count(*) from audit where action like '%/VerifyVoter' and subject = 'corrector' and refused is null and purpose = $1", reason));
        var tally = Assert.Single(await Verifications(app.Office(), "corrector"));
        Assert.Equal((2, 1), (tally.Verified, tally.Replaced));
        var venture = await app.Enters(await Announced(0));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(StatusCode.FailedPrecondition, "NOT_YOUR_NUMBER", () => app.Resident("handed-on").Ventures.VoteForVentureAsync(For(number)));
        await app.Resident("handed-on").Ventures.VoteForVentureAsync(For(next));

        VoteForVentureRequest For(string by) => new() { RequestId = NewId(), VentureId = venture.Id, IdentityNumber = by };
    }

    [Fact]
    public async Task An_account_that_an_entrants_own_has_verified_does_not_vote_until_another_has()
    {
        var venture = await app.Enters(await Announced(0), "two-hats");
        app.Clock.Advance(TimeSpan.FromDays(1));
        var number = Competing.NewNumber();
        await app.Clerk(subject: "two-hats").Ventures.VerifyVoterAsync(ToVerify("befriended", number));
        Task Vote() => app.Resident("befriended").Ventures.VoteForVentureAsync(new() { RequestId = NewId(), VentureId = venture.Id, IdentityNumber = number }).ResponseAsync;
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", Vote);
        await app.Staffed(venture.OrganizationId, "");
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", Vote);
        await app.Verified("befriended", number);
        await Vote();
    }

    [Fact]
    public async Task The_ranking_tells_how_many_votes_came_from_desks()
    {
        var contest = await Announced(0);
        Assert.Equal(50, contest.DeskVotesADay);
        var panel = new[] { "one", "two", "three" };
        foreach (var subject in panel) await app.Office().VentureContests.SeatVenturePanelistAsync(new() { RequestId = NewId(), ContestId = contest.Id, Subject = subject });
        var (one, two) = (await app.Enters(contest), await app.Enters(contest));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Voted(one, 2);
        for (var i = 0; i < 3; i++) await app.Clerk(subject: "desk").Ventures.EnterVentureVoteAsync(For(two));
        await app.Clerk(subject: "desk").Ventures.EnterVentureVoteAsync(For(one));
        Assert.Equal(0, (await app.Office().Ventures.GetVentureReviewAsync(new() { VentureId = two.Id })).DeskVotes);
        // Not ranked before each has the scores that it needs.
        foreach (var venture in new[] { one, two }) await app.Scored(venture, [.. panel.Select(p => (p, 30, 50))]);
        app.Clock.Advance(TimeSpan.FromDays(2));
        var told = await app.Resident().VentureContests.RankVenturesAsync(new() { ContestId = contest.Id });
        Assert.Equal((6, 4), (told.Votes, told.DeskVotes));
        Assert.Equal(new[] { (one.Id, 3, 1), (two.Id, 3, 3) }.Order(), told.Standings.Select(s => (s.VentureId, s.Votes, s.DeskVotes)).Order());
        Assert.Equal(3, (await app.Office().Ventures.GetVentureReviewAsync(new() { VentureId = two.Id })).DeskVotes);
    }

    [Fact]
    public async Task Who_scores_or_works_for_an_entrant_enters_none_and_who_entered_some_does_not_award()
    {
        var contest = await Announced(0);
        foreach (var subject in new[] { "one", "two", "three" }) await app.Office().VentureContests.SeatVenturePanelistAsync(new() { RequestId = NewId(), ContestId = contest.Id, Subject = subject });
        var venture = await app.Enters(contest, "entrant");
        app.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var subject in new[] { "one", "entrant" }) await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Clerk(subject: subject).Ventures.EnterVentureVoteAsync(For(venture)));
        Assert.Empty(await Register(contest));
        await app.Office(subject: "both").Ventures.EnterVentureVoteAsync(For(venture));
        // Nor is who entered some seated on the panel.
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Office().VentureContests.SeatVenturePanelistAsync(new() { ContestId = contest.Id, Subject = "both" }));
        await app.Scored(venture, ("one", 30, 50), ("two", 35, 50), ("three", 30, 40));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "both").VentureContests.AwardVenturesAsync(new() { ContestId = contest.Id }));
        await WrongFields(() => app.Office().VentureContests.OpenVentureContestAsync(Competing.ToAnnounce(app, new() { Id = contest.FundId }, deskVotes: 1_001)), "desk_votes_a_day");
    }
}
