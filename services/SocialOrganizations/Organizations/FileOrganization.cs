using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class FileOrganization(OrganizationDesk desk)
{
    public Task<Wire.Organization> Handle(Wire.FileOrganizationRequest request, CancellationToken cancel) =>
        desk.StepAsync(request.Id, request.Etag, new Check(), 9, Gate.Filing, (organization, found) => organization.File(found, request.ConfirmsTeam, desk.Now), cancel);
}
