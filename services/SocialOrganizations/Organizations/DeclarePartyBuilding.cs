using Governance.Rpc;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Organizations;

internal sealed class DeclarePartyBuilding(OrganizationDesk desk)
{
    public Task<Wire.Organization> Handle(Wire.DeclarePartyBuildingRequest request, CancellationToken cancel)
    {
        var check = new Check().Known("party_building", request.PartyBuilding).Id("party_organization_id", request.PartyOrganizationId, out var by);
        return desk.StepAsync(request.Id, request.Etag, check, 0, null, (organization, _) => organization.Declare((PartyBuilding)request.PartyBuilding, by, desk.Now), cancel);
    }
}
