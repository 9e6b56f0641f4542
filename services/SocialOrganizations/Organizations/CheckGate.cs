using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class CheckGate(OrganizationDesk desk)
{
    public async Task<Wire.GateCheck> Handle(Wire.CheckGateRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var organization = await desk.FindAsync(id, cancel);
        return OrganizationWire.Of(organization.Next is { } gate ? await desk.LookAsync(organization, gate, cancel) : null);
    }
}
