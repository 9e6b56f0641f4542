using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class AssessPilot(SocialOrgsDb db, ProjectDesk desk)
{
    public async Task<Wire.Pilot> Handle(Wire.AssessPilotRequest request, CancellationToken cancel)
    {
        var pilot = await desk.PilotAsync(request.Id, request.Etag, new Check().Few("points", request.Points.Count, 20, min: 1), cancel);
        ProjectDesk.CheckPoints(request.Points, await db.PilotSchemes.AsNoTracking().FirstAsync(s => s.Id == pilot.SchemeId, cancel));
        pilot.Assess(request.Points, desk.Me, desk.Now);
        return await desk.SaveAsync(pilot, cancel);
    }
}
