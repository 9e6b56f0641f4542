using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class ExitOrganization(OrganizationDesk desk, OrganizationWire wire)
{
    public Task<Wire.Organization> Handle(Wire.ExitOrganizationRequest request, CancellationToken cancel) =>
        desk.EndAsync(request.Id, request.Etag, new Check().Text("reason", request.Reason, 200, min: 4), 0, null, (organization, _, _) => organization.Exit(wire.SealReason(request.Reason.Trim()), desk.Now), cancel);
}
