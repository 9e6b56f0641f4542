using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class SuspendOrganization(OrganizationDesk desk, OrganizationWire wire)
{
    public Task<Wire.Organization> Handle(Wire.SuspendOrganizationRequest request, CancellationToken cancel) =>
        desk.EndAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200, min: 4), OrganizationDesk.ByStanding, null, (organization, _, _) => organization.Suspend(wire.SealReason(request.Reason.Trim()), desk.Now), cancel);
}
