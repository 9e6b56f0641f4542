using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class ReviewPilot(ProjectDesk desk)
{
    public async Task<Wire.Pilot> Handle(Wire.ReviewPilotRequest request, CancellationToken cancel)
    {
        var pilot = await desk.PilotAsync(request.Id, request.Etag, new Check().Few("points", request.Points.Count, 20, min: 1), cancel);
        var scheme = await desk.SchemeAsync(pilot.Area, pilot.Kind, cancel);
        ProjectDesk.CheckPoints(request.Points, scheme);
        pilot.Review(scheme, request.Points, desk.Me, desk.Now);
        return await desk.SaveAsync(pilot, cancel);
    }
}
