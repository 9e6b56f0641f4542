using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class GetOrganization(OrganizationDesk desk)
{
    public async Task<Wire.Organization> Handle(Wire.GetOrganizationRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await desk.OfAsync(await desk.FindAsync(id, cancel), cancel);
    }
}
