using Governance.Messaging;
using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class DecidePilot(SocialOrgsDb db, ProjectDesk desk, Work work)
{
    public async Task<Wire.Pilot> Handle(Wire.DecidePilotRequest request, CancellationToken cancel)
    {
        var pilot = await desk.PilotAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200, min: 4), cancel);
        work.Purpose = request.Reason.Trim();
        pilot.Decide(request.Labelled, await db.PilotSchemes.Where(s => s.Id == pilot.SchemeId).Select(s => s.ValidYears).FirstAsync(cancel), desk.Me, desk.Now);
        return await desk.SaveAsync(pilot, cancel);
    }
}
