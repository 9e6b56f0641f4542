using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Teams;

internal sealed class JoinTeam(VolunteersDb db, TeamDesk desk)
{
    public async Task<Wire.TeamMember> Handle(Wire.JoinTeamRequest request, CancellationToken cancel)
    {
        var volunteerId = (await desk.VolunteerAsync(request.VolunteerId, new Check().Id("team_id", request.TeamId, out var teamId), cancel)).Id;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var team = await desk.ShareAsync(teamId, volunteerId, cancel) ?? throw TeamRefusals.NotFound(request.TeamId);
            // Read under the lock: active now, and a veteran now.
            var volunteer = await desk.VolunteerAsync(volunteerId.ToString(), new Check(), cancel);
            var member = TeamMember.Of(team, volunteer, desk.Now);
            db.Add(member);
            var reply = await db.SaveAsync(() => desk.Of(member, team, volunteer.Person.Name), cancel);
            await transaction.CommitAsync(cancel);
            return reply;
        }
        catch (ConstraintBroken e) when (e.Constraint == TeamMemberTable.OnceATeam)
        {
            throw TeamRefusals.JoinedAlready();
        }
    }
}
