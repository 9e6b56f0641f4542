using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class IncubateOrganization(OrganizationDesk desk)
{
    public Task<Wire.Organization> Handle(Wire.IncubateOrganizationRequest request, CancellationToken cancel) =>
        desk.StepAsync(request.Id, request.Etag, new Check(), 0, Gate.Incubation, (organization, found) => organization.Incubate(found, desk.Now), cancel);
}
