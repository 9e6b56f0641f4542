using Governance.Party.V1;
using Governance.PartyBuilding.Tests.Teams;
using Governance.PartyBuilding.Tests.Workers;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Members;

public sealed class EnteringCommitteesAndWorkers(PartyApp app) : IClassFixture<PartyApp>
{
    private async Task<List<(long Line, string Problem)>> Verdicts(string batch) =>
        [.. (await app.Office("51").Rosters.ListMemberVerdictsAsync(new() { BatchId = batch, PageSize = 500 })).Verdicts.Select(v => (v.Line, v.Outcome == MemberOutcome.Known ? "known" : string.Join(' ', v.Problems[0].Split(' ').Take(2))))];

    [Fact]
    public async Task Committees_are_entered_with_their_people_row_by_row_and_the_same_file_again_changes_nothing()
    {
        var (place, bare) = (Boards.NewCommunity(), Boards.NewCommunity());
        var head = await app.NewQualified(place);
        var (residents, _, _) = await app.NewHeaded(place, head, TeamBody.Residents);
        var (party, _) = await app.NewTeam(place, TeamBody.Party, deputies: 0, ordinaries: 1);
        await app.Elect(party, app.Day(), (( await app.Posts(party))[0], await app.NewQualified(place)));
        var (number, comrade) = (PartyApp.NewNumber(), PartyApp.NewNumber());
        await app.Office("51").Enter("51", NewId(), 1, Rosters.Row(await app.NewBranch(), MemberState.Full, comrade));
        string day = app.Day(), batch = NewId();
        TeamMemberRow[] rows = [
            Parts.TeamRow(place, number, since: day), Parts.TeamRow(place, since: day), Parts.TeamRow(place, since: day), Parts.TeamRow(bare, since: day), Parts.TeamRow(place, since: "2019-01-01"), Parts.TeamRow(place, number, since: day),
            Parts.TeamRow(place, body: TeamBody.Party, since: day), Parts.TeamRow(place, comrade, body: TeamBody.Party, since: day), Parts.TeamRow(place, "123", since: day), Parts.TeamRow(place, number, TeamPostKind.Deputy, since: day)];
        var office = app.Office();
        var done = await office.EnterTeams("510104", batch, 1, rows);
        Assert.Equal((BatchKind.TeamMembers, 11L, 3L, 1L, 6L), (done.Kind, done.NextLine, done.EnteredCount, done.KnownCount, done.RefusedCount));
        Assert.Equal([(3L, "kind NO_VACANCY"), (4, "division_code TEAM_NOT_FOUND"), (5, "kind NO_VACANCY"), (6, "known"), (7, "identity_number NOT_A_FULL_MEMBER"), (9, "identity_number NOT_AN_IDENTITY_NUMBER"), (10, "identity_number HOLDS_A_POST")], await Verdicts(batch));
        Assert.Equal(3, (await office.Teams.ListTeamHoldingsAsync(new() { TeamId = residents.Id })).Holdings.Count);
        // The same part again, and the same file as another batch.
        Assert.Equal(done, await office.EnterTeams("510104", batch, 1, rows));
        var again = await office.EnterTeams("510104", NewId(), 1, rows);
        Assert.Equal((0L, 4L, 6L), (again.EnteredCount, again.KnownCount, again.RefusedCount));
        Assert.Equal(3, (await app.Events("HoldingBegan")).Count(e => e.Contains(residents.Id, StringComparison.Ordinal)));
        await Refused(StatusCode.FailedPrecondition, "BATCH_OF_ANOTHER_KIND", () => office.EnterWorkers("510104", batch, 11, Parts.Worker(place)));
        await Refused(StatusCode.OutOfRange, "LINES_MISSING", () => office.EnterTeams("510104", batch, 12, rows));
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => office.EnterTeams("510105", NewId(), 1, rows));

        var lines = await Parts.Lines(office.Rosters.ReadTeamsFile(new() { DivisionCode = place, Purpose = "报送上级名册" }), p => p.Content);
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("社区编码,班子,职务,姓名", lines[0], StringComparison.Ordinal);
        Assert.Equal(2, lines.Count(l => l.StartsWith($"{place},居（村）民委员会,委员,孙小河,", StringComparison.Ordinal)));
        Assert.Equal(1, await app.Query<long>("select count(*) from audit where action like '%ReadTeamsFile' and purpose = '报送上级名册' and area = $1", place));
    }

    [Fact]
    public async Task Workers_are_entered_with_a_grade_and_two_files_at_once_enter_each_once()
    {
        await app.SetScheme("510104");
        var (place, office) = (Boards.NewCommunity(), app.Office());
        var known = await app.NewWorker(place);
        var number = PartyApp.NewNumber();
        WorkerRow[] rows = [Parts.Worker(place, number), Parts.Worker(place, number), Parts.Worker("510105002002"), Parts.Worker(place, post: WorkerPost.Committee), Parts.Worker(place), Parts.Worker("51010401799")];
        var batch = NewId();
        var done = await office.EnterWorkers("510104", batch, 1, rows);
        Assert.Equal((BatchKind.Workers, 2L, 1L, 3L), (done.Kind, done.EnteredCount, done.KnownCount, done.RefusedCount));
        Assert.Equal([(2L, "known"), (3, "division_code DIVISION_NOT_FOUND"), (4, "post NO_GRADE_SCHEME"), (6, "division_code NOT_A_COMMUNITY")], await Verdicts(batch));
        var entered = (await office.Workers.ListWorkersAsync(new() { DivisionCode = place, PageSize = 500 })).Workers.Where(w => w.Id != known.Id).ToList();
        Assert.Equal([known.Grade, known.Grade], entered.Select(w => w.Grade));
        Assert.Equal(2, (await app.Events("WorkerAppointed")).Count(e => entered.Any(w => e.Contains(w.Id, StringComparison.Ordinal))));
        WorkerRow[] many = [.. Enumerable.Range(0, 40).Select(_ => Parts.Worker(place))];
        async Task<long> Send(IEnumerable<WorkerRow> some)
        {
            while (true)
            {
                try { return (await app.Office().EnterWorkers("510104", NewId(), 1, [.. some])).EnteredCount; }
                catch (RpcException e) when (Read(e).Reason == "ETAG_MISMATCH") { }
            }
        }
        Assert.Equal(40, (await Task.WhenAll(Send(many), Send(many.Reverse()), Send(many))).Sum());

        var lines = await Parts.Lines(office.Rosters.ReadWorkersFile(new() { DivisionCode = place, Purpose = "报送上级名册" }), p => p.Content);
        Assert.Equal(1 + 1 + 2 + 40, lines.Length);
        Assert.Contains(lines, l => l.StartsWith($"{place},一般工作人员,周小溪,男,1988,高中（中专）,2020-01-01,2020-01-01,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_began_on_the_roster_day_or_later_goes_the_ordinary_way()
    {
        const string county = "510703";
        var (place, number, day) = (Boards.NewCommunity(county), PartyApp.NewNumber(), app.Day());
        Assert.True(await app.Query<bool>("with added as (insert into roster_days (area, day) select $1, $2::date returning true) select true from added", county, DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        await app.NewHeaded(place, await app.NewQualified(place), TeamBody.Residents);
        await app.Reviewed(await app.NewPerson(place, number), place);
        var (office, batch, members) = (app.Office(county), NewId(), NewId());
        var done = await office.EnterTeams(county, batch, 1, Parts.TeamRow(place, since: day), Parts.TeamRow(place, number, since: day));
        Assert.Equal((1L, 1L), (done.EnteredCount, done.RefusedCount));
        Assert.Equal([(1L, "start_date REVIEW_NOT_PASSED")], await Verdicts(batch));

        var branch = await app.NewBranch(county);
        var late = Rosters.Row(branch, since: day);
        late.JoinedDate = day;
        // Neither is anything left out by another stage, or by a stage that was reached after the roster day; and nobody joined as a minor.
        var minor = Rosters.Row(branch, number: PartyApp.NewNumber("20030101"));
        minor.JoinedDate = "2020-12-31";
        minor.StateDate = "2022-07-01";
        var ofAge = Rosters.Row(branch, number: PartyApp.NewNumber("20030101"));
        (ofAge.JoinedDate, ofAge.StateDate) = ("2021-01-01", "2022-07-01");
        RosterRow[] rows = [late, Rosters.Row(branch), Rosters.Row(branch, MemberState.Probationary, since: day), Rosters.Row(branch, MemberState.Candidate, since: day), Rosters.Row(branch, MemberState.Activist, since: day), Rosters.Row(branch, since: day),
            minor, Rosters.Row(branch, MemberState.Probationary, PartyApp.NewNumber("20080601"), "2025-07-01"), ofAge, Rosters.Row(branch, MemberState.Applicant, since: day), Rosters.Row(branch, MemberState.Probationary, since: "2025-07-01")];
        Assert.Equal(4L, (await office.Enter(county, members, 1, rows)).EnteredCount);
        Assert.Equal([(1L, "joined_date AFTER_THE_ROSTER_DAY"), (3, "state_date AFTER_THE_ROSTER_DAY"), (4, "state_date AFTER_THE_ROSTER_DAY"), (5, "state_date AFTER_THE_ROSTER_DAY"), (6, "state_date AFTER_THE_ROSTER_DAY"),
            (7, "joined_date TOO_YOUNG"), (8, "state_date TOO_YOUNG")], await Verdicts(members));
    }

    [Fact]
    public async Task A_post_has_one_holder_after_the_other_whatever_day_is_said()
    {
        var (place, first) = (Boards.NewCommunity(), DateOnly.ParseExact(app.Day(), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        string Day(int later) => first.AddDays(later).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        // The community's own roster day: what began before it was reviewed elsewhere.
        Assert.True(await app.Query<bool>("with added as (insert into roster_days (area, day) select $1, $2::date returning true) select true from added", place, first.AddDays(10)));
        var (office, batch) = (app.Office(place[..6]), NewId());
        var (team, posts) = await app.NewTeam(place, TeamBody.Residents, deputies: 1, ordinaries: 0);
        var (head, deputy, next) = (await app.NewPerson(place), await app.NewPerson(place), await app.NewPerson(place));
        foreach (var person in new[] { head, deputy, next }) await app.Reviewed(person, place);
        await app.Elect(team, Day(0), (posts[0], head));
        var holding = await office.Teams.FillTeamPostAsync(Boards.ToFill(posts[1], deputy, Day(0)));
        app.Clock.Advance(TimeSpan.FromDays(30));
        await office.Teams.VacateTeamPostAsync(new() { RequestId = NewId(), Id = holding.Id, End = HoldingEnd.Resigned, EndDate = Day(25), Reason = "本人提出辞职" });
        await office.Teams.OpenTeamPostAsync(new() { RequestId = NewId(), TeamId = team.Id, Kind = TeamPostKind.Ordinary });
        // Neither the post that somebody else then held, nor the one that was not there, is filled by a file from before the reviews.
        await office.EnterTeams(place, batch, 1, Parts.TeamRow(place, kind: TeamPostKind.Deputy, since: Day(5)), Parts.TeamRow(place, kind: TeamPostKind.Ordinary, since: Day(5)));
        Assert.Equal([(1L, "start_date TERM_TOO_EARLY"), (2, "start_date TERM_TOO_EARLY")], await Verdicts(batch));
        Assert.Equal(Day(25), (await Refused(StatusCode.FailedPrecondition, "TERM_TOO_EARLY", () => office.Teams.FillTeamPostAsync(Boards.ToFill(posts[1], next, Day(24))))).Facts["earliest_date"]);
        Assert.Equal(Day(25), (await Refused(StatusCode.FailedPrecondition, "TERM_TOO_EARLY", () => office.Teams.ElectTeamAsync(Boards.ToElect(team, Day(20), (posts[0], head), (posts[1], next))))).Facts["earliest_date"]);
        await office.Teams.FillTeamPostAsync(Boards.ToFill(posts[1], next, Day(25)));
        Assert.Equal(0, await app.Query<long>("select count(*) from team_holdings a join team_holdings b on a.post_id = b.post_id and a.id < b.id and a.started_on < coalesce(b.ended_on, 'infinity') and b.started_on < coalesce(a.ended_on, 'infinity') where a.team_id = $1", Guid.Parse(team.Id)));
    }

    [Fact]
    public async Task A_veto_on_record_stands_in_the_way_of_a_file_from_before_the_roster_day()
    {
        var (place, number) = (Boards.NewCommunity(), PartyApp.NewNumber());
        await app.NewHeaded(place, await app.NewQualified(place), TeamBody.Residents);
        var person = await app.NewPerson(place, number);
        await app.Reviewed(person, place, ReviewVerdict.Veto);
        var (office, batch, again) = (app.Office(place[..6]), NewId(), NewId());
        var row = Parts.TeamRow(place, number, since: app.Day());
        await office.EnterTeams(place, batch, 1, row);
        Assert.Equal([(1L, "identity_number REVIEW_NOT_PASSED")], await Verdicts(batch));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Reviewed(person, place);
        Assert.Equal(1L, (await office.EnterTeams(place, again, 1, row)).EnteredCount);
    }

    [Fact]
    public async Task A_veto_counts_also_for_a_post_that_is_said_to_have_begun_before_it()
    {
        const string county = "510105";
        var (place, number, start) = (Boards.NewCommunity(county), PartyApp.NewNumber(), app.Day());
        Assert.True(await app.Query<bool>("with added as (insert into roster_days (area, day) select $1, $2::date returning true) select true from added", county, DateOnly.ParseExact(start, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        var (_, posts, _) = await app.NewHeaded(place, await app.NewQualified(place), TeamBody.Residents);
        var person = await app.NewPerson(place, number);
        await app.Reviewed(person, place);
        app.Clock.Advance(TimeSpan.FromDays(90));
        await app.Reviewed(person, place, ReviewVerdict.Veto);
        app.Clock.Advance(TimeSpan.FromDays(30));
        var (office, batch) = (app.Office(county), NewId());
        await Refused(StatusCode.FailedPrecondition, "REVIEW_NOT_PASSED", () => office.Teams.FillTeamPostAsync(Boards.ToFill(posts[2], person, start)));
        Assert.Equal(1L, (await office.EnterTeams(county, batch, 1, Parts.TeamRow(place, number, since: start))).RefusedCount);
        Assert.Equal([(1L, "start_date REVIEW_NOT_PASSED")], await Verdicts(batch));
        // A pass after the veto: then the one before holds again for its day.
        await app.Reviewed(person, place);
        await office.Teams.FillTeamPostAsync(Boards.ToFill(posts[2], person, start));
    }
}
