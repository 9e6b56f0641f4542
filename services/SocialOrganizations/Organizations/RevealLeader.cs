using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class RevealLeader(SocialOrgsDb db, OrganizationDesk desk, OrganizationWire wire)
{
    public async Task<Wire.RevealedLeader> Handle(Wire.RevealLeaderRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).Text("purpose", request.Purpose, 200, min: 4).OrThrow();
        var organization = await desk.FindAsync(id, cancel);
        // The audit entry is committed before the answer leaves: no reveal without a trace.
        db.AuditRead(organization.Id, organization.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        return wire.Reveal(organization);
    }
}
