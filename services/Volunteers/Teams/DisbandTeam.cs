using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Teams;

internal sealed class DisbandTeam(VolunteersDb db, TeamDesk desk, Work work)
{
    public async Task<Wire.Team> Handle(Wire.DisbandTeamRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("reason", request.Reason, 200, min: 4).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var team = await desk.HoldAsync(request.Id, id, request.Etag, cancel);
        team.Disband(desk.Now);
        foreach (var member in await db.TeamMembers.Where(m => m.TeamId == id && m.LeftAt == null).ToListAsync(cancel)) member.Leave(desk.Now);
        work.Purpose = request.Reason.Trim();
        var reply = await desk.SaveAsync(team, await desk.LeaderNameAsync(team, cancel), 0, cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
