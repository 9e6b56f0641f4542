using Governance.Messaging;
using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class WithdrawProject(ProjectDesk desk, Work work)
{
    public Task<Wire.Project> Handle(Wire.WithdrawProjectRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("reason", request.Reason, 200, min: 4);
        work.Purpose = request.Reason.Trim();
        return desk.ChangeAsync(request.Id, request.Etag, check, project => project.Withdraw(desk.Me, desk.Now), cancel);
    }
}
