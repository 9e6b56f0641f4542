using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Projects;

internal sealed class RemoveFundSource(ProjectDesk desk)
{
    public Task<Wire.Project> Handle(Wire.RemoveFundSourceRequest request, CancellationToken cancel) =>
        desk.ChangeAsync(request.Id, request.Etag, new Check(), project => project.Unfund(request.Number, desk.Me, desk.Now), cancel);
}
