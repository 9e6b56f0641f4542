using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class MatchProject(ProjectDesk desk)
{
    public Task<Wire.Project> Handle(Wire.MatchProjectRequest request, CancellationToken cancel)
    {
        var check = new Check().Id("organization_id", request.OrganizationId, out var organizationId);
        return desk.WithOrganizationAsync(request.Id, request.Etag, check, _ => organizationId, (project, organization) => project.Match(organization, desk.Me, desk.Now), cancel);
    }
}
