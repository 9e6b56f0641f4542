using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Teams;

internal sealed class LeaveTeam(VolunteersDb db, TeamDesk desk)
{
    public async Task<Wire.TeamMember> Handle(Wire.LeaveTeamRequest request, CancellationToken cancel)
    {
        var volunteer = await desk.VolunteerAsync(request.VolunteerId, new Check().Id("team_id", request.TeamId, out var teamId), cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await desk.ShareAsync(teamId, volunteer.Id, cancel);
        var member = await db.TeamMembers.FirstOrDefaultAsync(m => m.TeamId == teamId && m.VolunteerId == volunteer.Id && m.LeftAt == null, cancel) ?? throw TeamRefusals.NoMember();
        // Wherever it is: whoever has moved away leaves too.
        var team = await db.Everywhere<Team>("of a member that the caller sees").AsNoTracking().FirstAsync(t => t.Id == teamId, cancel);
        if (team.LeaderId == volunteer.Id) throw TeamRefusals.LeaderStays();
        member.Leave(desk.Now);
        var reply = await db.SaveAsync(() => desk.Of(member, team, volunteer.Person.Name), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
