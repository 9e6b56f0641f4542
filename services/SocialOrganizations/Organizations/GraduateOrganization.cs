using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class GraduateOrganization(OrganizationDesk desk)
{
    public Task<Wire.Organization> Handle(Wire.GraduateOrganizationRequest request, CancellationToken cancel) =>
        desk.StepAsync(request.Id, request.Etag, new Check(), OrganizationDesk.ByStanding, Gate.Graduation, (organization, found) => organization.Graduate(found, desk.Now), cancel);
}
