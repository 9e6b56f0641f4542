using Google.Protobuf;
using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.Tests.Stations;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Teams;

/// <summary>Rows of stations and teams for the area matrix, and requests about them.</summary>
internal static class TeamsScene
{
    public const string State = """
        (select sum(version) || '/' || count(*) from stations), (select sum(version) || '/' || count(*) from posts), (select sum(version) || '/' || count(*) from post_holdings),
        (select sum(version) || '/' || count(*) from teams), (select sum(version) || '/' || count(*) from team_members)
        """;

    public static async Task<IReadOnlyList<string>> SetAsync(VolunteersApp app, Volunteer member, Dictionary<string, Func<IMessage>> requests)
    {
        var (leader, next) = (await app.NewVolunteer(), await app.NewVolunteer());
        var (station, closing) = (await app.NewStation(), await app.NewStation());
        var post = await app.NewPost(station);
        await app.Assign(post, leader);
        var team = await app.NewTeam(leader: leader);
        var joined = await app.Join(team, member);
        await EventuallyAsync("the leader has grown", async () => await app.Query<bool>("select growth = 2 from volunteers where id = $1", Guid.Parse(leader.Id)));
        requests["RegisterStation"] = () => app.ToRegister();
        requests["UpdateStation"] = () => new UpdateStationRequest { Id = station.Id, UpdateMask = new() { Paths = { "address" } } };
        requests["CloseStation"] = () => new CloseStationRequest { Id = closing.Id, Reason = "场地收回" };
        requests["GetStation"] = () => new GetStationRequest { Id = station.Id };
        requests["ListStations"] = () => new ListStationsRequest { PageSize = 500 };
        requests["OpenPost"] = () => new OpenPostRequest { StationId = station.Id, Title = "护老员", Place = PostPlace.CareHome, WeeklyMinutes = 30 };
        requests["AssignPost"] = () => new AssignPostRequest { Id = post.Id, VolunteerId = next.Id };
        requests["VacatePost"] = () => new VacatePostRequest { Id = post.Id };
        requests["ClosePost"] = () => new ClosePostRequest { Id = post.Id };
        requests["ListPosts"] = () => new ListPostsRequest { StationId = station.Id };
        requests["FoundTeam"] = () => Squads.ToFound(leader);
        requests["UpdateTeam"] = () => new UpdateTeamRequest { Id = team.Id, Name = "莲桂志愿服务队" };
        requests["JoinTeam"] = () => new JoinTeamRequest { TeamId = team.Id, VolunteerId = member.Id };
        requests["LeaveTeam"] = () => new LeaveTeamRequest { TeamId = team.Id, VolunteerId = member.Id };
        requests["AppointLeader"] = () => new AppointLeaderRequest { Id = team.Id, VolunteerId = leader.Id };
        requests["DisbandTeam"] = () => new DisbandTeamRequest { Id = team.Id, Reason = "人员不足" };
        requests["GetTeam"] = () => new GetTeamRequest { Id = team.Id };
        requests["ListTeams"] = () => new ListTeamsRequest { PageSize = 500 };
        requests["ListTeamMembers"] = () => new ListTeamMembersRequest { TeamId = team.Id };
        return [station.Id, closing.Id, post.Id, team.Id, joined.Id, leader.Id];
    }
}
