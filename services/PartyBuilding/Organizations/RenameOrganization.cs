using Governance.Rpc;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

internal sealed class RenameOrganization(OrganizationDesk desk)
{
    public async Task<Wire.Organization> Handle(Wire.RenameOrganizationRequest request, CancellationToken cancel)
    {
        var organization = await desk.FindAsync(request.Id, request.Etag, new Check().Text("name", request.Name, 100, min: 4), cancel);
        organization.Rename(request.Name.Trim());
        return await desk.SaveAsync(organization, cancel);
    }
}
