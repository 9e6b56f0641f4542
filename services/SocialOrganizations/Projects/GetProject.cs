using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class GetProject(ProjectDesk desk)
{
    public async Task<Wire.Project> Handle(Wire.GetProjectRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await desk.OfAsync(await desk.FindAsync(id, cancel), cancel);
    }
}
