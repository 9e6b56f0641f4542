using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class AcceptProject(ProjectDesk desk)
{
    public Task<Wire.Project> Handle(Wire.AcceptProjectRequest request, CancellationToken cancel)
    {
        var check = new Check().Text("evidence", request.Evidence, 200, min: 2);
        return desk.ChangeAsync(request.Id, request.Etag, check, project => project.Accept(request.Accepted, request.Evidence.Trim(), desk.Me, desk.Now), cancel);
    }
}
