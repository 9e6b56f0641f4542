using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class StartProject(ProjectDesk desk)
{
    public Task<Wire.Project> Handle(Wire.StartProjectRequest request, CancellationToken cancel) =>
        desk.WithOrganizationAsync(request.Id, request.Etag, new Check(), project => project.OrganizationId ?? throw ProjectRefusals.StateForbids(), (project, organization) => project.Start(organization, desk.Me, desk.Now), cancel);
}
