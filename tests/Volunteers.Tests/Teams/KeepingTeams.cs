using Governance.Volunteers.Tests.Activities;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;
using Grpc.Core;

namespace Governance.Volunteers.Tests.Teams;

public sealed class KeepingTeams(VolunteersApp app) : IClassFixture<VolunteersApp>
{
    [Fact]
    public async Task A_team_is_founded_by_its_leader_renamed_and_disbanded()
    {
        var leader = await app.NewVolunteer();
        var request = Squads.ToFound(leader, TeamKind.Emergency);
        var clerk = app.Town();
        var team = await clerk.Teams.FoundTeamAsync(request);
        Assert.Equal(team, await clerk.Teams.FoundTeamAsync(request));
        Assert.Equal((TeamState.Active, TeamKind.Emergency, leader.Id, "李**", 1), (team.State, team.Kind, team.LeaderId, team.LeaderNameMasked, team.MemberCount));
        var member = Assert.Single(await app.Members(team));
        Assert.Equal((leader.Id, "李**", true), (member.VolunteerId, member.NameMasked, member.Leads));
        var renamed = await clerk.Teams.UpdateTeamAsync(new() { RequestId = NewId(), Id = team.Id, Name = "莲桂应急队", Etag = team.Etag });
        Assert.Equal("莲桂应急队", renamed.Name);
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => clerk.Teams.UpdateTeamAsync(new() { Id = team.Id, Name = "莲桂应急队", Etag = team.Etag }));
        await Refused(StatusCode.Aborted, "ETAG_MISMATCH", () => clerk.Teams.DisbandTeamAsync(new() { Id = team.Id, Reason = "人员不足", Etag = team.Etag }));
        var gone = await clerk.Teams.DisbandTeamAsync(new() { RequestId = NewId(), Id = team.Id, Reason = "人员不足", Etag = renamed.Etag });
        Assert.Equal((TeamState.Disbanded, 0), (gone.State, gone.MemberCount));
        Assert.Empty(await app.Members(team));
        await Refused(StatusCode.FailedPrecondition, "TEAM_DISBANDED", () => app.Join(team, leader));
        await Refused(StatusCode.FailedPrecondition, "TEAM_DISBANDED", () => clerk.Teams.UpdateTeamAsync(new() { Id = team.Id, Name = "莲桂" }));
        await Refused(StatusCode.FailedPrecondition, "TEAM_DISBANDED", () => clerk.Teams.DisbandTeamAsync(new() { Id = team.Id, Reason = "人员不足" }));
        var plan = app.Activity();
        plan.TeamId = team.Id;
        await Refused(StatusCode.FailedPrecondition, "TEAM_DISBANDED", () => clerk.Activities.PublishActivityAsync(plan));
        foreach (var type in new[] { "TeamFounded", "TeamLeaderAppointed", "TeamMemberJoined", "TeamMemberParted", "TeamDisbanded" }) Assert.Single(await app.Events(type), e => e.Contains(team.Id, StringComparison.Ordinal));
        Assert.Equal(TeamState.Disbanded, (await clerk.Teams.GetTeamAsync(new() { Id = team.Id })).State);
        Assert.DoesNotContain((await clerk.Teams.ListTeamsAsync(new() { PageSize = 500 })).Teams, t => t.Id == team.Id);
        Assert.Contains((await clerk.Teams.ListTeamsAsync(new() { PageSize = 500, ShowDisbanded = true })).Teams, t => t.Id == team.Id);
    }

    [Fact]
    public async Task Veterans_and_party_members_are_among_themselves()
    {
        var civilian = await app.NewCivilian();
        var volunteer = await app.NewVolunteer();
        foreach (var (kind, reason) in new[] { (TeamKind.Veterans, "NOT_A_VETERAN"), (TeamKind.PartyMembers, "NOT_A_PARTY_MEMBER") })
        {
            await Refused(StatusCode.FailedPrecondition, reason, () => app.Town().Teams.FoundTeamAsync(Squads.ToFound(civilian, kind)));
            var team = await app.NewTeam(kind);
            await Refused(StatusCode.FailedPrecondition, reason, () => app.Join(team, civilian));
            await app.Join(team, volunteer);
        }
        await app.Join(await app.NewTeam(TeamKind.Youth), civilian);
    }

    [Fact]
    public async Task Twenty_times_at_once_a_volunteer_belongs_to_a_team_once()
    {
        var (team, volunteer) = (await app.NewTeam(), await app.NewVolunteer());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try { await app.Join(team, volunteer); return "joined"; }
            catch (RpcException e) { return Read(e).Reason; }
        }));
        Assert.Single(outcomes, o => o == "joined");
        Assert.All(outcomes, o => Assert.Contains(o, new[] { "joined", "TEAM_JOINED_ALREADY" }));
        Assert.Equal(1, await app.Query<long>("select count(*) from team_members where team_id = $1 and volunteer_id = $2 and left_at is null", Guid.Parse(team.Id), Guid.Parse(volunteer.Id)));
    }

    [Fact]
    public async Task A_resident_joins_and_leaves_and_may_come_again()
    {
        var me = app.As("resident", SmallMap.Community, subject: "joiner");
        var mine = await me.Registrations.RegisterVolunteerAsync(People.ToRegister());
        var (here, county, elsewhere) = (await app.NewTeam(), await app.NewTeam(division: "510104"), await app.NewTeam(division: SmallMap.NextCounty));
        var request = new JoinTeamRequest { RequestId = NewId(), TeamId = here.Id };
        var member = await me.Teams.JoinTeamAsync(request);
        Assert.Equal(member, await me.Teams.JoinTeamAsync(request));
        Assert.Equal((mine.Id, here.Name, false), (member.VolunteerId, member.TeamName, member.Leads));
        await me.Teams.JoinTeamAsync(new() { RequestId = NewId(), TeamId = county.Id });
        await Refused(StatusCode.NotFound, "TEAM_NOT_FOUND", () => me.Teams.JoinTeamAsync(new() { RequestId = NewId(), TeamId = elsewhere.Id }));
        var other = await app.NewVolunteer();
        await Refused(StatusCode.NotFound, "VOLUNTEER_NOT_FOUND", () => me.Teams.JoinTeamAsync(new() { RequestId = NewId(), TeamId = here.Id, VolunteerId = other.Id }));
        Assert.Equal(new[] { here.Id, county.Id }.Order(), (await me.Teams.ListTeamMembersAsync(new())).Members.Select(m => m.TeamId).Order());
        Assert.Equal([mine.Id], (await me.Teams.ListTeamMembersAsync(new() { TeamId = here.Id })).Members.Select(m => m.VolunteerId));      // not the others
        Assert.NotNull((await me.Teams.LeaveTeamAsync(new() { RequestId = NewId(), TeamId = here.Id })).LeaveTime);
        await Refused(StatusCode.FailedPrecondition, "NOT_A_TEAM_MEMBER", () => me.Teams.LeaveTeamAsync(new() { RequestId = NewId(), TeamId = here.Id }));
        await me.Teams.JoinTeamAsync(new() { RequestId = NewId(), TeamId = here.Id });
        Assert.Equal(2, (await me.Teams.GetTeamAsync(new() { Id = here.Id })).MemberCount);
        Assert.Equal("", (await me.Teams.GetTeamAsync(new() { Id = here.Id })).LeaderId);
    }

    [Fact]
    public async Task The_leader_is_a_member_and_stays_until_another_is_appointed()
    {
        var (first, second, stranger) = (await app.NewVolunteer(), await app.NewVolunteer(), await app.NewVolunteer());
        var team = await app.NewTeam(leader: first);
        Task<Team> Appoint(Volunteer who) => app.Town().Teams.AppointLeaderAsync(new() { RequestId = NewId(), Id = team.Id, VolunteerId = who.Id }).ResponseAsync;
        Task Leave(Volunteer who) => app.Town().Teams.LeaveTeamAsync(new() { RequestId = NewId(), TeamId = team.Id, VolunteerId = who.Id }).ResponseAsync;
        await Refused(StatusCode.FailedPrecondition, "NOT_A_TEAM_MEMBER", () => Appoint(stranger));
        await Refused(StatusCode.FailedPrecondition, "LEADS_ALREADY", () => Appoint(first));
        await Refused(StatusCode.FailedPrecondition, "LEADER_STAYS", () => Leave(first));
        await app.Join(team, second);
        Assert.Equal((second.Id, 2), ((await Appoint(second)).LeaderId, (await app.Members(team)).Count));
        await Leave(first);
        Assert.Equal((second.Id, true), Assert.Single((await app.Members(team)).Select(m => (m.VolunteerId, m.Leads))));

        // Whoever is being appointed does not leave in the same moment.
        for (var i = 0; i < 5; i++)
        {
            var next = await app.NewVolunteer();
            await app.Join(team, next);
            var outcomes = await Task.WhenAll(Told(() => Appoint(next)), Told(() => Leave(next)));
            Assert.Contains((outcomes[0], outcomes[1]), new[] { ("OK", "LEADER_STAYS"), ("NOT_A_TEAM_MEMBER", "OK") });
        }
        await app.Town().Registrations.SuspendVolunteerAsync(new() { Id = stranger.Id, Reason = "核查" });
        await Refused(StatusCode.FailedPrecondition, "VOLUNTEER_NOT_ACTIVE", () => app.Join(team, stranger));
    }

    [Fact]
    public async Task Nobody_joins_what_is_disbanded_while_they_join()
    {
        var team = await app.NewTeam();
        var people = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.NewVolunteer()));
        var joining = people.Select(p => Told(() => app.Join(team, p))).ToList();
        await app.Town().Teams.DisbandTeamAsync(new() { RequestId = NewId(), Id = team.Id, Reason = "人员不足" });
        Assert.All(await Task.WhenAll(joining), o => Assert.Contains(o, new[] { "OK", "TEAM_DISBANDED" }));
        Assert.Equal(0, await app.Query<long>("select count(*) from team_members where team_id = $1 and left_at is null", Guid.Parse(team.Id)));
    }

    [Fact]
    public async Task Each_sees_the_teams_of_the_divisions_above_and_below_and_outside_is_not_found()
    {
        var (county, community, other) = (await app.NewTeam(TeamKind.Medical, "510104"), await app.NewTeam(TeamKind.Medical), await app.NewTeam(TeamKind.Medical, SmallMap.NextCounty));
        var mine = new[] { county.Id, community.Id, other.Id };
        async Task Sees(VolunteersCaller caller, params Team[] expected) =>
            Assert.Equal(expected.Select(t => t.Id).Order(), (await caller.Teams.ListTeamsAsync(new() { PageSize = 500, Kind = TeamKind.Medical })).Teams.Select(t => t.Id).Where(mine.Contains).Order());
        await Sees(app.As("resident", SmallMap.Community), county, community);
        await Sees(app.As("resident", SmallMap.OtherTown), county);
        await Sees(app.AsPartner("volunteers.read", "5101"), county, community, other);
        await Sees(app.County("510105"), other);
        await Sees(app.As("auditor", ""));
        Assert.Empty((await app.Town().Teams.ListTeamsAsync(new() { DivisionCode = "510105" })).Teams);
        var outside = app.County("510105");
        await Refused(StatusCode.NotFound, "TEAM_NOT_FOUND", () => outside.Teams.GetTeamAsync(new() { Id = community.Id }));
        await Refused(StatusCode.NotFound, "TEAM_NOT_FOUND", () => outside.Teams.UpdateTeamAsync(new() { Id = community.Id, Name = "不在辖区" }));
        await Refused(StatusCode.NotFound, "TEAM_NOT_FOUND", () => outside.Teams.DisbandTeamAsync(new() { Id = community.Id, Reason = "不在辖区" }));
        Assert.Empty((await outside.Teams.ListTeamMembersAsync(new() { TeamId = community.Id })).Members);
        // A town sees the county's team and does not manage it.
        await Refused(StatusCode.NotFound, "TEAM_NOT_FOUND", () => app.Town().Teams.UpdateTeamAsync(new() { Id = county.Id, Name = "区里的队" }));
        var volunteer = await app.NewVolunteer();
        await Refused(StatusCode.PermissionDenied, "AREA_NOT_YOURS", () => app.Town().Teams.JoinTeamAsync(new() { TeamId = county.Id, VolunteerId = volunteer.Id }));
        await WrongFields(() => app.Town().Teams.FoundTeamAsync(new()), "division_code", "name", "kind", "leader_id");
        await WrongFields(() => app.Town().Teams.JoinTeamAsync(new()), "team_id", "volunteer_id");
        await WrongFields(() => app.Town().Teams.DisbandTeamAsync(new()), "id", "reason");
        await WrongFields(() => app.Town().Teams.ListTeamMembersAsync(new() { TeamId = "x", VolunteerId = "x", PageToken = "x" }), "team_id", "volunteer_id", "page_token");
        await WrongFields(() => app.Town().Teams.AppointLeaderAsync(new()), "id", "volunteer_id");
    }

    private static async Task<string> Told(Func<Task> call)
    {
        try { await call(); return "OK"; }
        catch (RpcException e) { return Read(e).Reason; }
    }
}
