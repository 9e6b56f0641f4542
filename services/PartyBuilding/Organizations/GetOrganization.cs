using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Organizations;

internal sealed class GetOrganization(PartyDb db, OrganizationDesk desk)
{
    public async Task<Wire.Organization> Handle(Wire.GetOrganizationRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        return await desk.OfAsync(await db.Organizations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancel) ?? throw OrganizationRefusals.NotFound(request.Id), cancel);
    }
}
