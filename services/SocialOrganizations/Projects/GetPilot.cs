using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class GetPilot(ProjectDesk desk)
{
    public async Task<Wire.Pilot> Handle(Wire.GetPilotRequest request, CancellationToken cancel) => await desk.OfAsync(await desk.PilotAsync(request.Id, "", new Check(), cancel), cancel);
}
