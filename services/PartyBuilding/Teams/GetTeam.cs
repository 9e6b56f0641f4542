using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Teams;

internal sealed class GetTeam(PartyDb db, TeamDesk desk)
{
    public async Task<Wire.Team> Handle(Wire.GetTeamRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await desk.OfAsync(await db.Teams.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, cancel) ?? throw TeamRefusals.NotFound(request.Id), cancel);
    }
}
