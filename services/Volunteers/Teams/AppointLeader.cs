using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Teams;

internal sealed class AppointLeader(VolunteersDb db, TeamDesk desk)
{
    public async Task<Wire.Team> Handle(Wire.AppointLeaderRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Id("volunteer_id", request.VolunteerId, out var volunteerId).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var team = await desk.HoldAsync(request.Id, id, request.Etag, cancel);
        await desk.StayAsync(volunteerId, cancel);
        // A member may be at home outside the caller's areas; the team is not.
        var leader = await desk.People.FirstOrDefaultAsync(v => v.Id == volunteerId && db.TeamMembers.Any(m => m.TeamId == id && m.VolunteerId == v.Id && m.LeftAt == null), cancel) ?? throw TeamRefusals.NoMember();
        leader.MustBeActive();
        team.Appoint(volunteerId, desk.Now);
        var reply = await desk.SaveAsync(team, leader.Person.Name, await desk.CountAsync(id, cancel), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
