using Governance.Party.V1;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Teams;

public sealed class SupervisingCommittees(PartyApp app) : IClassFixture<PartyApp>
{
    [Fact]
    public async Task A_council_has_members_and_a_term_needs_no_joint_review_and_counts_as_no_cadres()
    {
        var place = Boards.NewCommunity();
        var before = await app.Office().Teams.GetTeamFiguresAsync(new() { DivisionCode = place });
        var (council, posts) = await app.NewTeam(place, TeamBody.Council, ordinaries: 40);
        council = await app.Elect(council, app.Day(), (posts[0], await app.NewPerson(place)), (posts[2], await app.NewPerson(place)));
        Assert.Equal((TeamBody.Council, app.Day(), app.Day(years: 5)), (council.Body, council.TermStartDate, council.TermEndDate));
        Assert.Equal(2, (await app.Office().Teams.ListTeamHoldingsAsync(new() { TeamId = council.Id })).Holdings.Count);
        Assert.Equal(before, await app.Office().Teams.GetTeamFiguresAsync(new() { DivisionCode = place }));
        await WrongFields(() => app.Office().Teams.EstablishTeamAsync(new() { DivisionCode = place, Body = TeamBody.Supervision, Ordinaries = 16 }), "ordinaries");
    }

    [Fact]
    public async Task Nobody_supervises_the_committee_they_sit_on()
    {
        var place = Boards.NewCommunity();
        var (director, watcher) = (await app.NewQualified(place), await app.NewQualified(place));
        var (residents, seats, _) = await app.NewHeaded(place, director, TeamBody.Residents);
        var (supervision, posts) = await app.NewTeam(place, TeamBody.Supervision);
        Assert.Equal(director.Id, (await Refused(StatusCode.FailedPrecondition, "SUPERVISES_ITSELF", () => app.Office("51").Teams.ElectTeamAsync(Boards.ToElect(supervision, app.Day(), (posts[0], director))))).Facts["person_id"]);
        await app.Elect(supervision, app.Day(), (posts[0], watcher));
        await Refused(StatusCode.FailedPrecondition, "SUPERVISES_ITSELF", () => app.Office("51").Teams.FillTeamPostAsync(Boards.ToFill(seats[1], watcher, app.Day())));
        // Both at once: one of the two.
        var both = await app.NewQualified(place);
        var told = await Task.WhenAll(Boards.Told(app.Office("51").Teams.FillTeamPostAsync(Boards.ToFill(seats[1], both, app.Day()))), Boards.Told(app.Office("51").Teams.FillTeamPostAsync(Boards.ToFill(posts[1], both, app.Day()))));
        Assert.Equal(["OK", "SUPERVISES_ITSELF"], told.Order(StringComparer.Ordinal));
        Assert.Equal(residents.Id, (await app.Office("51").Teams.GetTeamAsync(new() { Id = residents.Id })).Id);
    }

    [Fact]
    public async Task No_committee_gets_more_posts_than_the_statute_has_however_many_open_some_at_once()
    {
        app.StartReplica();
        var (place, village) = (Boards.NewCommunity(), SmallMap.Rows.Select(r => r.Code).First(c => c.Length == 12 && c.StartsWith("5107", StringComparison.Ordinal) && c[9] == '2'));
        Assert.Equal("5", (await Refused(StatusCode.FailedPrecondition, "NO_SEAT_LEFT", () => app.Office().Teams.EstablishTeamAsync(new() { DivisionCode = place, Body = TeamBody.Supervision, Ordinaries = 5 }))).Facts["most"]);
        var (team, _) = await app.NewTeam(village, TeamBody.Residents);
        Task<string>[] Open(int many) => [.. Enumerable.Range(0, many).Select(i => Boards.Told(app.As("party-office", "51", replica: i % 2).Teams.OpenTeamPostAsync(new() { RequestId = NewId(), TeamId = team.Id, Kind = TeamPostKind.Ordinary })))];
        // Seven in a village: three are left.
        var told = await Task.WhenAll(Open(12));
        Assert.Equal((3, 9), (told.Count(t => t == "OK"), told.Count(t => t == "NO_SEAT_LEFT")));
        var posts = await app.Posts(team);
        Assert.Equal(7, posts.Count);
        await app.Office("51").Teams.CloseTeamPostAsync(new() { RequestId = NewId(), Id = posts[^1].Id });
        Assert.Equal(["NO_SEAT_LEFT", "OK"], (await Task.WhenAll(Open(2))).Order(StringComparer.Ordinal));
        // Whatever the service thinks, the table takes no more.
        var more = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => app.Query<int>("update teams set seats = seats + 1 where id = $1 returning 1", Guid.Parse(team.Id)));
        Assert.Equal("ck_teams_seats", more.ConstraintName);
    }
}
