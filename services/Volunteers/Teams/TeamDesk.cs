using Google.Protobuf.WellKnownTypes;
using Governance.Access;
using Governance.Map;
using Governance.Rpc;
using Governance.Volunteers.Divisions;
using Governance.Volunteers.Registrations;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Teams;

/// <summary>
/// What the slices about teams share: which ones the caller sees, and who waits for whom. Who joins or leaves takes the team's row in common, who disbands it or appoints a leader takes
/// it alone: nobody joins what is being disbanded, and nobody leaves who is being made the leader.
/// </summary>
internal sealed class TeamDesk(VolunteersDb db, Caller caller, Grants grants, DivisionMap map, VolunteerWire people, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public IQueryable<Team> Seen => db.Everywhere<Team>("a team is of the people of the divisions below").InSightOf(caller).AsNoTracking();

    /// <summary>The team, which nobody disbands before the transaction ends, and the volunteer, who does not leave the registry.</summary>
    public async Task<Team?> ShareAsync(Guid teamId, Guid volunteerId, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from teams where id = {teamId} for share", cancel);
        await StayAsync(volunteerId, cancel);
        return await Seen.FirstOrDefaultAsync(t => t.Id == teamId, cancel);
    }

    /// <summary>The volunteer does not leave the registry before the transaction ends: what follows from leaving then finds what is written here.</summary>
    public Task StayAsync(Guid volunteerId, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"select from volunteers where id = {volunteerId} for share", cancel);

    /// <summary>The team, which nobody joins or leaves before the transaction ends, if the caller manages it.</summary>
    public async Task<Team> HoldAsync(string id, Guid teamId, string etag, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"select from teams where id = {teamId} for no key update", cancel);
        var team = await db.Teams.FirstOrDefaultAsync(t => t.Id == teamId, cancel) ?? throw TeamRefusals.NotFound(id);
        Etag.Match(etag, team.Version);
        return team;
    }

    /// <summary>The volunteer; residents may leave the id empty and mean themselves.</summary>
    public async Task<Volunteer> VolunteerAsync(string id, Check check, CancellationToken cancel)
    {
        var key = Guid.Empty;
        if (id.Length > 0 || caller.Reach != Reach.Own) check.Id("volunteer_id", id, out key);
        check.OrThrow();
        return await db.Volunteers.AsNoTracking().FirstOrDefaultAsync(v => key == Guid.Empty || v.Id == key, cancel) ?? throw VolunteerRefusals.NotFound(id);
    }

    /// <summary>Teams as the caller sees them, with their leaders' masked names and how many belong to them.</summary>
    public async Task<List<Wire.Team>> OfAsync(IReadOnlyList<Team> teams, CancellationToken cancel)
    {
        var (ids, leaders) = (teams.Select(t => t.Id).ToList(), teams.Select(t => t.LeaderId).OfType<Guid>().ToList());
        var counts = await db.Everywhere<TeamMember>("only counted, of teams that the caller sees").Where(m => ids.Contains(m.TeamId) && m.LeftAt == null)
            .GroupBy(m => m.TeamId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var names = await People.Where(v => leaders.Contains(v.Id)).Select(v => new { v.Id, v.Person.Name }).ToDictionaryAsync(v => v.Id, v => v.Name, cancel);
        var wires = new List<Wire.Team>();
        foreach (var team in teams)
        {
            var name = team.LeaderId is { } leader ? names.GetValueOrDefault(leader) : null;
            wires.Add(Of(team, await map.NameAsync(team.Area, cancel), name, counts.GetValueOrDefault(team.Id)));
        }
        return wires;
    }

    /// <summary>The team after a change, and its wire form once the version is known.</summary>
    public async Task<Wire.Team> SaveAsync(Team team, byte[]? leaderName, int memberCount, CancellationToken cancel)
    {
        var division = await map.NameAsync(team.Area, cancel);
        return await db.SaveAsync(() => Of(team, division, leaderName, memberCount), cancel);
    }

    public Task<int> CountAsync(Guid teamId, CancellationToken cancel) => db.TeamMembers.CountAsync(m => m.TeamId == teamId && m.LeftAt == null, cancel);

    public async Task<byte[]?> LeaderNameAsync(Team team, CancellationToken cancel) => await People.Where(v => v.Id == team.LeaderId).Select(v => v.Person.Name).FirstOrDefaultAsync(cancel);

    /// <summary>Volunteers wherever they are at home.</summary>
    public IQueryable<Volunteer> People => db.Everywhere<Volunteer>("of a team that the caller sees; only a masked name is shown").AsNoTracking().Where(v => !v.Hidden);

    public Wire.TeamMember Of(TeamMember member, Team team, byte[] sealedName) => new()
    {
        Id = member.Id.ToString(), TeamId = team.Id.ToString(), TeamName = team.Name, VolunteerId = member.VolunteerId.ToString(), NameMasked = Mask.Name(people.OpenName(sealedName)),
        Leads = member.LeftAt is null && team.LeaderId == member.VolunteerId, JoinTime = member.JoinedAt.ToTimestamp(), LeaveTime = member.LeftAt?.ToTimestamp(),
    };

    private Wire.Team Of(Team team, string division, byte[]? leaderName, int memberCount)
    {
        var manages = grants.Of("volunteers.teams.manage", caller.Roles) == Reach.Area && caller.Covers(team.Area);
        return new Wire.Team
        {
            Id = team.Id.ToString(), DivisionCode = team.Area, DivisionName = division, Name = team.Name, Kind = (Wire.TeamKind)team.Kind, State = (Wire.TeamState)team.State,
            LeaderNameMasked = leaderName is null ? "" : Mask.Name(people.OpenName(leaderName)), LeaderId = manages && leaderName is not null ? team.LeaderId.ToString() : "", MemberCount = memberCount,
            OrganizationId = team.OrganizationId?.ToString() ?? "", FileTime = team.FiledAt?.ToTimestamp(), FoundTime = team.FoundedAt.ToTimestamp(), DisbandTime = team.DisbandedAt?.ToTimestamp(),
            Etag = Etag.Of(team.Version),
        };
    }
}
