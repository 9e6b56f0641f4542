using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class RetirePublicAsset(SocialOrgsDb db, EnterpriseDesk desk)
{
    public async Task<Wire.PublicAsset> Handle(Wire.RetirePublicAssetRequest request, CancellationToken cancel)
    {
        new Check().Id("id", request.Id, out var id).OrThrow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Nobody approves a custody of it before the transaction ends.
        await db.Database.ExecuteSqlAsync($"select from public_assets where id = {id} for no key update", cancel);
        var asset = await db.PublicAssets.FirstOrDefaultAsync(a => a.Id == id, cancel) ?? throw EnterpriseRefusals.NoAsset(request.Id);
        Etag.Match(request.Etag, asset.Version);
        // One that was approved and whose term is over is handed over to nobody any more; one that runs holds it until it is given back, however late.
        var today = desk.Today;
        asset.Retire(await db.Custodies.AnyAsync(c => c.AssetId == id && (c.State == CustodyState.Running || (c.State == CustodyState.Approved && c.EndsOn >= today)), cancel), desk.Now);
        var division = await desk.NameAsync(asset.Area, cancel);
        var reply = await db.SaveAsync(() => EnterpriseDesk.Of(asset, division, null), cancel);
        await transaction.CommitAsync(cancel);
        return reply;
    }
}
