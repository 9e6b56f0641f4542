using Governance.Events.Grid.V1;
using Governance.Events.SocialOrgs.V1;
using Governance.Volunteers.Tests.Activities;
using Governance.Volunteers.Tests.Points;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.Tests.Stations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Teams;

[Collection(WithBroker.Name)]
public sealed class FollowingByEvent(VolunteersAppWithBroker app)
{
    [Fact]
    public async Task Who_leads_a_team_grows_once()
    {
        var leader = await app.NewVolunteer();
        var team = await app.NewTeam(leader: leader);
        await Grown(leader);
        await app.NewTeam(leader: leader);
        var second = await app.NewVolunteer();
        await app.Join(team, second);
        await app.County().Teams.AppointLeaderAsync(new() { RequestId = NewId(), Id = team.Id, VolunteerId = second.Id });
        await Grown(second);
        var steps = (await app.Town().Registrations.ListGrowthStepsAsync(new() { Id = leader.Id })).Steps;
        Assert.Equal([GrowthLevel.Volunteer, GrowthLevel.TeamLeader], steps.Select(s => s.Level));
        Assert.Contains(team.Name, steps[1].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_team_is_filed_with_the_organisation_that_was_registered_for_it_though_it_is_told_twice()
    {
        var team = await app.NewTeam();
        var registered = new OrganizationRegistered(Guid.Parse(NewId()), "510104", Guid.Parse(team.Id), app.Clock.GetUtcNow());
        var id = Guid.Parse(NewId());
        await app.PublishAsync(registered with { TeamId = Guid.Parse(NewId()) });
        await app.PublishAsync(registered with { TeamId = null });
        await app.PublishAsync(registered, id);
        await app.PublishAsync(registered, id);
        var filed = await EventuallyAsync("it is filed", async () => await app.Town().Teams.GetTeamAsync(new() { Id = team.Id }), t => t.OrganizationId.Length > 0);
        Assert.Equal((registered.OrganizationId.ToString(), registered.At), (filed.OrganizationId, filed.FileTime.ToDateTimeOffset()));
        Assert.Equal(2, await app.Query<int>("select version from teams where id = $1", Guid.Parse(team.Id)));
    }

    [Fact]
    public async Task A_team_stays_with_its_organisation_unless_the_office_says_later_that_it_is_anothers()
    {
        var (team, now) = (await app.NewTeam(), app.Clock.GetUtcNow());
        OrganizationRegistered Registered(int minutes, bool? confirmed) => new(Guid.Parse(NewId()), "510104", Guid.Parse(team.Id), now.AddMinutes(minutes), "Filed", confirmed);
        var (first, taker, earlier, next) = (Registered(0, null), Registered(1, null), Registered(-1, true), Registered(2, true));
        async Task<string> After(OrganizationRegistered registered)
        {
            var id = Guid.Parse(NewId());
            await app.PublishAsync(registered, id);
            await EventuallyAsync("it is consumed", async () => await app.Query<long>("select count(*) from inbox where event_id = $1", id) > 0);
            return (await app.Town().Teams.GetTeamAsync(new() { Id = team.Id })).OrganizationId;
        }
        Assert.Equal(first.OrganizationId.ToString(), await After(first));
        foreach (var registered in new[] { taker, earlier }) Assert.Equal(first.OrganizationId.ToString(), await After(registered));
        Assert.Equal(next.OrganizationId.ToString(), await After(next));
        // What is told late takes nothing back.
        Assert.Equal(next.OrganizationId.ToString(), await After(first));
    }

    private async Task Consumed<T>(T told) where T : class
    {
        var id = Guid.Parse(NewId());
        await app.PublishAsync(told, id);
        await EventuallyAsync("it is consumed", async () => await app.Query<long>("select count(*) from inbox where event_id = $1", id) > 0);
    }

    [Fact]
    public async Task A_team_is_its_organisations_no_more_when_the_office_gives_it_another_or_none()
    {
        var (team, next, organization, now) = (await app.NewTeam(), await app.NewTeam(), Guid.Parse(NewId()), app.Clock.GetUtcNow());
        async Task<(string First, string Second)> Filed() => ((await app.Town().Teams.GetTeamAsync(new() { Id = team.Id })).OrganizationId, (await app.Town().Teams.GetTeamAsync(new() { Id = next.Id })).OrganizationId);
        OrganizationRegistered Told(Team? of, Team? former, int minutes, Guid? by = null) =>
            new(by ?? organization, "510104", of is null ? null : Guid.Parse(of.Id), now.AddMinutes(minutes), "Filed", of is null ? null : true, former is null ? null : Guid.Parse(former.Id));
        await Consumed(Told(team, null, 0));
        Assert.Equal((organization.ToString(), ""), await Filed());
        // Another one's news takes nothing away.
        await Consumed(Told(null, team, 1, by: Guid.Parse(NewId())));
        Assert.Equal((organization.ToString(), ""), await Filed());
        await Consumed(Told(next, team, 2));
        Assert.Equal(("", organization.ToString()), await Filed());
        // Told again, it brings nothing back.
        await Consumed(Told(team, null, 0));
        await Consumed(Told(null, next, 3));
        Assert.Equal(("", ""), await Filed());
        Assert.Null((await app.Town().Teams.GetTeamAsync(new() { Id = team.Id })).FileTime);
        var other = Guid.Parse(NewId());
        await Consumed(Told(team, null, 4, by: other));
        Assert.Equal((other.ToString(), ""), await Filed());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_team_is_its_organisations_no_more_when_that_has_ended_whichever_is_told_first(bool exits)
    {
        var (team, first, late, next, now) = (await app.NewTeam(), Guid.Parse(NewId()), Guid.Parse(NewId()), Guid.Parse(NewId()), app.Clock.GetUtcNow());
        async Task<string> Filed() => (await app.Town().Teams.GetTeamAsync(new() { Id = team.Id })).OrganizationId;
        OrganizationRegistered Registered(Guid id, int minutes) => new(id, "510104", Guid.Parse(team.Id), now.AddMinutes(minutes), "Filed", true);
        Task End(Guid id, int minutes) => exits ? Consumed(new OrganizationExited(id, "510104", "Interest", now.AddMinutes(minutes))) : Consumed(new OrganizationDeregistered(id, "510104", now.AddMinutes(minutes)));
        await Consumed(Registered(first, 0));
        Assert.Equal(first.ToString(), await Filed());
        for (var i = 0; i < 2; i++) await End(first, 1);
        Assert.Equal("", await Filed());
        await Consumed(Registered(first, 0));
        await End(late, 3);
        await Consumed(Registered(late, 2));
        Assert.Equal("", await Filed());
        await Consumed(Registered(next, 4));
        Assert.Equal(next.ToString(), await Filed());
    }

    [Fact]
    public async Task Who_leaves_or_is_hidden_holds_no_post_and_belongs_to_no_team()
    {
        var (leader, member) = (await app.NewVolunteer(), await app.NewVolunteer());
        var team = await app.NewTeam(leader: leader);
        await app.Join(team, member);
        var post = await app.NewPost(await app.NewStation());
        await app.Assign(post, leader);
        await app.Town().Registrations.LeaveVolunteerAsync(new() { RequestId = NewId(), Id = leader.Id });
        var left = await EventuallyAsync("the team has no leader", async () => await app.Town().Teams.GetTeamAsync(new() { Id = team.Id }), t => t.LeaderId.Length == 0);
        Assert.Equal(("", 1), (left.LeaderNameMasked, left.MemberCount));
        Assert.False(Assert.Single((await app.Town().Stations.ListPostsAsync(new() { StationId = post.StationId })).Posts).Held);
        Assert.Equal(member.Id, (await app.Town().Teams.AppointLeaderAsync(new() { RequestId = NewId(), Id = team.Id, VolunteerId = member.Id })).LeaderId);

        var child = People.ToRegister(VolunteersApp.NewNumber(app.Clock.GetUtcNow().AddYears(-13).ToString("yyyyMMdd", null)));
        child.GuardianConsent = new GuardianConsent { GuardianName = "李大明", GuardianPhone = "13800000000", Relation = "父亲", ToVolunteering = true, ToChildData = true };
        var minor = await app.Town().Registrations.RegisterVolunteerAsync(child);
        await app.Join(team, minor);
        await app.Town().Registrations.WithdrawConsentAsync(new() { RequestId = NewId(), Id = minor.Id, Reason = "监护人撤回" });
        Assert.DoesNotContain(await app.Members(team), m => m.VolunteerId == minor.Id);
        await EventuallyAsync("it is no member", async () => (await app.Town().Teams.GetTeamAsync(new() { Id = team.Id })).MemberCount, n => n == 1);
    }

    [Fact]
    public async Task What_is_served_for_a_team_is_counted_for_it()
    {
        var team = await app.NewTeam();
        var plan = app.Activity(startsIn: 1000);
        plan.TeamId = team.Id;
        var activity = await app.Town().Activities.PublishActivityAsync(plan);
        Assert.Equal(team.Id, activity.TeamId);
        Assert.Equal([activity.Id], (await app.Town().Activities.ListActivitiesAsync(new() { TeamId = team.Id })).Activities.Select(a => a.Id));
        Assert.Contains(await app.Events("ActivityPublished"), e => e.Contains(activity.Id, StringComparison.Ordinal) && e.Contains(team.Id, StringComparison.Ordinal));
        var elsewhere = app.Activity(place: SmallMap.NextCounty);
        elsewhere.TeamId = team.Id;
        await Refused(StatusCode.NotFound, "TEAM_NOT_FOUND", () => app.County("510105").Activities.PublishActivityAsync(elsewhere));

        var volunteer = await app.NewVolunteer();
        var place = await app.Town().Activities.SignUpForShiftAsync(new() { RequestId = NewId(), ShiftId = activity.Shifts[0].Id, VolunteerId = volunteer.Id });
        app.Clock.Advance(TimeSpan.FromHours(1000));
        await app.Town().Activities.CheckInAsync(new() { RequestId = NewId(), Id = place.Id, Point = activity.Point });
        app.Clock.Advance(TimeSpan.FromHours(1.5));
        var served = await app.Town().Activities.CheckOutAsync(new() { RequestId = NewId(), Id = place.Id, Point = activity.Point });
        await app.Town().Records.EnterRecordAsync(new() { RequestId = NewId(), VolunteerId = volunteer.Id, DivisionCode = SmallMap.Community, Kind = "general", StartTime = app.In(-4), EndTime = app.In(-3) });
        var (from, to) = (app.Today(-2), app.Today());
        async Task<ServiceFigures> Figures(string teamId) => (await app.Town().Records.GetServiceFiguresAsync(new() { DivisionCode = Schemes.Town, FromDate = from, ToDate = to, TeamId = teamId })).Total;
        var figures = await Figures(team.Id);
        Assert.Equal((90, 1, 1), (figures.Minutes, figures.RecordCount, figures.VolunteerCount));
        Assert.Equal(150, (await Figures("")).Minutes);
        Assert.Equal(0, (await Figures(NewId())).Minutes);

        // A correction stays the team's.
        var corrected = await app.Town().Records.CorrectRecordAsync(new() { RequestId = NewId(), Id = served.RecordId, Reason = "提前离开", StartTime = app.In(-1.5), EndTime = app.In(-1) });
        Assert.Equal((team.Id, team.Id), (corrected.Reversal.TeamId, corrected.Record.TeamId));
        Assert.Equal(30, (await Figures(team.Id)).Minutes);
        await WrongFields(() => app.Town().Records.GetServiceFiguresAsync(new() { DivisionCode = Schemes.Town, FromDate = from, ToDate = to, TeamId = "x" }), "team_id");
        await WrongFields(() => app.Town().Activities.ListActivitiesAsync(new() { TeamId = "x" }), "team_id");
    }

    [Fact]
    public async Task Communities_that_merge_take_their_stations_and_teams_with_them()
    {
        const string former = "510104018003", successor = SmallMap.OtherTown;
        var (volunteer, station) = (await app.NewVolunteer(former), await app.NewStation(former));
        var post = await app.NewPost(station);
        await app.Assign(post, volunteer);
        var team = await app.NewTeam(division: former, leader: volunteer);
        await app.PublishAsync(new CommunitiesReorganized(Guid.Parse(NewId()), "510104", [former], [successor], app.Clock.GetUtcNow()));
        await EventuallyAsync("they have moved", async () => await app.Query<string>("""
            select concat_ws(' ', s.area, p.area, h.area, t.area, m.area) from stations s join posts p on p.station_id = s.id join post_holdings h on h.post_id = p.id, teams t join team_members m on m.team_id = t.id where s.id = $1 and t.id = $2
            """, Guid.Parse(station.Id), Guid.Parse(team.Id)), areas => areas == $"{successor} {successor} {successor} {successor} {successor}");
        Assert.Equal(successor, (await app.County().Stations.GetStationAsync(new() { Id = station.Id })).DivisionCode);
    }

    private Task Grown(Volunteer volunteer) => EventuallyAsync("the volunteer grows", async () => (await app.Town().Registrations.GetVolunteerAsync(new() { Id = volunteer.Id })).GrowthLevel, level => level == GrowthLevel.TeamLeader);
}
