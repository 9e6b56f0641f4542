using Governance.Rpc;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Teams;

internal sealed class UpdateTeam(VolunteersDb db, TeamDesk desk)
{
    public async Task<Wire.Team> Handle(Wire.UpdateTeamRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("name", request.Name, 50, min: 2).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var team = await desk.HoldAsync(request.Id, id, request.Etag, cancel);
        team.Rename(request.Name.Trim());
        var reply = await desk.SaveAsync(team, await desk.LeaderNameAsync(team, cancel), await desk.CountAsync(id, cancel), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
