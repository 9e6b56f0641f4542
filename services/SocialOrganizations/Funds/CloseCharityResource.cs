using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

internal sealed class CloseCharityResource(SocialOrgsDb db, FundDesk desk)
{
    public async Task<Wire.CharityResource> Handle(Wire.CloseCharityResourceRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var resource = await db.CharityResources.FirstOrDefaultAsync(r => r.Id == id, cancel) ?? throw FundRefusals.NoResource(request.Id);
        Etag.Match(request.Etag, resource.Version);
        resource.Close(desk.Now);
        return await db.SaveAsync(() => FundDesk.Of(resource), cancel);
    }
}
