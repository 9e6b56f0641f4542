using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Volunteers.V1;

namespace Governance.Volunteers.Teams;

internal sealed class GetTeam(TeamDesk desk)
{
    public async Task<Wire.Team> Handle(Wire.GetTeamRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return (await desk.OfAsync([await desk.Seen.FirstOrDefaultAsync(t => t.Id == id, cancel) ?? throw TeamRefusals.NotFound(request.Id)], cancel))[0];
    }
}
