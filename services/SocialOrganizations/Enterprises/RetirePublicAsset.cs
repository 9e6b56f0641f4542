using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class RetirePublicAsset(SocialOrgsDb db, EnterpriseDesk desk)
{
    public async Task<Wire.PublicAsset> Handle(Wire.RetirePublicAssetRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        var asset = await db.PublicAssets.FirstOrDefaultAsync(a => a.Id == id, cancel) ?? throw EnterpriseRefusals.NoAsset(request.Id);
        Etag.Match(request.Etag, asset.Version);
        asset.Retire(desk.Now);
        var division = await desk.NameAsync(asset.Area, cancel);
        return await db.SaveAsync(() => EnterpriseDesk.Of(asset, division, null), cancel);
    }
}
