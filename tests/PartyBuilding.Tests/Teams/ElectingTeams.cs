using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Members;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Teams;

public sealed class ElectingTeams(PartyApp app) : IClassFixture<PartyApp>
{
    [Fact]
    public async Task An_election_begins_a_term_of_five_years_and_ends_what_was_held_before()
    {
        var place = Boards.NewCommunity();
        var request = new EstablishTeamRequest { RequestId = NewId(), DivisionCode = place, Body = TeamBody.Party, Deputies = 1, Ordinaries = 2 };
        var clerk = app.Clerk(place[..9]);
        var team = await clerk.Teams.EstablishTeamAsync(request);
        Assert.Equal(team, await clerk.Teams.EstablishTeamAsync(request));
        await Refused(StatusCode.AlreadyExists, "TEAM_EXISTS", () => clerk.Teams.EstablishTeamAsync(new() { RequestId = NewId(), DivisionCode = place, Body = TeamBody.Party }));
        var posts = await app.Posts(team);
        Assert.Equal([TeamPostKind.Head, TeamPostKind.Deputy, TeamPostKind.Ordinary, TeamPostKind.Ordinary], posts.Select(p => p.Kind));
        var (wang, li, zhang) = (await app.NewQualified(place), await app.NewQualified(place), await app.NewQualified(place));
        await Refused(StatusCode.FailedPrecondition, "NO_TERM", () => clerk.Teams.FillTeamPostAsync(Boards.ToFill(posts[0], wang, app.Day())));
        app.Clock.Advance(TimeSpan.FromDays(30));
        var election = Boards.ToElect(team, app.Day(-20), (posts[0], wang), (posts[1], li));
        var elected = await clerk.Teams.ElectTeamAsync(election);
        Assert.Equal(elected, await clerk.Teams.ElectTeamAsync(election));
        var end = app.Day(-20, years: 5);
        Assert.Equal((app.Day(-20), end), (elected.TermStartDate, elected.TermEndDate));
        var filled = await app.Posts(team);
        Assert.Equal([wang.Id, li.Id, "", ""], filled.Select(p => p.Holding?.PersonId ?? ""));
        Assert.Equal(("赵小川", HoldingMode.Elected, end), (filled[0].Holding.Name, filled[0].Holding.Mode, filled[0].Holding.TermEndDate));
        var third = await clerk.Teams.FillTeamPostAsync(Boards.ToFill(posts[2], zhang, app.Day(-10)));
        Assert.Equal((HoldingMode.Appointed, end, TeamPostKind.Ordinary), (third.Mode, third.TermEndDate, third.Kind));

        // The next one: two change places, one stays, one goes. The database sees nobody twice.
        await Refused(StatusCode.FailedPrecondition, "TERM_TOO_EARLY", () => clerk.Teams.ElectTeamAsync(Boards.ToElect(team, app.Day(-20), (posts[0], wang))));
        await app.Elect(team, app.Day(-5), (posts[0], li), (posts[1], wang), (posts[2], zhang));
        Assert.Equal([li.Id, wang.Id, zhang.Id, ""], (await app.Posts(team)).Select(p => p.Holding?.PersonId ?? ""));
        var all = (await clerk.Teams.ListTeamHoldingsAsync(new() { TeamId = team.Id, PageSize = 4 }));
        var rest = await clerk.Teams.ListTeamHoldingsAsync(new() { TeamId = team.Id, PageSize = 4, PageToken = all.NextPageToken });
        Assert.Equal((4, 2), (all.Holdings.Count, rest.Holdings.Count));
        Assert.Equal(3, all.Holdings.Concat(rest.Holdings).Count(h => h.End == HoldingEnd.Term && h.EndDate == app.Day(-5)));
        Assert.Equal(2, (await clerk.Teams.ListTeamHoldingsAsync(new() { PersonId = wang.Id })).Holdings.Count);
        Assert.Single((await clerk.Teams.ListTeamHoldingsAsync(new() { PersonId = wang.Id, Running = true })).Holdings);
        Assert.Equal(2, (await app.Events("TeamElected")).Count(e => e.Contains(team.Id, StringComparison.Ordinal)));
        Assert.Equal((6, 3), ((await app.Events("HoldingBegan")).Count(e => e.Contains(team.Id, StringComparison.Ordinal)), (await app.Events("HoldingEnded")).Count(e => e.Contains(team.Id, StringComparison.Ordinal))));
        // Who only reads sees no names in full, and other areas see nothing.
        Assert.Empty((await app.Office("510105").Teams.ListTeamHoldingsAsync(new() { TeamId = team.Id })).Holdings);
        await Refused(StatusCode.NotFound, "TEAM_NOT_FOUND", () => app.Office("510105").Teams.ListTeamPostsAsync(new() { TeamId = team.Id }));
        await Refused(StatusCode.NotFound, "TEAM_NOT_FOUND", () => app.Office("510105").Teams.ElectTeamAsync(Boards.ToElect(team, app.Day(), (posts[0], wang))));
        await Refused(StatusCode.NotFound, "POST_NOT_FOUND", () => app.Office("510105").Teams.FillTeamPostAsync(Boards.ToFill(posts[3], wang, app.Day())));
    }

    [Fact]
    public async Task Party_posts_are_for_full_members_and_posts_for_who_has_passed_the_joint_review()
    {
        var place = Boards.NewCommunity();
        var (party, posts) = await app.NewTeam(place);
        var (residents, seats) = await app.NewTeam(place, TeamBody.Residents);
        var today = app.Day();
        var stranger = await app.NewPerson(place);
        await app.Reviewed(stranger, place);
        var probationary = await app.NewComrade(place, MemberState.Probationary);
        await app.Reviewed(probationary, place);
        foreach (var who in new[] { stranger, probationary })
        {
            Assert.Equal(who.Id, (await Refused(StatusCode.FailedPrecondition, "NOT_A_FULL_MEMBER", () => app.Office().Teams.ElectTeamAsync(Boards.ToElect(party, today, (posts[0], who))))).Facts["person_id"]);
        }
        // Residents elect whom they like, who has passed.
        await app.Elect(residents, today, (seats[0], stranger));
        var comrade = await app.NewComrade(place);
        Assert.Equal(comrade.Id, (await Refused(StatusCode.FailedPrecondition, "REVIEW_NOT_PASSED", () => app.Office().Teams.ElectTeamAsync(Boards.ToElect(party, today, (posts[0], comrade))))).Facts["person_id"]);
        await app.Reviewed(comrade, place);
        // A veto after a pass is a veto; a pass after it counts again.
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Reviewed(comrade, place, ReviewVerdict.Veto);
        await Refused(StatusCode.FailedPrecondition, "REVIEW_NOT_PASSED", () => app.Office().Teams.ElectTeamAsync(Boards.ToElect(party, today, (posts[0], comrade))));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Reviewed(comrade, place);
        await app.Elect(party, today, (posts[0], comrade));
        // A pass holds for twelve months.
        var late = await app.NewQualified(place);
        app.Clock.Advance(TimeSpan.FromDays(370));
        await Refused(StatusCode.FailedPrecondition, "REVIEW_NOT_PASSED", () => app.Office().Teams.FillTeamPostAsync(Boards.ToFill(posts[1], late, app.Day())));
    }

    [Fact]
    public async Task Twenty_at_once_for_a_post_one_comes_and_one_person_at_ten_posts_comes_to_one()
    {
        app.StartReplica();
        var place = Boards.NewCommunity();
        var head = await app.NewPerson(place);
        await app.Reviewed(head, place);
        var today = app.Day();
        var (team, posts) = await app.NewTeam(place, TeamBody.Residents);
        await app.Elect(team, today, (posts[0], head));
        var people = new List<Governance.Party.V1.Person>();
        for (var i = 0; i < 20; i++)
        {
            people.Add(await app.NewPerson(place));
            await app.Reviewed(people[^1], place);
        }
        var outcomes = await Task.WhenAll(people.Select((p, i) => Boards.Told(app.As("party-office", "51", replica: i % 2).Teams.FillTeamPostAsync(Boards.ToFill(posts[1], p, today)))));
        Assert.Single(outcomes, "OK");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "OK", "POST_HELD" }));

        var free = people[Array.FindIndex(outcomes, o => o != "OK")];
        var boards = new List<TeamPost>();
        for (var i = 0; i < 10; i++)
        {
            var other = Boards.NewCommunity();
            var chair = await app.NewPerson(other);
            await app.Reviewed(chair, other);
            boards.Add((await app.NewHeaded(other, chair, TeamBody.Residents)).Posts[1]);
        }
        var seats = await Task.WhenAll(boards.Select((b, i) => Boards.Told(app.As("party-office", "51", replica: i % 2).Teams.FillTeamPostAsync(Boards.ToFill(b, free, today)))));
        Assert.Single(seats, "OK");
        Assert.All(seats, o => Assert.Contains(o, new[] { "OK", "HOLDS_A_POST" }));
        Assert.Equal(0, await app.Query<long>("select count(*) from (select post_id from team_holdings where ended_on is null group by 1 having count(*) > 1) x"));
    }

    [Fact]
    public async Task Posts_are_vacated_with_a_reason_opened_and_closed()
    {
        var place = Boards.NewCommunity();
        var person = await app.NewPerson(place);
        await app.Reviewed(person, place);
        var today = app.Day();
        var (team, posts) = await app.NewTeam(place, TeamBody.Residents);
        await app.Elect(team, today, (posts[0], person));
        var clerk = app.Clerk(place[..9]);
        var holding = (await app.Posts(team))[0].Holding;
        await Refused(StatusCode.FailedPrecondition, "POST_HELD", () => clerk.Teams.CloseTeamPostAsync(new() { Id = posts[0].Id }));
        await Refused(StatusCode.AlreadyExists, "HEAD_EXISTS", () => clerk.Teams.OpenTeamPostAsync(new() { RequestId = NewId(), TeamId = team.Id, Kind = TeamPostKind.Head }));
        VacateTeamPostRequest Vacate(string date) => new() { RequestId = NewId(), Id = holding.Id, End = HoldingEnd.Resigned, EndDate = date, Reason = "本人提出辞职" };
        await Refused(StatusCode.FailedPrecondition, "TERM_TOO_EARLY", () => clerk.Teams.VacateTeamPostAsync(Vacate(app.Day(-1))));
        var gone = await clerk.Teams.VacateTeamPostAsync(Vacate(today));
        Assert.Equal((HoldingEnd.Resigned, today, "本人提出辞职"), (gone.End, gone.EndDate, gone.EndReason));
        await Refused(StatusCode.FailedPrecondition, "HOLDING_ENDED", () => clerk.Teams.VacateTeamPostAsync(Vacate(today)));
        Assert.Equal(0, await app.Query<long>("select count(*) from team_holdings where position($1 in sealed_reason) > 0", System.Text.Encoding.UTF8.GetBytes("辞职")));
        Assert.Null((await app.Posts(team))[0].Holding);
        await clerk.Teams.CloseTeamPostAsync(new() { RequestId = NewId(), Id = posts[3].Id, Etag = posts[3].Etag });
        await Refused(StatusCode.FailedPrecondition, "POST_CLOSED", () => clerk.Teams.CloseTeamPostAsync(new() { Id = posts[3].Id }));
        await Refused(StatusCode.FailedPrecondition, "POST_CLOSED", () => clerk.Teams.FillTeamPostAsync(Boards.ToFill(posts[3], person, today)));
        await clerk.Teams.OpenTeamPostAsync(new() { RequestId = NewId(), TeamId = team.Id, Kind = TeamPostKind.Ordinary });
        Assert.Equal(4, (await app.Posts(team)).Count);
        var (first, second) = (await clerk.Teams.ListTeamPostsAsync(new() { TeamId = team.Id, PageSize = 3 }), new ListTeamPostsResponse());
        second = await clerk.Teams.ListTeamPostsAsync(new() { TeamId = team.Id, PageSize = 3, PageToken = first.NextPageToken });
        Assert.Equal((3, 1, ""), (first.Posts.Count, second.Posts.Count, second.NextPageToken));
        await Refused(StatusCode.NotFound, "PERSON_NOT_FOUND", () => clerk.Teams.FillTeamPostAsync(Boards.ToFill(posts[0], new() { Id = NewId() }, today)));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Refused(StatusCode.NotFound, "POST_NOT_FOUND", () => clerk.Teams.ElectTeamAsync(Boards.ToElect(team, app.Day(), (new() { Id = NewId() }, person))));

        await WrongFields(() => clerk.Teams.EstablishTeamAsync(new() { DivisionCode = "5101", Deputies = 6, Ordinaries = 16 }), "division_code", "body", "deputies", "ordinaries");
        await Refused(StatusCode.NotFound, "DIVISION_NOT_FOUND", () => app.Office("51").Teams.EstablishTeamAsync(new() { RequestId = NewId(), DivisionCode = "519999999999", Body = TeamBody.Party }));
        await WrongFields(() => clerk.Teams.ElectTeamAsync(new()), "id", "elected", "held_date");
        await WrongFields(() => clerk.Teams.ElectTeamAsync(new() { Id = team.Id, HeldDate = "2099-01-01", Elected = { new ElectedTo { PostId = "x", PersonId = person.Id }, new ElectedTo { PostId = posts[0].Id, PersonId = person.Id } } }),
            "held_date", "elected[0].post_id", "elected[1].person_id");
        await WrongFields(() => clerk.Teams.FillTeamPostAsync(new()), "id", "person_id", "mode", "start_date");
        await WrongFields(() => clerk.Teams.VacateTeamPostAsync(new() { End = HoldingEnd.Term }), "id", "end", "end_date", "reason");
        await WrongFields(() => clerk.Teams.OpenTeamPostAsync(new()), "team_id", "kind");
        await WrongFields(() => clerk.Teams.ListTeamsAsync(new() { DivisionCode = "x", Body = (TeamBody)9, UntilDate = "x", PageSize = -1 }), "division_code", "body", "until_date", "page_size");
        await WrongFields(() => clerk.Teams.ListTeamHoldingsAsync(new() { TeamId = "x", PersonId = "x", PageSize = -1 }), "team_id", "person_id", "page_size");
        await WrongFields(() => clerk.Teams.ListTeamPostsAsync(new() { TeamId = "x", PageToken = "x" }), "team_id", "page_token");
    }

    [Fact]
    public async Task A_term_is_reminded_of_once_six_months_before_its_end_and_rules_are_data()
    {
        app.StartReplica();
        var place = Boards.NewCommunity("510105");
        var office = app.Office("510105");
        TeamRule Rule(string since, bool review = true, int years = 5) => new() { DivisionCode = "510105", TermYears = years, RemindMonths = 24, NeedsReview = review, ReviewMonths = 1, FilingDays = 30, SinceDate = since };
        var (today, before) = (app.Day(), await app.NewPerson(place));
        await app.Reviewed(before, place);
        app.Clock.Advance(TimeSpan.FromDays(40));
        var set = await office.Teams.SetTeamRuleAsync(new() { RequestId = NewId(), Rule = Rule(app.Day()) });
        // What was is not changed afterwards, and nothing is asked for that the statute does not allow.
        await WrongFields(() => office.Teams.SetTeamRuleAsync(new() { RequestId = NewId(), Rule = Rule(today) }), "rule.since_date");
        await WrongFields(() => office.Teams.SetTeamRuleAsync(new() { RequestId = NewId(), Rule = Rule(app.Day(1), review: false, years: 1) }), "rule.term_years", "rule.needs_review");
        Assert.Contains(set, (await office.Teams.ListTeamRulesAsync(new())).Rules);
        await Refused(StatusCode.AlreadyExists, "TEAM_RULE_EXISTS", () => office.Teams.SetTeamRuleAsync(new() { RequestId = NewId(), Rule = Rule(app.Day()) }));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office().Teams.SetTeamRuleAsync(new() { RequestId = NewId(), Rule = Rule(app.Day(1)) }));
        await WrongFields(() => office.Teams.SetTeamRuleAsync(new() { Rule = new() { RemindMonths = 25 } }), "rule.division_code", "rule.term_years", "rule.remind_months", "rule.review_months", "rule.filing_days", "rule.since_date");
        // A review holds for a month here, not for twelve, and a term is reminded of two years before its end.
        var (team, posts) = await app.NewTeam(place, TeamBody.Residents);
        // One whose term ends five days earlier, and whose turn with the clock is later: when it has been reminded, the other one has been looked at.
        var other = Boards.NewCommunity("510105");
        var chair = await app.NewPerson(other);
        await app.Reviewed(chair, other);
        var (earlier, _, _) = await app.NewHeaded(other, chair, TeamBody.Residents);
        app.Clock.Advance(TimeSpan.FromDays(5));
        await Refused(StatusCode.FailedPrecondition, "REVIEW_NOT_PASSED", () => office.Teams.ElectTeamAsync(Boards.ToElect(team, app.Day(), (posts[0], before))));
        await app.Reviewed(before, place);
        var elected = await app.Elect(team, app.Day(), (posts[0], before));
        Assert.Equal(app.Day(years: 5), elected.TermEndDate);
        Assert.Null(elected.RemindTime);
        Assert.Empty((await office.Teams.ListTeamsAsync(new() { DivisionCode = place, UntilDate = app.Day(-60, years: 5) })).Teams);
        Assert.Single((await office.Teams.ListTeamsAsync(new() { DivisionCode = place, UntilDate = app.Day(5, years: 5) })).Teams);
        app.Clock.Advance(TimeSpan.FromDays(3 * 365));
        await EventuallyAsync("the clock has gone by", async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            return (await office.Teams.GetTeamAsync(new() { Id = earlier.Id })).RemindTime is not null;
        });
        Assert.Null((await office.Teams.GetTeamAsync(new() { Id = team.Id })).RemindTime);
        app.Clock.Advance(TimeSpan.FromDays(10));
        await EventuallyAsync("the clock reminds", async () =>
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            return (await office.Teams.GetTeamAsync(new() { Id = team.Id })).RemindTime is not null;
        });
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Single(await app.Events("TeamReminded"), e => e.Contains(team.Id, StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromDays(2 * 365));
        Assert.Equal(1, (await office.Teams.GetTeamFiguresAsync(new() { DivisionCode = place })).OverdueTerms);
    }

    [Fact]
    public async Task A_rule_that_was_set_before_there_was_a_floor_asks_for_no_less()
    {
        var place = Boards.NewCommunity();
        await app.Query<int>("insert into team_rules (id, area, term_years, remind_months, needs_review, review_months, filing_days, since, version, event_sequence) values (gen_random_uuid(), $1, 1, 0, false, 12, 30, '2020-01-01', 1, 0) returning 1", place);
        var (team, posts) = await app.NewTeam(place, TeamBody.Residents);
        var person = await app.NewPerson(place);
        await Refused(StatusCode.FailedPrecondition, "REVIEW_NOT_PASSED", () => app.Office().Teams.ElectTeamAsync(Boards.ToElect(team, app.Day(), (posts[0], person))));
        await app.Reviewed(person, place);
        Assert.Equal(app.Day(years: 5), (await app.Elect(team, app.Day(), (posts[0], person))).TermEndDate);
    }

    [Fact]
    public async Task Shares_of_dual_heads_and_cross_posting_are_counted_by_community()
    {
        // A community where one heads both and another sits in both, one where two head.
        var town = SmallMap.Rows.Where(r => r.Code.Length == 12 && r.Code.StartsWith("510703", StringComparison.Ordinal)).Select(r => r.Code).ToList();
        var (one, two) = (town[0], town[1]);
        var today = app.Day();
        var (both, sits, secretary, director) = (await app.NewQualified(one), await app.NewQualified(one), await app.NewQualified(two), await app.NewPerson(two));
        await app.Reviewed(director, two);
        var (party, posts) = await app.NewTeam(one);
        var (residents, seats) = await app.NewTeam(one, TeamBody.Residents);
        await app.Elect(party, today, (posts[0], both), (posts[2], sits));
        await app.Elect(residents, today, (seats[0], both), (seats[2], sits));
        var (second, secondPosts) = await app.NewTeam(two);
        var (third, thirdSeats) = await app.NewTeam(two, TeamBody.Residents);
        await app.Elect(second, today, (secondPosts[0], secretary));
        await app.Elect(third, today, (thirdSeats[0], director));
        var figures = await app.Office("510703").Teams.GetTeamFiguresAsync(new() { DivisionCode = "510703" });
        Assert.Equal((2, 4, 2, 1, 5000, 2, 5000, 10), ((int)figures.Communities, (int)figures.People, (int)figures.Secretaries, (int)figures.DualHeads, figures.DualHeadShare, (int)figures.CrossPosted, figures.CrossPostedShare, (int)figures.VacantPosts));
        Assert.Equal((10_000, 1), ((await app.Office("510703").Teams.GetTeamFiguresAsync(new() { DivisionCode = one })).DualHeadShare, (int)(await app.Office("510703").Teams.GetTeamFiguresAsync(new() { DivisionCode = one })).Secretaries));
        Assert.Equal(0, (await app.Office("510703").Teams.GetTeamFiguresAsync(new() { DivisionCode = town[5] })).DualHeadShare);
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Office().Teams.GetTeamFiguresAsync(new() { DivisionCode = "510703" }));
        // Nobody is filed; after thirty days they are late.
        Assert.Equal((0, 0), ((int)figures.FiledSecretaries, (int)figures.OverdueFilings));
        app.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(2, (await app.Office("510703").Teams.GetTeamFiguresAsync(new() { DivisionCode = "510703" })).OverdueFilings);
    }
}
