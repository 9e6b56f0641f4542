using Governance.SocialOrganizations.Tests.Funds;
using Governance.SocialOrganizations.Tests.Organizations;
using Governance.SocialOrgs.V1;
using Grpc.Core;

namespace Governance.SocialOrganizations.Tests.Ventures;

public sealed class WinningAContest(SocialOrgsApp app) : IClassFixture<SocialOrgsApp>
{
    private static async Task<string> Told<T>(AsyncUnaryCall<T> call)
    {
        try { await call; return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }

    [Fact]
    public async Task Panel_and_votes_decide_and_the_best_get_their_grants_set_aside()
    {
        var contest = await app.NewContest(2, 2_000_00, "one", "two", "three", "four");
        var office = app.Office(subject: "decider").VentureContests;
        var (best, liked, weak, third) = (await app.Enters(contest), await app.Enters(contest), await app.Enters(contest), await app.Enters(contest));
        await Refused(StatusCode.FailedPrecondition, "CONTEST_STILL_OPEN", () => app.Scored(best, ("one", 40, 60)));
        await Refused(StatusCode.FailedPrecondition, "VOTING_NOT_OPEN", () => app.Voted(best, 1));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(best, ("one", 40, 55), ("two", 38, 55), ("three", 40, 50), ("four", 10, 10));
        await app.Scored(liked, ("one", 30, 45), ("two", 30, 45), ("three", 30, 45));
        await app.Scored(weak, ("one", 10, 20), ("two", 10, 20), ("three", 10, 20));
        await app.Scored(third, ("one", 30, 45), ("two", 30, 45));
        await Refused(StatusCode.AlreadyExists, "SCORED_ALREADY", () => app.Scored(best, ("one", 1, 1)));
        await Refused(StatusCode.PermissionDenied, "NOT_ON_THE_PANEL", () => app.Scored(best, ("stranger", 1, 1)));
        await app.Voted(liked, 6);
        await app.Voted(weak, 4);
        await Refused(StatusCode.FailedPrecondition, "VOTING_NOT_OVER", () => office.AwardVenturesAsync(new() { ContestId = contest.Id }));
        await Refused(StatusCode.FailedPrecondition, "VOTING_NOT_OVER", () => app.Resident().VentureContests.RankVenturesAsync(new() { ContestId = contest.Id }));
        // How the vote stands is told to nobody while it goes on; the outlier is shown.
        var review = await app.Office().Ventures.GetVentureReviewAsync(new() { VentureId = best.Id });
        Assert.Equal((0, true), (review.Votes, review.Scores.Single(s => s.Total == 20).Outlier));
        // Who scores sees nothing of what the others gave.
        var own = await app.Panelist("four").Ventures.GetVentureReviewAsync(new() { VentureId = best.Id });
        Assert.Equal((20, false, 0.0, 0.0, false), (own.Scores.Single().Total, own.Scores[0].Outlier, own.Mean, own.Median, own.Enough));
        Assert.Empty((await app.Panelist("four").Ventures.GetVentureReviewAsync(new() { VentureId = liked.Id })).Scores);
        app.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(6, (await app.Office().Ventures.GetVentureReviewAsync(new() { VentureId = liked.Id })).Votes);
        await Refused(StatusCode.FailedPrecondition, "VENTURES_UNSCORED", () => office.AwardVenturesAsync(new() { ContestId = contest.Id }));
        // Nobody scores by the ranking: it is not told while some scores are to come, and what has enough takes no more.
        await Refused(StatusCode.FailedPrecondition, "VENTURES_UNSCORED", () => app.Panelist("four").VentureContests.RankVenturesAsync(new() { ContestId = contest.Id }));
        await Refused(StatusCode.FailedPrecondition, "SCORING_OVER", () => app.Scored(liked, ("four", 0, 0)));
        await app.Scored(third, ("three", 30, 44));
        await Refused(StatusCode.FailedPrecondition, "SCORING_OVER", () => app.Scored(third, ("four", 0, 0)));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "four").VentureContests.AwardVenturesAsync(new() { ContestId = contest.Id }));
        // 60 of 100 is the panel, 40 the votes: liked 45 + 24, weak 18 + 16, third 44.8, best 44.7 (the outlier counts, and is shown).
        var ranked = (await app.Resident().VentureContests.RankVenturesAsync(new() { ContestId = contest.Id })).Standings;
        Assert.Equal([liked.Id, third.Id, best.Id, weak.Id], ranked.Select(s => s.VentureId));
        Assert.Equal([(69.0, 6, true), (44.8, 0, true), (44.7, 0, true), (34.0, 4, false)], ranked.Select(s => (Math.Round(s.Score, 1), s.Votes, s.Passed)));
        Assert.True((await office.AwardVenturesAsync(new() { RequestId = NewId(), ContestId = contest.Id })).Awarded);
        Assert.Equal(4, (await app.Panelist("four").Ventures.GetVentureReviewAsync(new() { VentureId = best.Id })).Scores.Count);
        await Refused(StatusCode.FailedPrecondition, "CONTEST_AWARDED", () => office.AwardVenturesAsync(new() { ContestId = contest.Id }));
        var states = (await app.Resident().Ventures.ListVenturesAsync(new() { ContestId = contest.Id })).Ventures.ToDictionary(v => v.Id, v => v.State);
        Assert.Equal([VentureState.Awarded, VentureState.Awarded, VentureState.Declined, VentureState.Declined], new[] { liked, third, best, weak }.Select(v => states[v.Id]));
        var told = await app.Office().Funds.GetFundStatementAsync(new() { FundId = contest.FundId, FromDate = app.Day(-9), UntilDate = app.Day() });
        Assert.Equal((2_000_00L, 600_00L), (told.ClosingFen, told.Lines[0].PromisedFen));
        await Refused(StatusCode.FailedPrecondition, "VENTURE_STATE", () => app.Scored(best, ("two", 1, 1)));
    }

    [Fact]
    public async Task Who_scores_or_may_be_seated_yet_learns_neither_scores_nor_votes_before_it_is_decided()
    {
        var contest = await app.NewContest(1, 2_000_00, "one", "two", "late");
        var venture = await app.Enters(contest);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Scored(venture, ("one", 30, 50), ("two", 30, 40));
        await app.Voted(venture, 2);
        app.Clock.Advance(TimeSpan.FromDays(2));
        async Task<(int, double, double, bool, int, int)> Told(SocialOrgsCaller by) => await by.Ventures.GetVentureReviewAsync(new() { VentureId = venture.Id }) is var review ? (review.Scores.Count, review.Mean, review.Median, review.Passed, review.Votes, review.DeskVotes) : default;
        // On another panel, or on none yet; with a score still to give; and whoever is of the office besides.
        foreach (var by in new[] { app.Panelist("next"), app.Panelist("late"), app.Office(subject: "late"), app.As("orgs-office,orgs-panelist", "510104", subject: "next") }) Assert.Equal((0, 0.0, 0.0, false, 0, 0), await Told(by));
        Assert.Equal((1, 0.0, 0.0, false, 0, 0), await Told(app.Panelist("one")));
        Assert.Equal((2, 75.0, 75.0, false, 2, 0), await Told(app.Office()));
        // One who scores it not makes room for another.
        await app.Panelist("late").Ventures.RecuseFromVentureAsync(new() { RequestId = NewId(), VentureId = venture.Id });
        await app.Office().VentureContests.SeatVenturePanelistAsync(new() { RequestId = NewId(), ContestId = contest.Id, Subject = "next" });
        Assert.Equal((0, 0.0, 0.0, false, 0, 0), await Told(app.Panelist("next")));
        await app.Scored(venture, ("next", 40, 50));
        await app.Office(subject: "decider").VentureContests.AwardVenturesAsync(new() { RequestId = NewId(), ContestId = contest.Id });
        foreach (var by in new[] { app.Panelist("next"), app.Panelist("stranger") }) Assert.Equal((3, 80.0, 80.0, true, 2, 0), await Told(by));
    }

    [Fact]
    public async Task A_contest_promises_no_more_than_its_fund_has()
    {
        var contest = await app.NewContest(2, 500_00, "one", "two", "three");
        var ventures = new[] { await app.Enters(contest), await app.Enters(contest) };
        app.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var venture in ventures) await app.Scored(venture, ("one", 40, 55), ("two", 38, 55), ("three", 40, 50));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await Refused(StatusCode.FailedPrecondition, "NOT_ENOUGH_MONEY", () => app.Office().VentureContests.AwardVenturesAsync(new() { ContestId = contest.Id }));
        Assert.All((await app.Office().Ventures.ListVenturesAsync(new() { ContestId = contest.Id })).Ventures, v => Assert.Equal(VentureState.Submitted, v.State));
        await app.Given(await app.Office().Funds.GetFundAsync(new() { Id = contest.FundId }), 100_00);
        // Two who award at once award once.
        app.StartReplica();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Told(app.Office(replica: i % 2).VentureContests.AwardVenturesAsync(new() { RequestId = NewId(), ContestId = contest.Id }))));
        Assert.Equal(["CONTEST_AWARDED", "CONTEST_AWARDED", "CONTEST_AWARDED", "OK"], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal(600_00L, await app.Query<long>("select sum(balance_fen)::bigint from fund_accounts where fund_id = $1 and kind = 2", Guid.Parse(contest.FundId)));
    }

    [Fact]
    public async Task A_resident_has_one_vote_in_a_contest_and_nobody_can_tell_for_what()
    {
        app.StartReplica();
        var (contest, other) = (await app.NewContest(), await app.NewContest());
        var (one, two, elsewhere) = (await app.Enters(contest), await app.Enters(contest), await app.Enters(other));
        app.Clock.Advance(TimeSpan.FromDays(1));
        var number = Competing.NewNumber();
        // The same person, by several accounts that are all verified as theirs, and in two replicas at once.
        for (var i = 0; i < 8; i++) await app.Verified($"account-{i}", number);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Told(app.Resident($"account-{i}", replica: i % 2).Ventures.VoteForVentureAsync(new() { RequestId = NewId(), VentureId = i % 3 == 0 ? one.Id : two.Id, IdentityNumber = number }))));
        Assert.Equal((1, 7), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "VOTED_ALREADY")));
        await Refused(StatusCode.AlreadyExists, "VOTED_ALREADY", () => app.Clerk().Ventures.EnterVentureVoteAsync(new() { VentureId = one.Id, IdentityNumber = number }));
        // One account votes for the resident whose it is, and for nobody else; a desk enters those of many.
        var (account, own) = (app.Resident("one-account").Ventures, await app.Verified("one-account"));
        await account.VoteForVentureAsync(new() { RequestId = NewId(), VentureId = one.Id, IdentityNumber = own });
        await Refused(StatusCode.AlreadyExists, "VOTED_ALREADY", () => account.VoteForVentureAsync(new() { VentureId = one.Id, IdentityNumber = own }));
        await Refused(StatusCode.FailedPrecondition, "NOT_YOUR_NUMBER", () => account.VoteForVentureAsync(new() { VentureId = one.Id, IdentityNumber = Competing.NewNumber() }));
        // Also when a desk says later that it is somebody else's.
        Assert.NotEqual(own, own = await app.Verified("one-account", reason: "前次核验时看错证件"));
        await Refused(StatusCode.AlreadyExists, "VOTED_ALREADY", () => account.VoteForVentureAsync(new() { VentureId = one.Id, IdentityNumber = own }));
        var desk = app.Clerk(subject: "desk").Ventures;
        for (var i = 0; i < 2; i++) await desk.EnterVentureVoteAsync(new() { RequestId = NewId(), VentureId = one.Id, IdentityNumber = Competing.NewNumber() });
        // The next contest is another matter.
        await account.VoteForVentureAsync(new() { RequestId = NewId(), VentureId = elsewhere.Id, IdentityNumber = own });
        await app.Resident("account-0").Ventures.VoteForVentureAsync(new() { RequestId = NewId(), VentureId = elsewhere.Id, IdentityNumber = number });
        Assert.Equal(4, await app.Query<long>("select count(*) from venture_votes where contest_id = $1", Guid.Parse(contest.Id)));
        // Neither number nor account is kept, and no hash is found in another contest; the trail says that they voted, and not for what.
        Assert.Equal(0, await app.Query<long>("select count(*) from (select voter from venture_votes group by voter having count(*) > 1) x"));
        Assert.Equal(0, await app.Query<long>("select count(*) from (select voting from venture_votes where voting is not null group by voting having count(*) > 1) x"));
        Assert.Equal(0, await app.Query<long>("select count(*) from audit where subject in ('one-account', 'desk') and aggregate_id is not null"));
        // Vote and trail are of one transaction, which xmin tells: nothing that was written beside a vote names who cast it.
        Assert.Equal(0, await app.Query<long>("select count(*) from audit where action like '%/VoteForVenture' and refused is null and (subject <> 'sealed' or client_id is not null or trace_id is not null)"));
        Assert.InRange(await app.Query<long>("select count(*) from audit where action like '%/VoteForVenture' and subject = 'sealed'"), 4, 1_000);
        Assert.Equal(0, await app.Query<long>("select count(*) from audit where subject in ('one-account', 'account-0')"));
        Assert.Equal(0, await app.Query<long>("select count(*) from requests where caller like '%one-account%'"));
        Assert.Equal(0, await app.Query<long>("select count(*) from venture_votes v join voters r on v.voter = r.resident or v.voting = r.account"));
        Assert.DoesNotContain(await app.QueryAll<string>("select v::text from venture_votes v"), v => v.Contains(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(number)), StringComparison.Ordinal));
        Assert.DoesNotContain(await app.QueryAll<string>("select v::text from voters v"), v => v.Contains(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(number)), StringComparison.Ordinal));
        await WrongFields(() => app.Resident().Ventures.VoteForVentureAsync(new() { VentureId = one.Id, IdentityNumber = "510104198001010000" }), "identity_number");
        // Residents of the place alone: not of the next county, and not those who look after more than it.
        await Refused(StatusCode.NotFound, "VENTURE_NOT_FOUND", () => app.Resident(area: SmallMap.NextCounty).Ventures.VoteForVentureAsync(new() { VentureId = one.Id, IdentityNumber = Competing.NewNumber() }));
        await Refused(StatusCode.FailedPrecondition, "NOT_OF_THE_DIVISION", () => app.Resident(area: "5101").Ventures.VoteForVentureAsync(new() { VentureId = one.Id, IdentityNumber = Competing.NewNumber() }));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await Refused(StatusCode.FailedPrecondition, "VOTING_NOT_OPEN", () => app.Voted(one, 1));
    }

    [Fact]
    public async Task Two_accounts_of_one_resident_have_one_vote_and_an_account_that_no_desk_has_verified_has_none()
    {
        var contest = await app.NewContest();
        var venture = await app.Enters(contest);
        app.Clock.Advance(TimeSpan.FromDays(1));
        var number = await app.Verified("first-account");
        await app.Verified("second-account", number);
        Task Vote(string account, string by) => app.Resident(account).Ventures.VoteForVentureAsync(new() { RequestId = NewId(), VentureId = venture.Id, IdentityNumber = by }).ResponseAsync;
        await Refused(StatusCode.FailedPrecondition, "NOT_VERIFIED", () => Vote("third-account", number));
        await Refused(StatusCode.FailedPrecondition, "NOT_VERIFIED", () => Vote("third-account", Competing.NewNumber()));
        await Vote("first-account", number);
        await Refused(StatusCode.AlreadyExists, "VOTED_ALREADY", () => Vote("second-account", number));
        await Refused(StatusCode.FailedPrecondition, "NOT_YOUR_NUMBER", () => Vote("second-account", Competing.NewNumber()));
        Assert.Equal(1, await app.Query<long>("select count(*) from venture_votes where contest_id = $1", Guid.Parse(contest.Id)));
        // Held by the database, whatever the service thinks.
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.Query<long>("insert into venture_votes (contest_id, voter, venture_id) select contest_id, voter, venture_id from venture_votes where contest_id = $1 returning 1::bigint", Guid.Parse(contest.Id)));
        // Nobody verifies themselves, and no other town's desk takes over what this one has said.
        VerifyVoterRequest Verify(string account, string place) => new() { RequestId = NewId(), Subject = account, IdentityNumber = Competing.NewNumber(), DivisionCode = place };
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Clerk(subject: "first-account").Ventures.VerifyVoterAsync(Verify("first-account", "510104017")));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Clerk(SmallMap.OtherTown[..9]).Ventures.VerifyVoterAsync(Verify("first-account", SmallMap.OtherTown[..9])));
        await WrongFields(() => app.Clerk().Ventures.VerifyVoterAsync(new()), "subject", "identity_number", "division_code");
        await Refused(StatusCode.PermissionDenied, "PERMISSION_MISSING", () => app.Resident("first-account").Ventures.VerifyVoterAsync(Verify("third-account", "510104017")));
    }

    [Fact]
    public async Task Who_has_an_interest_does_not_score()
    {
        var (contest, employer) = (await app.NewContest(2, 2_000_00, "one", "two", "three"), await app.Entered());
        await app.Office().VentureContests.SeatVenturePanelistAsync(new() { RequestId = NewId(), ContestId = contest.Id, Subject = "employee", OrganizationIds = { employer.Id } });
        await Refused(StatusCode.AlreadyExists, "PANELIST_SEATED", () => app.Office().VentureContests.SeatVenturePanelistAsync(new() { ContestId = contest.Id, Subject = "one" }));
        await app.Office().VentureContests.SeatVenturePanelistAsync(new() { RequestId = NewId(), ContestId = contest.Id, Subject = "venturer" });
        var (theirs, own, other) = (await app.Office().Ventures.SubmitVentureAsync(Competing.ToEnter(contest, employer)), await app.Enters(contest, "venturer"), await app.Enters(contest));
        await Refused(StatusCode.AlreadyExists, "VENTURE_EXISTS", () => app.Office().Ventures.SubmitVentureAsync(Competing.ToEnter(contest, employer)));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Scored(theirs, ("employee", 40, 60)));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Scored(own, ("venturer", 40, 60)));
        await app.Panelist("one").Ventures.RecuseFromVentureAsync(new() { RequestId = NewId(), VentureId = other.Id });
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Scored(other, ("one", 40, 60)));
        await app.Scored(other, ("two", 40, 60), ("employee", 40, 60));
        await Refused(StatusCode.AlreadyExists, "SCORED_ALREADY", () => app.Panelist("two").Ventures.RecuseFromVentureAsync(new() { VentureId = other.Id }));
        var review = await app.Office().Ventures.GetVentureReviewAsync(new() { VentureId = other.Id });
        Assert.Equal((2, false, 1), (review.Scores.Count, review.Enough, review.RecusedIds.Count));
        await WrongFields(() => app.Panelist("three").Ventures.ScoreVentureAsync(new() { VentureId = other.Id, Points = { 41, 61 } }), "points[0]", "points[1]");
    }

    [Fact]
    public async Task A_panelist_who_works_for_an_entrant_since_does_not_score_it()
    {
        var contest = await app.NewContest(2, 2_000_00, "one", "turncoat");
        var venture = await app.Enters(contest, "starter");
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.Staffed(venture.OrganizationId, "turncoat");
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Scored(venture, ("turncoat", 40, 60)));
        await app.Scored(venture, ("one", 40, 60));
        // What was given before stays: no entrant is rid of a score by taking on who gave it.
        await app.Staffed(venture.OrganizationId, "one");
        var review = await app.Office().Ventures.GetVentureReviewAsync(new() { VentureId = venture.Id });
        Assert.Equal((1, 100.0, 1), (review.Scores.Count, review.Mean, review.RecusedIds.Count));
    }

    [Fact]
    public async Task Who_works_for_an_entrant_chooses_no_panel_and_sees_no_scores_before_it_is_decided()
    {
        var contest = await app.NewContest(1, 2_000_00, "one", "two", "three");
        var (own, other) = (await app.Enters(contest, "hopeful"), await app.Enters(contest));
        var hopeful = app.Office(subject: "hopeful");
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => hopeful.VentureContests.SeatVenturePanelistAsync(new() { ContestId = contest.Id, Subject = "a-friend" }));
        app.Clock.Advance(TimeSpan.FromDays(1));
        foreach (var venture in new[] { own, other }) await app.Scored(venture, ("one", 30, 50), ("two", 35, 50), ("three", 30, 40));
        await app.Voted(other, 2);
        app.Clock.Advance(TimeSpan.FromDays(2));
        async Task<(int Scores, double Mean, bool Enough, int Votes)> Seen(SocialOrgsCaller by, Venture venture)
        {
            var review = await by.Ventures.GetVentureReviewAsync(new() { VentureId = venture.Id });
            return (review.Scores.Count, review.Mean, review.Enough, review.Votes);
        }
        foreach (var venture in new[] { own, other }) Assert.Equal((0, 0.0, false, 0), await Seen(hopeful, venture));
        Assert.Equal((3, 78.33, true, 2), await Seen(app.Office(), other));
        // Nor when they have left, though by now they would choose nobody who judges.
        await app.Staffed(own.OrganizationId, "");
        Assert.Equal((0, 0.0, false, 0), await Seen(hopeful, other));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => hopeful.VentureContests.SeatVenturePanelistAsync(new() { ContestId = contest.Id, Subject = "a-friend" }));
        await app.Office(subject: "decider").VentureContests.AwardVenturesAsync(new() { RequestId = NewId(), ContestId = contest.Id });
        Assert.Equal((3, 78.33, true, 2), await Seen(hopeful, other));
    }

    [Fact]
    public async Task Once_a_score_was_given_a_panel_is_filled_up_only_as_far_as_it_could_not_decide()
    {
        app.StartReplica();
        var contest = await app.NewContest(1, 2_000_00, "one", "two", "three");
        var (first, second) = (await app.Enters(contest), await app.Enters(contest));
        app.Clock.Advance(TimeSpan.FromDays(1));
        AsyncUnaryCall<VenturePanelist> Seat(string subject, int replica = 0) => app.Office(replica: replica).VentureContests.SeatVenturePanelistAsync(new() { RequestId = NewId(), ContestId = contest.Id, Subject = subject });
        await Seat("four");
        await app.Scored(first, ("one", 30, 50));
        await Refused(StatusCode.FailedPrecondition, "PANEL_COMPLETE", async () => await Seat("five"));
        // Two are left who may score the second: one more is let in, however many are asked for at once, and for nothing else.
        foreach (var subject in new[] { "three", "four" }) await app.Panelist(subject).Ventures.RecuseFromVentureAsync(new() { RequestId = NewId(), VentureId = second.Id });
        // Nor is who works for an entrant seated to score the others.
        await Refused(StatusCode.FailedPrecondition, "PANEL_COMPLETE", () => app.Office().VentureContests.SeatVenturePanelistAsync(new() { ContestId = contest.Id, Subject = "a-friend", OrganizationIds = { second.OrganizationId } }));
        var outcomes = await Task.WhenAll(Enumerable.Range(5, 4).Select(i => Told(Seat($"number-{i}", i % 2))));
        Assert.Equal((1, 3), (outcomes.Count(o => o == "OK"), outcomes.Count(o => o == "PANEL_COMPLETE")));
        var late = await app.Query<string>("select subject from venture_panelists where contest_id = $1 and subject like 'number-%'", Guid.Parse(contest.Id));
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Scored(first, (late, 0, 0)));
        await app.Scored(second, (late, 30, 40));
        // One who has fallen silent gives the place to another, who scores what is left.
        var two = await app.Query<Guid>("select id from venture_panelists where contest_id = $1 and subject = 'two'", Guid.Parse(contest.Id));
        await app.Office().VentureContests.SeatVenturePanelistAsync(new() { RequestId = NewId(), ContestId = contest.Id, Subject = "next", InPlaceOf = two.ToString() });
        await Refused(StatusCode.FailedPrecondition, "CONFLICT_OF_INTEREST", () => app.Scored(second, ("two", 30, 40)));
        await app.Scored(second, ("next", 30, 40));
    }

    [Fact]
    public async Task A_report_that_goes_back_stays_with_its_reason()
    {
        var venture = await app.Awarded("author");
        var (staff, office) = (app.Staff("author").Ventures, app.Office(subject: "acceptor").Ventures);
        await app.Finance().Ventures.PayVentureTrancheAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Voucher = "记-2026-20" });
        Task Report(string report) => staff.ReportVentureAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Report = report }).ResponseAsync;
        await app.Office(subject: "helper").Ventures.ReportVentureAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Report = "中期报告一" });
        await WrongFields(() => office.AcceptVentureReportAsync(new() { Id = venture.Id, TrancheNumber = 1, Accepted = true, Reason = "缺少签收表" }), "reason");
        var back = await office.AcceptVentureReportAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Reason = "缺少签收表" });
        Assert.Equal((VentureTrancheState.Paid, ""), (back.Tranches[0].State, back.Tranches[0].Report));
        await Report("中期报告二");
        await office.AcceptVentureReportAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1 });
        await Report("中期报告三");
        // Whoever has reported once accepts no later one.
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "helper").Ventures.AcceptVentureReportAsync(new() { Id = venture.Id, TrancheNumber = 1, Accepted = true }));
        await office.AcceptVentureReportAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Accepted = true });
        var listed = (await app.Office().Ventures.ListVenturesAsync(new() { ContestId = venture.ContestId })).Ventures.Single();
        foreach (var told in new[] { listed, await app.Office().Ventures.GetVentureAsync(new() { Id = venture.Id }) })
        {
            Assert.Equal([("中期报告一", "缺少签收表"), ("中期报告二", "")], told.Tranches[0].ReturnedReports.Select(r => (r.Report, r.Reason)));
            Assert.Equal((VentureTrancheState.Accepted, "中期报告三"), (told.Tranches[0].State, told.Tranches[0].Report));
            Assert.Empty(told.Tranches[1].ReturnedReports);
        }
        foreach (var (type, count) in new[] { ("VentureReported", 3), ("VentureReportReturned", 2) })
        {
            var events = (await app.Events(type)).Where(e => e.Contains(venture.Id, StringComparison.Ordinal)).ToList();
            Assert.Equal(count, events.Count);
            Assert.All(events, e => Assert.DoesNotContain("报告", e, StringComparison.Ordinal));
        }
        // Held by the database, whatever the service thinks.
        foreach (var table in new[] { "returned_reports", "venture_scores" })
        {
            var thrown = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.QueryAll<int>($"delete from {table}"));
            Assert.Equal($"{table} is insert-only", thrown.MessageText);
        }
    }

    [Fact]
    public async Task Reports_gate_the_tranches_which_are_paid_out_of_the_funds_ledger()
    {
        var venture = await app.Awarded("reporter");
        var (finance, office, staff) = (app.Finance().Ventures, app.Office(subject: "acceptor").Ventures, app.Staff("reporter").Ventures);
        var fund = await app.Query<Guid>("select fund_id from ventures where id = $1", Guid.Parse(venture.Id));
        Task<long> Balance(int kind) => app.Query<long>("select coalesce(sum(balance_fen), 0)::bigint from fund_accounts where fund_id = $1 and kind = $2", fund, (short)kind);
        Assert.Equal([VentureTrancheState.Due, VentureTrancheState.Waiting], venture.Tranches.Select(t => t.State));
        await Refused(StatusCode.FailedPrecondition, "TRANCHE_STATE", () => finance.PayVentureTrancheAsync(new() { Id = venture.Id, TrancheNumber = 2, Voucher = "记-2026-20" }));
        await Refused(StatusCode.NotFound, "TRANCHE_NOT_FOUND", () => finance.PayVentureTrancheAsync(new() { Id = venture.Id, TrancheNumber = 3, Voucher = "记-2026-20" }));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Finance("jury-office").Ventures.PayVentureTrancheAsync(new() { Id = venture.Id, TrancheNumber = 1, Voucher = "记-2026-20" }));
        await Refused(StatusCode.FailedPrecondition, "TRANCHE_STATE", () => staff.ReportVentureAsync(new() { Id = venture.Id, TrancheNumber = 1, Report = "中期报告" }));
        await finance.PayVentureTrancheAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Voucher = "记-2026-20" });
        Assert.Equal((200_00L, 100_00L), (await Balance(3), await Balance(2)));
        // A payment by mistake is put right like every other, and paid again.
        var entry = (await app.Office().Funds.ListFundEntriesAsync(new() { FundId = fund.ToString() })).Entries.First(e => e.AboutId == venture.Id && e.Kind == FundEntryKind.Grant);
        await app.Finance("controller").Funds.ReverseFundEntryAsync(new() { RequestId = NewId(), FundId = fund.ToString(), EntryId = entry.Id, Voucher = "更正-2026-9" });
        Assert.Equal((0L, 300_00L), (await Balance(3), await Balance(2)));
        await finance.PayVentureTrancheAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Voucher = "记-2026-21" });
        await staff.ReportVentureAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Report = "中期报告" });
        await Refused(StatusCode.FailedPrecondition, "TRANCHE_STATE", () => finance.PayVentureTrancheAsync(new() { Id = venture.Id, TrancheNumber = 2, Voucher = "记-2026-22" }));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Office(subject: "reporter").Ventures.AcceptVentureReportAsync(new() { Id = venture.Id, TrancheNumber = 1, Accepted = true }));
        await office.AcceptVentureReportAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1 });
        await staff.ReportVentureAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Report = "中期报告（修订）" });
        var gated = await office.AcceptVentureReportAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 1, Accepted = true });
        Assert.Equal([VentureTrancheState.Accepted, VentureTrancheState.Due], gated.Tranches.Select(t => t.State));
        await Refused(StatusCode.FailedPrecondition, "SAME_PERSON", () => app.Finance("acceptor").Ventures.PayVentureTrancheAsync(new() { Id = venture.Id, TrancheNumber = 2, Voucher = "记-2026-22" }));
        await finance.PayVentureTrancheAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 2, Voucher = "记-2026-22" });
        await staff.ReportVentureAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 2, Report = "结项报告" });
        Assert.Equal(VentureState.Completed, (await office.AcceptVentureReportAsync(new() { RequestId = NewId(), Id = venture.Id, TrancheNumber = 2, Accepted = true })).State);
        Assert.Equal((300_00L, 0L), (await Balance(3), await Balance(2)));
        Assert.Single(await app.Events("VentureCompleted"), e => e.Contains(venture.Id, StringComparison.Ordinal));
        // One that ends before: what was not paid is free again.
        var ended = await app.Awarded();
        await finance.PayVentureTrancheAsync(new() { RequestId = NewId(), Id = ended.Id, TrancheNumber = 1, Voucher = "记-2026-23" });
        Assert.Equal(VentureState.Terminated, (await app.Office().Ventures.TerminateVentureAsync(new() { RequestId = NewId(), Id = ended.Id })).State);
        fund = await app.Query<Guid>("select fund_id from ventures where id = $1", Guid.Parse(ended.Id));
        Assert.Equal((200_00L, 0L, 1_800_00L), (await Balance(3), await Balance(2), await Balance(1)));
        await Refused(StatusCode.FailedPrecondition, "VENTURE_STATE", () => staff.ReportVentureAsync(new() { Id = venture.Id, TrancheNumber = 1, Report = "中期报告" }));
    }

    [Fact]
    public async Task Who_may_enter_and_every_wrong_field_at_once()
    {
        var contest = await app.NewContest();
        var much = Competing.ToEnter(contest, await app.Entered());
        much.TrancheFen.Add(200_01);
        await Refused(StatusCode.FailedPrecondition, "MORE_THAN_ALLOWED", () => app.Office().Ventures.SubmitVentureAsync(much));
        var outside = await app.Entered(place: SmallMap.OtherTown);
        await Refused(StatusCode.FailedPrecondition, "OUTSIDE_CONTEST", () => app.Office().Ventures.SubmitVentureAsync(Competing.ToEnter(contest, outside)));
        var own = await app.Entered("entrant");
        Assert.Equal(VentureState.Submitted, (await app.Staff("entrant").Ventures.SubmitVentureAsync(Competing.ToEnter(contest, own))).State);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(StatusCode.FailedPrecondition, "CONTEST_NOT_OPEN", () => app.Enters(contest));
        await WrongFields(() => app.Office().VentureContests.OpenVentureContestAsync(new() { EarmarkId = "x", MinScores = 2, VotePercent = 51 }), "title", "fund_id", "places", "start_date", "end_date", "vote_start_date", "vote_end_date", "criteria", "min_scores",
            "vote_percent", "earmark_id", "most_fen");
        await WrongFields(() => app.Office().Ventures.SubmitVentureAsync(new()), "contest_id", "organization_id", "title", "plan", "tranche_fen");
    }
}
