using Governance.Rpc;
using Microsoft.EntityFrameworkCore;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Enterprises;

internal sealed class ListPublicAssets(SocialOrgsDb db, EnterpriseDesk desk)
{
    public async Task<Wire.ListPublicAssetsResponse> Handle(Wire.ListPublicAssetsRequest request, CancellationToken cancel)
    {
        var check = new Check();
        var page = Page.Read(check, request.PageSize, request.PageToken, request.Idle);
        var after = page.AfterId(check);
        check.OrThrow();
        var rows = desk.Assets;
        if (request.Idle)
        {
            var taken = db.Everywhere<Custody>("as below").Where(c => c.State == CustodyState.Running);
            rows = rows.Where(r => !r.Retired && !taken.Any(c => c.AssetId == r.Id));
        }
        if (after is { } last) rows = rows.Where(r => r.Id < last);
        var found = await rows.OrderByDescending(r => r.Id).Take(page.Size + 1).ToListAsync(cancel);
        var reply = new Wire.ListPublicAssetsResponse();
        var ids = found.Select(a => a.Id).ToArray();
        var held = await db.Everywhere<Custody>("whether an asset that the caller sees is in custody; of the custody only its id is told").Where(c => ids.Contains(c.AssetId) && c.State == CustodyState.Running).ToDictionaryAsync(c => c.AssetId, c => c.Id, cancel);
        foreach (var asset in found.Take(page.Size)) reply.Assets.Add(await desk.OfAsync(asset, held.TryGetValue(asset.Id, out var custody) ? custody : null, cancel));
        if (found.Count > page.Size) reply.NextPageToken = page.Next(true, found[page.Size - 1].Id.ToString());
        return reply;
    }
}
