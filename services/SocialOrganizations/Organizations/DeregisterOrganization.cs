using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class DeregisterOrganization(OrganizationDesk desk, OrganizationWire wire)
{
    public Task<Wire.Organization> Handle(Wire.DeregisterOrganizationRequest request, CancellationToken cancel) =>
        desk.EndAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200, min: 4), 6, Gate.Deregistration, (organization, found, debts) => organization.Deregister(found, debts, wire.SealReason(request.Reason.Trim()), desk.Now), cancel);
}
