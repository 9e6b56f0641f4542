using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class WithdrawPilot(ProjectDesk desk, Work work)
{
    public async Task<Wire.Pilot> Handle(Wire.WithdrawPilotRequest request, CancellationToken cancel)
    {
        var pilot = await desk.PilotAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200, min: 4), cancel);
        work.Purpose = request.Reason.Trim();
        pilot.Withdraw(desk.Me, desk.Now);
        return await desk.SaveAsync(pilot, cancel);
    }
}
