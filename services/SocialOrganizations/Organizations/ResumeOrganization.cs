using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class ResumeOrganization(OrganizationDesk desk)
{
    public Task<Wire.Organization> Handle(Wire.ResumeOrganizationRequest request, CancellationToken cancel) =>
        desk.StepAsync(request.Id, request.Etag, new Check(), OrganizationDesk.ByStanding, null, (organization, _) => organization.Resume(desk.Now), cancel);
}
