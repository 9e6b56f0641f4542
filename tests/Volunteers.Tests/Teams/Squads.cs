using Governance.Volunteers.Tests.Registrations;
using Governance.Volunteers.V1;

namespace Governance.Volunteers.Tests.Teams;

internal static class Squads
{
    public static FoundTeamRequest ToFound(Volunteer leader, TeamKind kind = TeamKind.General, string division = SmallMap.Community) => new()
    {
        RequestId = NewId(), DivisionCode = division, Name = "莲桂志愿服务队", Kind = kind, LeaderId = leader.Id,
    };

    public static async Task<Team> NewTeam(this VolunteersApp app, TeamKind kind = TeamKind.General, string division = SmallMap.Community, Volunteer? leader = null) =>
        await app.As("county-centre", division[..Math.Min(6, division.Length)]).Teams.FoundTeamAsync(ToFound(leader ?? await app.NewVolunteer(division.Length == 12 ? division : SmallMap.Community), kind, division));

    public static async Task<TeamMember> Join(this VolunteersApp app, Team team, Volunteer volunteer) => await app.County().Teams.JoinTeamAsync(new() { RequestId = NewId(), TeamId = team.Id, VolunteerId = volunteer.Id });

    /// <summary>Neither a veteran nor in the party.</summary>
    public static async Task<Volunteer> NewCivilian(this VolunteersApp app)
    {
        var request = People.ToRegister();
        (request.Veteran, request.PoliticalStatus) = (false, PoliticalStatus.YouthLeague);
        return await app.Town().Registrations.RegisterVolunteerAsync(request);
    }

    public static async Task<List<TeamMember>> Members(this VolunteersApp app, Team team) => [.. (await app.County().Teams.ListTeamMembersAsync(new() { TeamId = team.Id })).Members];
}
